import { BaseError, messageOf } from '#lib/error.ts'
import type { Trouble } from './saga.ts'

/** What went wrong, as the journal keeps it. */
export function troubleOf(error: unknown, at: number): Trouble {
  if (!(error instanceof BaseError)) {
    return { code: 'unknown', message: messageOf(error), details: null, at }
  }
  const { code, message, details } = error
  return { code: String(code), message, details: details ?? null, at }
}

export const trouble = (code: string, message: string, at: number, details?: string): Trouble => ({
  code,
  message,
  details: details ?? null,
  at,
})
