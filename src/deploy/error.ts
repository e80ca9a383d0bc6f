import { BaseError } from '#lib/error.ts'

/**
 * `unreadable`: a text that is no deployment, or one with workloads nobody can read; `mismatch`: a deployment
 * of another hash or contract; `too-large`: more than is kept; `storage`: the browser did not store it;
 * `signature`: one that does not hold, or that nobody asked for; `key`: a twin's account key cannot be had.
 */
export type DeployErrorCode =
  | 'unreadable'
  | 'mismatch'
  | 'too-large'
  | 'storage'
  | 'signature'
  | 'key'

/** What went wrong on this floor, in a sentence for people. */
export class DeployError extends BaseError<DeployErrorCode> {
  override readonly name = 'DeployError'
}
