/** How one call is made; floor 2 knows no command, so what a command needs comes in here. */
export interface RequestOptions {
  signal?: AbortSignal
  /** From the call to its end, queueing included. Default 20 s. */
  timeoutMs?: number
  /** True for what may be sent again after a lost connection: reads. Default false. */
  resend?: boolean
  /** Asks the relay to say at once that the destination is not connected (rmb.md section 6.3). Default true. */
  failFast?: boolean
  /** Resolves with the answer's JSON as text, unparsed: for what is hashed to the byte. Default false. */
  text?: boolean
}

/**
 * The seam: everything above the wire sees this function and no more. Resolves with the parsed JSON of
 * the answer, or with its text; `payload` undefined sends an empty body. Rejects with RmbError only.
 */
export type Request = (
  twin: number,
  command: string,
  payload?: unknown,
  options?: RequestOptions,
) => Promise<unknown>
