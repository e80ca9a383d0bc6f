import { useSyncExternalStore } from 'react'
import type { Patience } from '#wallet/limit.ts'
import type { ChainMetadata } from '#wallet/metadata.ts'
import type { WalletLink } from './walletlink.ts'
import type { WalletAccount, WalletState } from './walletstate.ts'

const NOTHING: WalletState = {
  status: { state: 'idle', extensions: [], accounts: [], unusable: [], problem: undefined },
  account: null,
  chosen: null,
  busy: false,
  problem: undefined,
  lost: false,
}

/**
 * The page's hand on the wallet: what `createWalletLink` does, loaded after the first paint. It follows which
 * extensions are in the page; nothing of theirs is loaded before somebody connects one, or did so before.
 */
export function createWallet(
  make: () => Promise<WalletLink> = async () =>
    (await import('./walletlink.ts')).createWalletLink(),
) {
  let state = NOTHING
  let loading: Promise<WalletLink> | undefined
  const listeners = new Set<() => void>()

  function link(): Promise<WalletLink> {
    if (loading) return loading
    const asked = make().then((made) => {
      const follow = () => {
        state = made.state()
        for (const listener of listeners) listener()
      }
      made.subscribe(follow)
      follow()
      return made
    })
    loading = asked
    asked.catch(() => {
      if (loading === asked) loading = undefined
    })
    return asked
  }
  /** A part that cannot be loaded now is loaded when something is asked of it. */
  const tell = (what: (made: WalletLink) => void) => void link().then(what, () => undefined)

  return {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** Takes up the wallet that this browser used before, by itself and asking no other. Called once. */
    start: () => tell((made) => made.start()),
    /**
     * Asks the extensions of this page to let this site in, and takes an account where none was chosen before.
     * Rejects with WalletError, which stands in the state as well.
     */
    connect: async () => (await link()).connect(),
    /** The account that signs from now on; remembered in this browser. */
    choose: (account: WalletAccount) => tell((made) => made.choose(account)),
    /** The unlocked key signs from now on; the wallet's account stays connected. */
    chooseKey: () => tell((made) => made.chooseKey()),
    /** Forgets the wallet in this browser. The extension itself remembers that it let this site in. */
    disconnect: () => tell((made) => made.disconnect()),
    /** What signs extrinsics of this account (format 42), by its extension. Rejects with WalletError `gone`. */
    signer: async (address: string, patience?: Patience) =>
      (await link()).signer(address, patience),
    /** Signs a deployment's hash, 32 hex digits, in the style `polka-wallet`. Rejects with WalletError. */
    signHash: async (address: string, hash: string, patience?: Patience) =>
      (await link()).signHash(address, hash, patience),
    /** Whether the account's extension can show this chain's calls in words. Rejects with WalletError. */
    metadataState: async (
      address: string,
      of: Pick<ChainMetadata, 'genesisHash' | 'specVersion'>,
      patience?: Patience,
    ) => (await link()).metadataState(address, of, patience),
    /** Gives it what it needs for that; false when it needed nothing. Rejects with WalletError. */
    provideMetadata: async (address: string, of: ChainMetadata, patience?: Patience) =>
      (await link()).provideMetadata(address, of, patience),
  }
}

export const walletLink = createWallet()

/** The wallet's state, followed; looking connects nothing. */
export const useWallet = (): WalletState =>
  useSyncExternalStore(walletLink.subscribe, walletLink.state)
