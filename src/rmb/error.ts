import { BaseError } from '#lib/error.ts'

/**
 * What can become of a call:
 * - `timeout` nothing came in time · `offline` the relay says the node is not connected
 * - `node` the node answered with an error (its words in `details`) · `relay` the relay did
 * - `outcome-unknown` the connection was lost after sending what must not be sent twice
 * - `disconnected` no connection in time, or a read lost its own too often · `closed` the client was closed
 * - `aborted` the caller gave up · `no-twin` no such twin · `directory` the twin could not be looked up
 * - `peer-key` the peer's published key is unusable, so nothing was sent in plain either
 * - `undecipherable` a signed answer could not be opened · `bad-json` an answer is not JSON
 * - `too-large` an answer is beyond the limit · `locked` the key was locked meanwhile
 * - `bad-request` what was to be sent cannot be written as JSON, so nothing was sent
 */
export type RmbErrorCode =
  | 'timeout'
  | 'offline'
  | 'node'
  | 'relay'
  | 'outcome-unknown'
  | 'disconnected'
  | 'closed'
  | 'aborted'
  | 'no-twin'
  | 'directory'
  | 'peer-key'
  | 'undecipherable'
  | 'bad-json'
  | 'too-large'
  | 'locked'
  | 'bad-request'

/** The one error class of RMB; `details` holds the other side's words, never anything secret. */
export class RmbError extends BaseError<RmbErrorCode> {
  override readonly name = 'RmbError'

  /** Wraps what a `catch` holds; an RmbError passes through. */
  static from(error: unknown, code: RmbErrorCode, message: string): RmbError {
    return error instanceof RmbError ? error : new RmbError(code, message, { cause: error })
  }
}
