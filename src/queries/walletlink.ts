import * as z from 'zod/mini'
import type { WalletAccount } from '#wallet/accounts.ts'
import type { Wallet } from '#wallet/client.ts'
import { WalletError } from '#wallet/error.ts'
import { installed, watchInstalled } from '#wallet/hooks.ts'
import type { Patience } from '#wallet/limit.ts'
import type { ChainMetadata, MetadataState } from '#wallet/metadata.ts'
import type { ExtrinsicSigner, HashSignature } from '#wallet/signing.ts'
import type { WalletStatus } from '#wallet/status.ts'
import { grid } from './grid.ts'
import { pageStorage } from './preferences.ts'
import { session } from './session.ts'
import { walletName, type WalletState } from './walletstate.ts'

const Kept = z.object({
  version: z.literal(1),
  address: z.string(),
  source: z.string(),
  /** The key of its extension in the page, which can differ from the name that it tells. */
  key: z.string(),
  chosen: z.nullable(z.enum(['wallet', 'key'])),
})
type Kept = Omit<z.infer<typeof Kept>, 'version'>

const KEY = 'zos-console.wallet'

interface Home {
  /** Makes the wallet's client; loaded when first needed. */
  make: () => Promise<Wallet>
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** Resolves when extensions that the page itself brings are in it. */
  opened: () => Promise<void>
  /** The account that is taken before others, where nothing was chosen: the speaking twin's. */
  preferred: () => string | undefined
}

const home: Home = {
  make: async () => (await import('#wallet/client.ts')).createWallet(),
  storage: pageStorage(),
  opened: grid.opened,
  preferred: () => session().state().twin?.address,
}

/**
 * The one place that holds the wallet. Nothing of it is loaded before somebody connects one, or did so in this
 * browser before: looking which extensions are in the page costs nothing.
 */
