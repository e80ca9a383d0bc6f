import type { ApiPromise } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import * as z from 'zod/mini'
import { stringifyJson } from '#lib/json.ts'
import { bytesText, read, uint } from './codec.ts'
import { rpcFailure } from './failures.ts'
import type { Write } from './writes.ts'

/** A call decoded again from the bytes that will be signed, so that what is shown is what is sent. */
export interface CallView {
  pallet: string
  name: string
  args: readonly { name: string; type: string; value: string }[]
  /** The calls inside a batch. */
  calls: readonly CallView[]
}

/** What a person sees before the wallet opens. */
export interface Quote {
  /** The fee in TFT units, as the chain estimates it. */
  fee: bigint
  call: CallView
  /** The call's bytes as 0x-hex. */
  hex: string
}

/** Asks the chain for the fee of a write by this account (SS58), and decodes its call. Nothing is signed. */
export async function quote(
  api: ApiPromise,
  write: Write<unknown>,
  account: string,
): Promise<Quote> {
  const tx = write.build(api)
  const call = tx.method
  try {
    const { partialFee } = await tx.paymentInfo(account, { nonce: -1 })
    return { fee: read(uint, partialFee, 'fee'), call: viewOf(call), hex: call.toHex() }
  } catch (error) {
    throw rpcFailure(error)
  }
}

type Call = SubmittableExtrinsic<'promise'>['method']

function viewOf(call: Call): CallView {
  const args: { name: string; type: string; value: string }[] = []
  const calls: CallView[] = []
  call.meta.args.forEach(({ name, type }, i) => {
    const value = call.args[i]
    if (value === undefined) return
    const inner = callsIn(value)
    if (inner) calls.push(...inner.map(viewOf))
    else args.push({ name: name.toString(), type: type.toString(), value: shown(value) })
  })
  return { pallet: call.section, name: call.method, args, calls }
}

/** The calls of an argument that is a list of calls. */
function callsIn(value: Call['args'][number]): Call[] | undefined {
  if (!Array.isArray(value)) return undefined
  const items: unknown[] = value
  return items.length > 0 && items.every(isCall) ? items : undefined
}

const isCall = (value: unknown): value is Call =>
  typeof value === 'object' && value !== null && 'section' in value && 'meta' in value

function shown(value: Call['args'][number]): string {
  const plain: unknown = value.toPrimitive()
  // an account is one of several ways to name a receiver
  const account = z.safeParse(z.strictObject({ id: z.string() }), plain)
  if (account.success) return account.data.id
  const decoded = z.safeParse(bytesText, plain)
  return decoded.success ? decoded.data : stringifyJson(plain)
}
