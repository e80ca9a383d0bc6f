import { ChainError } from '#chain/errors.ts'
import { messageOf } from '#lib/error.ts'
import type { Trouble } from './trouble.ts'

/** How these came about says that the connection is to be waited for, not some time. */
export const WAITED_FOR: ReadonlySet<string> = new Set(['lost', 'disconnected', 'finality-timeout'])

/** Refusals at the door, after which it cannot be in any block. */
const TURNED_AWAY: ReadonlySet<string> = new Set([
  'payment',
  'stale',
  'future',
  'bad-proof',
  'expired',
  'exhausted',
  'priority',
  'pool-full',
  'undecodable',
  'invalid',
  'disconnected',
  'usurped',
])

/**
 * Whether a failure says for certain what became of something signed. Whatever else went wrong says nothing of
 * it: then it is looked for until its life is over.
 */
export const isCertain = ({ code, landed }: Trouble, sending: boolean): boolean =>
  landed === 'yes' || (landed === 'no' && (sending ? TURNED_AWAY.has(code) : GONE.has(code)))

/** What looking for it ends with where it is not in any block. */
const GONE: ReadonlySet<string> = new Set(['expired', 'usurped'])

export const NEVER_SENT: Trouble = {
  code: 'never-sent',
  message: 'The page was closed before the signature. Nothing was sent and nothing was paid.',
  landed: 'no',
}

/** The wallet gave the bytes of a payment that was signed before: sent again it would be the same one. */
export const sameAgain = (first: string) =>
  new ChainError(
    'known',
    `This is the very transaction of “${first}”, signed a second time. It is on its way once already and was not sent again.`,
    { landed: 'no' },
  )

export const notNoted = (cause: unknown) =>
  new ChainError(
    'not-noted',
    'This browser did not let the console note the payment, so nothing was sent. Private windows and blocked site data do that.',
    { details: messageOf(cause), cause },
  )
