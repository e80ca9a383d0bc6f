import { BaseError } from '#lib/error.ts'

/**
 * What can become of asking a wallet. Nothing of it costs anything, and nothing was signed.
 *
 * When it is connected:
 * - `no-extension` none is in this page · `access-refused` the person, or an earlier choice, keeps it from this site
 * - `no-account` it is open to this site and shows no account · `unsupported-key` only such that no twin can have
 *
 * When it is asked to sign:
 * - `cancelled` the person refused · `wrong-metadata` it, or the account in it, is set for another network or runtime
 * - `gone` the account or its extension is no longer there · `bad-signature` the signature does not hold
 * - `bad-request` what was to be signed is not what may be asked for
 *
 * At any time:
 * - `popup-dead` no answer within the time limit · `failed` it failed otherwise · `aborted` by ourselves
 */
export type WalletErrorCode =
  | 'no-extension'
  | 'access-refused'
  | 'no-account'
  | 'unsupported-key'
  | 'cancelled'
  | 'wrong-metadata'
  | 'gone'
  | 'bad-signature'
  | 'bad-request'
  | 'popup-dead'
  | 'failed'
  | 'aborted'

/** The one error class of the wallet; `details` holds the extension's own words. */
export class WalletError extends BaseError<WalletErrorCode> {
  override readonly name = 'WalletError'
}
