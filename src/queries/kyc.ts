import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { parseJson } from '#lib/json.ts'
import { messageOf } from '#lib/error.ts'
import { grid } from './grid.ts'

/**
 * What the network's KYC service says of a twin. `unknown`: it could not be asked, which is nobody's
 * fault and stops nothing; `status` is the service's own word where it had one.
 */
export type Kyc =
  | { state: 'verified' }
  | { state: 'unverified'; status: string }
  | { state: 'unknown'; why: string }

const TIMEOUT_MS = 8_000

const answer = z.object({ result: z.object({ status: z.string() }) })

/**
 * Asks a KYC service as nodes do before they deploy: `GET /api/v1/status?twin_id=`; 404 is a twin that
 * never began (facts: grid-services.md D.1, D.2). Rejects only when `signal` aborts.
 */
export async function askKyc(
  baseUrl: string,
  twin: number,
  options: { signal?: AbortSignal; fetch?: typeof fetch } = {},
): Promise<Kyc> {
  if (baseUrl === '') return { state: 'unknown', why: 'This network names no KYC service.' }
  const ask = options.fetch ?? ((input, init) => fetch(input, init))
  const patience = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const response = await ask(`${baseUrl}/api/v1/status?twin_id=${twin}`, {
      signal: options.signal ? AbortSignal.any([options.signal, patience]) : patience,
      headers: { Accept: 'application/json' },
    })
    if (response.status === 404) return { state: 'unverified', status: 'UNVERIFIED' }
    if (!response.ok) {
      return { state: 'unknown', why: `The KYC service answered with status ${response.status}.` }
    }
    const read = answer.safeParse(parseJson(await response.text()))
    if (!read.success) {
      return { state: 'unknown', why: 'The KYC service gave an answer of another kind.' }
    }
    const { status } = read.data.result
    return status === 'VERIFIED' ? { state: 'verified' } : { state: 'unverified', status }
  } catch (error) {
    options.signal?.throwIfAborted()
    return {
      state: 'unknown',
      why: patience.aborted
        ? `The KYC service did not answer within ${TIMEOUT_MS / 1000} s.`
        : `The KYC service could not be asked. ${messageOf(error)}`,
    }
  }
}

/** What KYC says of a twin on the current network; never fails, for it must never block. */
export const kycQuery = (twin: number) =>
  queryOptions({
    queryKey: ['kyc', twin] as const,
    queryFn: async ({ signal }) => {
      await grid.opened()
      return askKyc(grid.state().network.kyc ?? '', twin, { signal })
    },
    staleTime: 60_000,
  })

/** For `can.deploy`: undefined where it could not be asked. */
export const verifiedOf = (kyc: Kyc | undefined): boolean | undefined =>
  kyc === undefined || kyc.state === 'unknown' ? undefined : kyc.state === 'verified'
