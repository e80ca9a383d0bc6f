import type { Landed, Refusal } from '#chain/errors.ts'
import { BaseError, messageOf } from '#lib/error.ts'

/** What stands in the way of a payment, or what ended it, as plain data. */
export interface Trouble {
  /** A ChainErrorCode, `never-sent`, or the code of what failed before the chain was asked. */
  code: string
  /** Plain words. */
  message: string
  /** The chain's or the wallet's own words. */
  details?: string | undefined
  landed: Landed
  refusal?: Refusal | undefined
}

/** Whatever was thrown, as plain data: a ChainError knows whether it landed; what others tell came before anything was sent. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof BaseError) {
    const { code, message, details } = error
    const { landed = 'no', refusal } = error as Partial<Trouble> // fields of a ChainError
    return { code: String(code), message, details, landed, refusal }
  }
  return {
    code: 'failed',
    message: 'The console failed at this.',
    details: messageOf(error),
    landed: 'no',
  }
}
