import { BaseError } from '#lib/error.ts'

/**
 * What can go wrong with a key:
 * - `wrong-password` the sealed key does not open with it · `refused` a record asks for what no honest
 *   one asks, or names another account than its key has · `damaged` a record or file cannot be read
 * - `unsupported` a keystore file of a kind that is not taken
 * - `locked` no key is held any more · `storage` this browser does not let the console store · `aborted` the person gave up
 * - `failed` the worker broke down
 */
export type VaultErrorCode =
  | 'wrong-password'
  | 'refused'
  | 'damaged'
  | 'unsupported'
  | 'locked'
  | 'storage'
  | 'aborted'
  | 'failed'

/** The one error class of the vault. Neither its message nor its details ever hold a key or a password. */
export class VaultError extends BaseError<VaultErrorCode> {
  override readonly name = 'VaultError'
}
