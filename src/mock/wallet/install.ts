import { createDemoExtension, type DemoAccount } from './extension.ts'
import { dialogIn } from './dialog.ts'
import { createMemory, type Storage } from './memory.ts'
import type { AskPerson } from './sheet.ts'
import type { Switches } from './switches.ts'

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
  /** Takes it out of the page; sites that were let in keep what they have. */
  uninstall(): void
}

/** Puts the demo wallet into the page, beside whatever extensions are there, for `@polkadot/extension-dapp` to find. */
export function installDemoWallet(options: DemoWalletOptions): DemoWallet {
  const { accounts, ask = dialogIn(document), storage, switches = {} } = options
  const { hook, ...controls } = createDemoExtension({
    accounts: async () => accounts,
    ask,
    memory: createMemory(storage),
    site: globalThis.location?.origin ?? 'no page',
    switches,
  })
  // what extensions do to the page; no type names it
  const page = globalThis as { injectedWeb3?: Record<string, unknown> }
  page.injectedWeb3 ??= {}
  page.injectedWeb3[DEMO_WALLET] = hook
  return {
    ...controls,
    uninstall() {
      if (page.injectedWeb3?.[DEMO_WALLET] === hook) delete page.injectedWeb3[DEMO_WALLET]
    },
  }
}
