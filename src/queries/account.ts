import { queryOptions } from '@tanstack/react-query'
import { billingPrice, type TftPrice, toUsd } from '#chain/pricing.ts'
import type { AcceptedTerms, Twin } from '#chain/shapes.ts'
import { BaseError } from '#lib/error.ts'
import { chain } from './chain.ts'
import { grid } from './grid.ts'

/*
 * What the chain says of an account (SS58, format 42), whoever it belongs to. All reject with ChainError.
 * An account's money is `balanceQuery` of chain.ts.
 */

const reads = () => import('#chain/reads.ts')

/** The twin of an account, whole; null where it has none. */
export const twinOfAccountQuery = (account: string) =>
  queryOptions({
    queryKey: ['chain', 'twin-of', account] as const,
    queryFn: async ({ signal }): Promise<Twin | null> => {
      const [api, read] = await Promise.all([chain.api(signal), reads()])
      return (await read.twinOf(api, account)) ?? null
    },
  })

/** The terms that an account accepted, oldest first; none where it never did. */
export const termsQuery = (account: string) =>
  queryOptions({
    queryKey: ['chain', 'terms', account] as const,
    queryFn: async ({ signal }): Promise<AcceptedTerms[]> => {
      const [api, read] = await Promise.all([chain.api(signal), reads()])
      return read.acceptedTerms(api, account)
    },
  })

/** The least an account must hold to stay on the chain, in TFT units; the same for all. */
export const existentialDepositQuery = () =>
  queryOptions({
    queryKey: ['chain', 'existential-deposit'] as const,
    queryFn: async ({ signal }): Promise<bigint> => {
      const [api, read] = await Promise.all([chain.api(signal), reads()])
      return read.existentialDeposit(api)
    },
    staleTime: Infinity,
    refetchInterval: false,
  })

/** Amounts below each of these take a byte less in a call (SCALE, compact integers). */
const LONGER = [1n << 6n, 1n << 14n, 1n << 30n, 1n << 32n, 1n << 40n, 1n << 48n, 1n << 56n] as const

/** The most that takes as many bytes in a call as this amount: a fee hangs on the length alone. */
export const asLong = (units: bigint): bigint =>
  (LONGER.find((above) => units < above) ?? 1n << 64n) - 1n

/** What a transfer of so many units would cost this account (SS58), in TFT units, as the chain estimates it. */
export const transferFeeQuery = (from: string, units: bigint) =>
  queryOptions({
    queryKey: ['chain', 'transfer-fee', from, asLong(units)] as const,
    queryFn: async ({ signal }): Promise<bigint> => {
      const [api, { quote }, { transfer }] = await Promise.all([
        chain.api(signal),
        import('#chain/quote.ts'),
        import('#chain/writes.ts'),
      ])
      // whom it goes to changes nothing of the fee
      return (await quote(api, transfer(from, asLong(units)), from)).fee
    },
    staleTime: 5 * 60_000,
    refetchInterval: false,
  })

/** TFT units in USD units at the price that bills are made with. */
export const usdOf = (units: bigint, { tftPrice }: { tftPrice: TftPrice }): bigint =>
  toUsd(units, billingPrice(tftPrice))

/**
 * - `none` this network names no activation service · `unreachable` it did not answer · `refused` it said no
 * - `no-effect` it said yes, and the chain shows no money yet
 */
export type ActivationErrorCode = 'none' | 'unreachable' | 'refused' | 'no-effect'

export class ActivationError extends BaseError<ActivationErrorCode> {
  override readonly name = 'ActivationError'
}

/** Below this the service gives what the first transactions take, TFT units (facts: grid-services.md D.4). */
export const ACTIVATES_BELOW = 15_000n

/** How long the chain is looked at for the money, and how often; ms. */
const PATIENCE_MS = 30_000
const LOOK_MS = 1_000

/**
 * Asks the network's activation service for an account's first money, and looks on the chain that it came.
 * Resolves with what came, in TFT units. Rejects with ActivationError or ChainError.
 */
export async function activate(account: string): Promise<bigint> {
  const { activation } = grid.state().network
  if (activation === undefined) {
    throw new ActivationError(
      'none',
      'This network names no activation service. Let somebody send the account its first TFT.',
    )
  }
  const [api, read] = await Promise.all([chain.api(), reads()])
  const before = (await read.balance(api, account)).free
  await askForActivation(activation, account)
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    const { free } = await read.balance(api, account)
    if (free > before) return free - before
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  throw new ActivationError(
    'no-effect',
    'The activation service agreed, and after half a minute the chain shows nothing of it. It may still come.',
  )
}

/** The service's own request (facts: grid-services.md D.4). Exported for its test. */
export async function askForActivation(
  url: string,
  account: string,
  ask: typeof fetch = (input, init) => fetch(input, init),
): Promise<void> {
  let answer: Response
  try {
    answer = await ask(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ substrateAccountID: account }),
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
  } catch (cause) {
    throw new ActivationError('unreachable', 'The activation service does not answer.', {
      details: url,
      cause,
    })
  }
  if (!answer.ok) {
    const said = await answer.text().catch(() => '')
    throw new ActivationError('refused', 'The activation service refused this account.', {
      details: `${answer.status} ${said.slice(0, 200)}`,
    })
  }
}
