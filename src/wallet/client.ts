import { sortAccounts, type UnusableAccount, type WalletAccount } from './accounts.ts'
import { WalletError } from './error.ts'
import {
  appeared,
  enableEach,
  installed,
  watchInstalled,
  type Ask,
  type Dapp,
  type Extension,
} from './hooks.ts'
import { patiently, type Patience } from './limit.ts'
import {
  metadataState,
  provideMetadataTo,
  type ChainMetadata,
  type MetadataState,
} from './metadata.ts'
import { accessError, walletError } from './said.ts'
import {
  extrinsicSigner,
  signHashWith,
  type ExtrinsicSigner,
  type HashSignature,
  type Verify,
} from './signing.ts'
import { problemOf, type ExtensionState, type WalletStatus } from './status.ts'

/** A source of accounts, or one of its accounts. */
type Of = Pick<WalletAccount, 'source'>

export interface Wallet {
  status(): WalletStatus
  /** Called at every change of the status; returns how to stop that. */
  subscribe(changed: () => void): () => void
  /**
   * Asks every extension once to let this site in, loading the library for it; those that refused are asked
   * again by the next call. `only` names the one to be asked, by its key: what a person used before is taken up
   * again without any other opening its window. Resolves with the accounts when each answered or was silent too long; one that
   * answers later still counts. Rejects with WalletError when there is no account then.
   */
  enable(only?: string): Promise<readonly WalletAccount[]>
  /** Signs a deployment hash in the style `polka-wallet`: `signHashWith` tells how. */
  signHash(
    account: WalletAccount,
    hash: string,
    verify: Verify,
    patience?: Patience,
  ): Promise<HashSignature>
  /** What signs extrinsics of this account. Throws WalletError `gone`. */
  signer(account: WalletAccount, patience?: Patience): ExtrinsicSigner
  metadataState(
    of: Of,
    chain: Pick<ChainMetadata, 'genesisHash' | 'specVersion'>,
    patience?: Patience,
  ): Promise<MetadataState>
  /** True when the extension took the metadata, false when it needed none: `provideMetadataTo` tells more. */
  provideMetadata(of: Of, chain: ChainMetadata, patience?: Patience): Promise<boolean>
  /** Follows nothing any more. */
  close(): void
}

export interface WalletOptions {
  /** How this site names itself to extensions. */
  app?: string
  load?: () => Promise<Dapp>
  /** How long an extension may take to let this site in before it counts as silent. */
  enableMs?: number
  /** How long an extension may take to appear in a page that has none. */
  graceMs?: number
}

interface Entry {
  key: string
  version: string | undefined
  state: ExtensionState
  error: WalletError | undefined
  /** The one question for access; undefined again once it was refused. */
  asked: Promise<Extension> | undefined
  extension: Extension | undefined
  /** Settles with the first list of accounts. */
  listed: Promise<void> | undefined
  accounts: readonly WalletAccount[]
  unusable: readonly UnusableAccount[]
  stop: (() => void) | undefined
}

