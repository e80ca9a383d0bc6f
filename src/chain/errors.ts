import { BaseError } from '#lib/error.ts'

/**
 * What can become of a call to the chain (facts: tfchain.md section 8).
 *
 * The extrinsic is in a block and failed; its fee is paid:
 * - `module` a pallet refused, see `refusal` · `arithmetic` an amount under- or overflowed, mostly a payment
 *   beyond the balance · `token` the payment itself was refused · `bad-origin` not this account's to do
 * - `dispatch` the runtime refused otherwise
 *
 * It was refused before any block; nothing is paid:
 * - `payment` the account cannot pay the fee · `stale`, `future` its number is used up, or too far ahead
 * - `bad-proof` the signature does not fit this chain · `expired` it was signed too long ago
 * - `exhausted` it does not fit a block · `priority` another of this account's is waiting with that number
 * - `pool-full` the node has no room · `undecodable` the runtime cannot read it · `invalid` refused otherwise
 *
 * It was handed over, and then:
 * - `usurped` another of the same number took its place, so it never will be in a block
 * - `dropped`, `banned`, `retracted`, `known` thrown out, kept out, taken back out of a block, or there
 *   already: it may still land until it expires · `finality-timeout` in a block that is not final
 * - `lost` the connection broke after it was sent
 *
 * Before it was handed over:
 * - `refused` the person refused in the wallet · `wallet` the wallet failed
 * - `not-noted` it could not be noted, and what is not noted is not sent
 * - `bad-request` our own check refused it · `unsupported` this chain's runtime has no such call or item
 *
 * For reads and writes alike:
 * - `disconnected` no endpoint answers · `timeout` no answer in time · `rpc` the endpoint answered an error
 * - `bad-answer` an answer is not what the metadata says · `closed`, `aborted` by ourselves
 */
export type ChainErrorCode =
  | 'module'
  | 'arithmetic'
  | 'token'
  | 'bad-origin'
  | 'dispatch'
  | 'payment'
  | 'stale'
  | 'future'
  | 'bad-proof'
  | 'expired'
  | 'exhausted'
  | 'priority'
  | 'pool-full'
  | 'undecodable'
  | 'invalid'
  | 'usurped'
  | 'dropped'
  | 'banned'
  | 'retracted'
  | 'known'
  | 'finality-timeout'
  | 'lost'
  | 'refused'
  | 'wallet'
  | 'not-noted'
  | 'bad-request'
  | 'unsupported'
  | 'disconnected'
  | 'timeout'
  | 'rpc'
  | 'bad-answer'
  | 'closed'
  | 'aborted'

/**
 * Whether the extrinsic is on the chain: `no` nothing happened and nothing was paid, `yes` it is in a block
 * and its fee is paid, `unknown` it must be looked for before the same thing is sent again.
 */
export type Landed = 'no' | 'yes' | 'unknown'

const LANDED: Readonly<Partial<Record<ChainErrorCode, Landed>>> = {
  module: 'yes',
  arithmetic: 'yes',
  token: 'yes',
  'bad-origin': 'yes',
  dispatch: 'yes',
  dropped: 'unknown',
  banned: 'unknown',
  retracted: 'unknown',
  known: 'unknown',
  'finality-timeout': 'unknown',
  lost: 'unknown',
}

/** A pallet and the name of its error, as the library writes them: `smartContractModule`, `NameExists`. */
export interface Refusal {
  pallet: string
  name: string
}

/** The one error class of the chain; `details` holds the chain's or the wallet's own words. */
export class ChainError extends BaseError<ChainErrorCode> {
  override readonly name = 'ChainError'
  readonly landed: Landed
  readonly refusal: Refusal | undefined

  constructor(
    code: ChainErrorCode,
    message: string,
    options: { details?: string; cause?: unknown; refusal?: Refusal; landed?: Landed } = {},
  ) {
    super(code, message, options)
    this.landed = options.landed ?? LANDED[code] ?? 'no'
    this.refusal = options.refusal
  }
}

/** The connection broke while an extrinsic was on its way. */
export const lost = (details: string, cause?: unknown): ChainError =>
  new ChainError(
    'lost',
    'The connection broke after the transaction was sent. It may be in a block; the console looks for it before anything is sent again.',
    { details, cause },
  )

/** It is done, but not what the console can read: its result must be looked for by other means. */
export const unreadable = (details: string, cause?: unknown): ChainError =>
  new ChainError(
    'bad-answer',
    'The transaction is in a block, but what came of it cannot be read. Look at your contracts and account.',
    { details, cause, landed: 'yes' },
  )
