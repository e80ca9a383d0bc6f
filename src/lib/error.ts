/**
 * What every floor's error class stands on: a closed set of codes, one sentence for people, and the
 * machine's own words beneath. Nothing secret may ever be put into any of the three.
 */
export class BaseError<Code extends string> extends Error {
  readonly code: Code
  /** The other side's own words or the raw text that could not be read; shown in mono, copyable. */
  readonly details: string | undefined

  constructor(code: Code, message: string, options: { details?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = options.details
  }
}

/** The sentence of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** True when a wait ended because its caller gave up, which is no fault to show. */
export function isAbort(error: unknown): boolean {
  return (
    (error instanceof DOMException && error.name === 'AbortError') ||
    (error instanceof BaseError && error.code === 'aborted')
  )
}
