import { createDemoExtension, type DemoAccount } from './extension.ts'
import { dialogIn } from './dialog.ts'
import { createMemory, type Storage } from './memory.ts'
import { openPanel } from './panel.ts'
import type { AskPerson } from './sheet.ts'
import { isMood, moods, ordinary, type Mood, type Switches } from './switches.ts'

/** Its name among the extensions of the page. */
export const DEMO_WALLET = 'demo-wallet'

export interface DemoWalletOptions {
  /** May come later than the extension itself: the demo grid makes its identities in its Worker. */
  accounts: readonly DemoAccount[] | Promise<readonly DemoAccount[]>
  switches?: Partial<Switches>
  /** Where it remembers over reloads; absent: nowhere. */
  storage?: Storage
  /** Puts a question before the person; its own dialog in the page by default. */
  ask?: AskPerson
}

export interface DemoWallet {
  switches(): Switches
  set(change: Partial<Switches>): void
  /** Opens its own window, as an extension's icon does. */
  open(mood: Mood, choose: (mood: Mood) => void): Promise<void>
  /** Takes it out of the page; sites that were let in keep what they have. */
  uninstall(): void
}

/** Puts the demo wallet into the page, beside whatever extensions are there, for `@polkadot/extension-dapp` to find. */
export function installDemoWallet(options: DemoWalletOptions): DemoWallet {
  const { accounts, ask = dialogIn(document), storage, switches = {} } = options
  const memory = createMemory(storage)
  const site = globalThis.location?.origin ?? 'no page'
  const extension = createDemoExtension({
    accounts: async () => accounts,
    ask,
    memory,
    site,
    switches,
  })
  const { hook } = extension
  // what extensions do to the page; no type names it
  const page = globalThis as { injectedWeb3?: Record<string, unknown> }
  function stand(isThere: boolean) {
    page.injectedWeb3 ??= {}
    if (isThere) page.injectedWeb3[DEMO_WALLET] = hook
    else if (page.injectedWeb3[DEMO_WALLET] === hook) delete page.injectedWeb3[DEMO_WALLET]
  }
  const isAbsent = () => extension.switches().absent
  stand(!isAbsent())
  return {
    switches: extension.switches,
    set(change) {
      const before = isAbsent()
      extension.set(change)
      if (before === isAbsent()) return
      stand(before)
      // as when a person comes back to the page from the browser's own windows
      globalThis.dispatchEvent?.(new Event('focus'))
    },
    open: async (mood, choose) =>
      openPanel(document, {
        accounts: await extension.accounts(),
        mood,
        isLetIn: memory.isLetIn(site),
        choose,
        forget: () => memory.forget(site),
      }),
    uninstall: () => stand(false),
  }
}

const MOOD = 'zos-demo-wallet'

/**
 * The demo wallet of a page, in the mood that its address names (`?wallet=dead`) or that this tab had last; it
 * remembers sites and networks in this browser, as extensions do. Returns what opens its own window.
 */
export function startDemoWallet(
  opened: string,
  accounts: Promise<readonly DemoAccount[]>,
): () => void {
  const named = new URL(opened).searchParams.get('wallet')
  if (named !== null) {
    // the page may have gone on to another address by now
    const address = new URL(location.href)
    address.searchParams.delete('wallet')
    history.replaceState(history.state, '', address)
    sessionStorage.setItem(MOOD, named)
  }
  const kept = sessionStorage.getItem(MOOD)
  // told when they are asked for
  accounts.catch(() => {})
  let mood: Mood = isMood(kept) ? kept : 'ordinary'
  const wallet = installDemoWallet({
    accounts,
    switches: moods[mood].switches,
    storage: localStorage,
  })
  return () =>
    void wallet.open(mood, (next) => {
      mood = next
      sessionStorage.setItem(MOOD, next)
      wallet.set({ ...ordinary, ...moods[next].switches })
    })
}