/** The wallets of this page: Polkadot{.js} and all that put themselves beside it. */
export function createWallet(options: WalletOptions = {}): Wallet {
  const { app = 'ZOS Console', enableMs = 20_000, graceMs = 2_000 } = options
  const { load = () => import('@polkadot/extension-dapp') } = options
  const entries = new Map<string, Entry>()
  const heard = new Set<() => void>()
  let state: WalletStatus['state'] = 'idle'
  let running: { only: string | undefined; ends: Promise<readonly WalletAccount[]> } | undefined
  /** Undefined: all of them. */
  let asked: string | undefined
  let closed = false
  look()
  let status = current()

  function current(): WalletStatus {
    const all = [...entries.values()]
    const extensions = all.map(({ key, version, state, error, extension }) => ({
      key,
      version: extension?.version ?? version,
      name: extension?.name ?? key,
      state,
      error,
    }))
    const accounts = all.flatMap((entry) => entry.accounts)
    const unusable = all.flatMap((entry) => entry.unusable)
    const problem =
      state === 'asked'
        ? problemOf(
            extensions.filter(({ key }) => asked === undefined || key === asked),
            accounts,
            unusable,
          )
        : undefined
    return { state, extensions, accounts, unusable, problem }
  }

  function change(entry?: Entry, to: Partial<Entry> = {}) {
    if (closed) return
    if (entry) Object.assign(entry, to)
    status = current()
    heard.forEach((call) => call())
  }

  /** Takes up those that are new in the page; one that went is as good as silent. */
  function look() {
    for (const { key, version } of installed()) {
      if (entries.has(key)) continue
      entries.set(key, {
        key,
        version,
        state: 'installed',
        error: undefined,
        asked: undefined,
        extension: undefined,
        listed: undefined,
        accounts: [],
        unusable: [],
        stop: undefined,
      })
    }
  }
  const unwatch = watchInstalled(() => {
    look()
    change()
  })

  const ask: Ask = async (key, askIt) => {
    const entry = entries.get(key)
    if (!entry) return undefined
    if (!entry.asked) {
      const asked = askIt()
      change(entry, { asked, state: 'asking', error: undefined })
      asked.then(
        (extension) => follow(entry, extension),
        (error: unknown) =>
          change(entry, { asked: undefined, state: 'refused', error: accessError(error) }),
      )
    }
    try {
      return await patiently(entry.asked ?? askIt(), enableMs)
    } catch {
      // told by its state; the library need not print it
      if (entry.state === 'asking') change(entry, { state: 'silent' })
      return undefined
    }
  }

  function follow(entry: Entry, extension: Extension) {
    if (closed) return
    const { name, accounts } = extension
    entry.listed = new Promise((resolve) => {
      const take = (list: Parameters<typeof sortAccounts>[1]) => {
        change(entry, { ...sortAccounts(name, list), error: undefined })
        resolve()
      }
      const fail = (error: unknown) => {
        change(entry, { error: walletError(error) })
        resolve()
      }
      try {
        // some tell their accounts once and no changes
        if (accounts.subscribe) entry.stop = accounts.subscribe(take)
        else accounts.get().then(take, fail)
      } catch (error) {
        fail(error)
      }
    })
    change(entry, { extension, state: 'ready' })
  }

  async function allListed() {
    for (const { listed } of entries.values()) await listed
  }

  async function connect(only?: string): Promise<readonly WalletAccount[]> {
    state = 'asking'
    asked = only
    change()
    try {
      await appeared(graceMs, only)
      look()
      if (only === undefined ? entries.size > 0 : entries.has(only)) {
        const dapp = await load()
        // each is waited for by itself; this is for a page that never finishes loading, as the library waits for that
        await patiently(enableEach(dapp, app, ask, only), 2 * enableMs).catch(unlessSilent)
        // a list that is late still counts
        await patiently(allListed(), enableMs).catch(() => {})
      }
    } catch (error) {
      // the library could not be loaded
      state = 'idle'
      change()
      throw walletError(error)
    }
    state = 'asked'
    change()
    if (status.problem) throw status.problem
    return status.accounts
  }

  function unlessSilent(error: unknown) {
    if (!(error instanceof WalletError && error.code === 'popup-dead')) throw error
  }

  function extensionOf({ source }: Of): Extension {
    for (const { extension } of entries.values()) {
      if (extension?.name === source) return extension
    }
    throw new WalletError('gone', 'The wallet is not connected. Connect it again.', {
      details: source,
    })
  }

  function holderOf(account: WalletAccount): Extension {
    const { source, address } = account
    const extension = extensionOf(account)
    if (status.accounts.some((one) => one.source === source && one.address === address)) {
      return extension
    }
    throw new WalletError(
      'gone',
      'The wallet no longer shows this account to this site. Choose another, or show it again in the wallet.',
      { details: address },
    )
  }

  return {
    status: () => status,
    subscribe(call) {
      heard.add(call)
      return () => heard.delete(call)
    },
    async enable(only) {
      // a question to one of them does not answer for all
      if (running && running.only !== only) await running.ends.catch(() => {})
      if (!running) {
        const ends = connect(only).finally(() => {
          running = undefined
        })
        running = { only, ends }
      }
      return await running.ends
    },
    signHash: async (account, hash, verify, patience) =>
      signHashWith(holderOf(account), account, hash, verify, patience),
    signer: (account, patience) => extrinsicSigner(holderOf(account), account, patience),
    metadataState: async (of, chain, patience) => metadataState(extensionOf(of), chain, patience),
    provideMetadata: async (of, chain, patience) =>
      provideMetadataTo(extensionOf(of), chain, patience),
    close() {
      closed = true
      unwatch()
      for (const { stop } of entries.values()) stop?.()
      heard.clear()
    },
  }
}
