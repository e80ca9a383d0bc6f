import type { UnusableAccount, WalletAccount } from './accounts.ts'
import { WalletError } from './error.ts'
import type { Installed } from './hooks.ts'

/** How it stands with one extension. */
export type ExtensionState =
  /** In the page, not asked yet. */
  | 'installed'
  | 'asking'
  /** Asked and past the time limit; what it answers still counts. */
  | 'silent'
  | 'ready'
  /** It refused or failed: see `error`. */
  | 'refused'

export interface ExtensionStatus extends Installed {
  state: ExtensionState
  /** Its own name where it told it, else the key. */
  name: string
  error: WalletError | undefined
}

/** All that is known of the wallets; a new object whenever something changes. */
export interface WalletStatus {
  /** `idle` never asked · `asking` · `asked` each extension answered or was silent too long */
  state: 'idle' | 'asking' | 'asked'
  extensions: readonly ExtensionStatus[]
  /** Those that can sign for the grid, of all extensions that let this site in. */
  accounts: readonly WalletAccount[]
  unusable: readonly UnusableAccount[]
  /** Why there is no account; undefined while there is one, or nothing was asked. */
  problem: WalletError | undefined
}

/** Why there is no account to sign with; undefined when there is one. What the person can best do comes first. */
export function problemOf(
  extensions: readonly ExtensionStatus[],
  accounts: readonly WalletAccount[],
  unusable: readonly UnusableAccount[],
): WalletError | undefined {
  if (accounts.length > 0) return undefined
  const named = (list: readonly ExtensionStatus[]) => list.map(({ name }) => name).join(', ')
  if (extensions.length === 0) {
    return new WalletError(
      'no-extension',
      'There is no wallet extension in this page. Install Polkadot{.js} or another one for Substrate, then reload the page.',
    )
  }
  const silent = extensions.filter(({ state }) => state === 'silent')
  if (silent.length > 0) {
    return new WalletError(
      'popup-dead',
      'The wallet has not answered yet. Open it by its icon in the browser’s bar and answer there; the console keeps waiting.',
      { details: named(silent) },
    )
  }
  if (unusable.length > 0) {
    const types = [...new Set(unusable.map(({ type, why }) => (why === 'key' ? type : why)))]
    return new WalletError(
      'unsupported-key',
      'The wallet shows only accounts that cannot be a twin. Make one of type sr25519 or ed25519 there.',
      { details: types.join(', ') },
    )
  }
  const ready = extensions.filter(({ state, error }) => state === 'ready' && !error)
  if (ready.length > 0) {
    return new WalletError(
      'no-account',
      'The wallet shows no account to this site. Make one there, or allow this site to see one.',
      { details: named(ready) },
    )
  }
  return (
    extensions.find(({ error }) => error?.code === 'access-refused')?.error ??
    extensions.find(({ error }) => error)?.error ??
    new WalletError('failed', 'The wallet did not answer as wallets do. Reload the page.')
  )
}
