import { BaseError } from '#lib/error.ts'

/**
 * What can become of a request to the grid proxy (facts: grid-services.md A.1, A.2):
 * - `unreachable` no answer the page may read: no network, no such host, or an answer without CORS headers
 * - `timeout` nothing came in time, or the service itself gave up (503)
 * - `aborted` the caller gave up · `rate-limited` too many requests, see `retryAfterSeconds`
 * - `bad-request` the service does not know a key or value (400) · `not-found` no such thing or path (404)
 * - `node-off` the service does not ask a node that is down or in standby
 * - `node-silent` the service asked the node over its own RMB and got no answer
 * - `server` any other failure of the service · `too-large` an answer beyond the limit
 * - `bad-json` an answer is not JSON · `unexpected-answer` JSON of another shape
 * - `bad-address` a twin's account is no SS58 address
 */
export type ProxyErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'aborted'
  | 'rate-limited'
  | 'bad-request'
  | 'not-found'
  | 'node-off'
  | 'node-silent'
  | 'server'
  | 'too-large'
  | 'bad-json'
  | 'unexpected-answer'
  | 'bad-address'

/** The one error class of the grid proxy; `details` holds the service's words or the raw text, bounded. */
export class ProxyError extends BaseError<ProxyErrorCode> {
  override readonly name = 'ProxyError'
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined
  /** How long the service asks to wait, with `rate-limited`. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ProxyErrorCode,
    message: string,
    options: {
      details?: string
      cause?: unknown
      status?: number
      retryAfterSeconds?: number
    } = {},
  ) {
    super(code, message, options)
    this.status = options.status
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}
