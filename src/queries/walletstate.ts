import type { UnusableAccount, WalletAccount } from '#wallet/accounts.ts'
import type { WalletError, WalletErrorCode } from '#wallet/error.ts'
import type { MetadataState } from '#wallet/metadata.ts'
import type { ExtensionStatus, WalletStatus } from '#wallet/status.ts'

export type {
  ExtensionStatus,
  MetadataState,
  UnusableAccount,
  WalletAccount,
  WalletError,
  WalletErrorCode,
}

/** The wallet extensions of this page and the account taken from them; a new object at each change. */
export interface WalletState {
  /** `idle` also before anything of the wallet was loaded; its extensions are then those found in the page. */
  status: WalletStatus
  /** Null: none is connected, or the one that was chosen is not shown by its extension any more. */
  account: WalletAccount | null
  /**
   * What the person chose to sign by default: this account, or the unlocked key. Null: nothing, and the account
   * was taken when the wallet was connected.
   */
  chosen: 'wallet' | 'key' | null
  /** An extension is being asked to let this site in. */
  busy: boolean
  /** Why there is no account, or why the last connecting failed. */
  problem: WalletError | undefined
  /** The account that was used in this browser is not to be had, for that reason. */
  lost: boolean
}

const NAMES: Readonly<Record<string, string>> = {
  'polkadot-js': 'Polkadot{.js}',
  'subwallet-js': 'SubWallet',
}

/** An extension's name as a person knows it; extensions name themselves as machines do. */
export const walletName = (name: string): string =>
  NAMES[name] ?? name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')