export function createWalletLink({ make, storage, opened, preferred }: Home = home) {
  let kept = read()
  let wallet: Promise<Wallet> | undefined
  let starting: Promise<unknown> | undefined
  /** Changes at each disconnecting: what began before has no say after. */
  let round = 0
  let unwatch: (() => void) | undefined
  let state: WalletState = idle()
  const listeners = new Set<() => void>()

  function idle(): WalletState {
    const extensions = installed().map(({ key, version }) => ({
      key,
      version,
      name: key,
      state: 'installed' as const,
      error: undefined,
    }))
    return {
      status: { state: 'idle', extensions, accounts: [], unusable: [], problem: undefined },
      account: null,
      chosen: null,
      busy: false,
      problem: undefined,
      lost: false,
    }
  }

  function read(): Kept | undefined {
    try {
      return Kept.safeParse(JSON.parse(storage.getItem(KEY) ?? 'null')).data
    } catch {
      return undefined // not JSON, or a browser that forbids the storage
    }
  }

  function keep(next: Kept | undefined) {
    kept = next
    try {
      if (next) storage.setItem(KEY, JSON.stringify({ version: 1, ...next }))
      else storage.removeItem(KEY)
    } catch {
      // the storage is full or forbidden: the choice holds for this page all the same
    }
  }

  function set(patch: Partial<WalletState>) {
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }

  const keyOf = ({ source }: Pick<WalletAccount, 'source'>, { extensions }: WalletStatus) =>
    extensions.find(({ name }) => name === source)?.key ?? source

  /** The account of this status: the one that is kept; where none is, one is taken. */
  function sync(open: Wallet) {
    const status = open.status()
    if (!kept && status.state === 'asked') {
      const { accounts } = status
      const taken = accounts.find(({ address }) => address === preferred()) ?? accounts[0]
      if (taken) {
        const { address, source } = taken
        keep({ address, source, key: keyOf(taken, status), chosen: null })
      }
    }
    const account =
      status.accounts.find(
        ({ address, source }) => address === kept?.address && source === kept.source,
      ) ?? null
    const problem = account ? undefined : (status.problem ?? vanished(status))
    const lost = kept !== undefined && problem !== undefined
    set({ status, account, chosen: kept?.chosen ?? null, problem, lost })
  }

  /** Told when the account that was used is not there, although the wallet was asked. */
  function vanished(status: WalletStatus): WalletError | undefined {
    if (!kept || status.state !== 'asked') return undefined
    const { address, key, source } = kept
    return status.extensions.some((one) => one.key === key)
      ? new WalletError(
          'gone',
          'The wallet no longer shows the account that was chosen. Choose another, or show it to this site again in the wallet.',
          { details: address },
        )
      : new WalletError(
          'no-extension',
          `${walletName(source)}, which this browser used, is not in this page. Switch it on in the browser and reload the page, or connect another.`,
          { details: address },
        )
  }

  function open(): Promise<Wallet> {
    if (wallet) return wallet
    const opening = opened()
      .then(make)
      .then((made) => {
        if (wallet !== opening) made.close()
        else made.subscribe(() => wallet === opening && sync(made))
        return made
      })
    wallet = opening
    opening.catch(() => {
      if (wallet === opening) wallet = undefined
    })
    return opening
  }

  async function enable(only?: string): Promise<readonly WalletAccount[]> {
    const mine = round
    set({ busy: true, problem: undefined, lost: false })
    try {
      return await (await open()).enable(only)
    } catch (error) {
      const problem =
        error instanceof WalletError
          ? error
          : new WalletError('failed', 'A part of the console could not be loaded. Try again.')
      if (mine === round) set({ problem, lost: kept !== undefined })
      throw problem
    } finally {
      if (mine === round) set({ busy: false })
    }
  }

  async function holder(address: string): Promise<{ wallet: Wallet; account: WalletAccount }> {
    await starting
    const of = state.status.accounts.filter((one) => one.address === address)
    const account = of.find(({ source }) => source === kept?.source) ?? of[0]
    if (account && wallet) return { wallet: await wallet, account }
    throw new WalletError(
      'gone',
      'No connected wallet has this account. Connect the one with it.',
      {
        details: address,
      },
    )
  }

  return {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      // they come without an event, some a while after the page
      unwatch ??= watchInstalled(() => {
        if (!wallet) set(idle())
      })
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        unwatch?.()
        unwatch = undefined
      }
    },

    /** Takes up the wallet that this browser used before, by itself and asking no other. Called once. */
    start(): void {
      if (!kept) return
      // what is wrong stands in the state
      starting = enable(kept.key).catch(() => undefined)
    },

    /**
     * Asks the extensions of this page to let this site in, and takes an account where none was chosen before.
     * Rejects with WalletError, which stands in the state as well.
     */
    connect: () => enable(),

    /** The account that signs from now on; remembered in this browser. */
    choose(account: WalletAccount): void {
      const { address, source } = account
      keep({ address, source, key: keyOf(account, state.status), chosen: 'wallet' })
      set({ account, chosen: 'wallet', problem: undefined, lost: false })
    },

    /** The unlocked key signs from now on; the wallet's account stays connected. */
    chooseKey(): void {
      if (!kept) return
      keep({ ...kept, chosen: 'key' })
      set({ chosen: 'key' })
    },

    /** Forgets the wallet in this browser. The extension itself remembers that it let this site in. */
    disconnect(): void {
      wallet?.then((made) => made.close()).catch(() => undefined) // it never came to be
      wallet = undefined
      starting = undefined
      round++
      keep(undefined)
      set(idle())
    },

    /** What signs extrinsics of this account (format 42), by its extension. Rejects with WalletError `gone`. */
    signer: async (address: string, patience?: Patience): Promise<ExtrinsicSigner> => {
      const { wallet: open, account } = await holder(address)
      return open.signer(account, patience)
    },

    /** Signs a deployment's hash, 32 hex digits, in the style `polka-wallet`. Rejects with WalletError. */
    signHash: async (
      address: string,
      hash: string,
      patience?: Patience,
    ): Promise<HashSignature> => {
      const [{ wallet: open, account }, { verifySignature }] = await Promise.all([
        holder(address),
        import('#gridtypes/signature.ts'),
      ])
      return open.signHash(account, hash, verifySignature, patience)
    },

    /** Whether the account's extension can show this chain's calls in words. Rejects with WalletError. */
    metadataState: async (
      address: string,
      of: Pick<ChainMetadata, 'genesisHash' | 'specVersion'>,
      patience?: Patience,
    ): Promise<MetadataState> => {
      const { wallet: open, account } = await holder(address)
      return open.metadataState(account, of, patience)
    },

    /** Gives it what it needs for that; false when it needed nothing. Rejects with WalletError. */
    provideMetadata: async (
      address: string,
      of: ChainMetadata,
      patience?: Patience,
    ): Promise<boolean> => {
      const { wallet: open, account } = await holder(address)
      return open.provideMetadata(account, of, patience)
    },
  }
}

export type WalletLink = ReturnType<typeof createWalletLink>
