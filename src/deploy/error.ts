import { BaseError } from '#lib/error.ts'

/**
 * `unreadable`: a text that is no deployment, or one with workloads nobody can read; `mismatch`: a deployment
 * of another hash or contract; `too-large`: more than is kept; `storage`: the browser did not store it.
 */
export type DeployErrorCode = 'unreadable' | 'mismatch' | 'too-large' | 'storage'

/** What went wrong on this floor, in a sentence for people. */
export class DeployError extends BaseError<DeployErrorCode> {
  override readonly name = 'DeployError'
}
