/** What `@polkadot/extension-dapp` gives for an extension that let this site in. */
export type Extension = Awaited<ReturnType<Dapp['web3Enable']>>[number]
export type Dapp = Pick<typeof import('@polkadot/extension-dapp'), 'web3Enable'>

/** What an extension leaves in the page, before it was asked for anything. */
interface Hook {
  connect?: (app: string) => Promise<Extension | undefined>
  enable?: (app: string) => Promise<Omit<Extension, 'name' | 'version'>>
  version?: string
}
type Hooks = Record<string, Hook>

/** The page; extensions and the library meet at its `injectedWeb3`. */
// no type of the page names it; what is in it is checked for `connect` and `enable`
const page = globalThis as { injectedWeb3?: Hooks }

/** An extension in this page. */
export interface Installed {
  /** Its name; of those that hide it until they are connected, a digest. */
  key: string
  version: string | undefined
}

/** The extensions in this page now. Costs nothing and loads nothing. */
export const installed = (): Installed[] =>
  Object.entries(page.injectedWeb3 ?? {})
    .filter(([, { connect, enable }]) => connect ?? enable)
    .map(([key, { version }]) => ({ key, version }))

const LOOK_MS = 200
const LOOKS = 25

/**
 * Tells when the extensions in this page have changed. They come without an event, some a while after the
 * page: they are looked for during the first 5 s, and whenever the person comes back to the page. Returns
 * how to stop that.
 */
export function watchInstalled(changed: () => void): () => void {
  const names = () =>
    installed()
      .map(({ key }) => key)
      .sort()
      .join()
  let known = names()
  let left = LOOKS
  const look = () => {
    const now = names()
    if (now === known) return
    known = now
    changed()
  }
  const timer = setInterval(() => {
    look()
    if (--left === 0) clearInterval(timer)
  }, LOOK_MS)
  globalThis.addEventListener?.('focus', look)
  return () => {
    clearInterval(timer)
    globalThis.removeEventListener?.('focus', look)
  }
}

/** Waits until an extension, or the one of this key, is in the page, no longer than `graceMs`. */
export function appeared(graceMs: number, only?: string): Promise<void> {
  const isThere = () => installed().some(({ key }) => only === undefined || key === only)
  return new Promise((resolve) => {
    if (isThere()) return resolve()
    let waited = 0
    const timer = setInterval(() => {
      waited += LOOK_MS
      if (!isThere() && waited < graceMs) return
      clearInterval(timer)
      resolve()
    }, LOOK_MS)
  })
}

/** Asks one extension in our own way; undefined when it is not waited for any longer, or refused. */
export type Ask = (key: string, ask: () => Promise<Extension>) => Promise<Extension | undefined>

/**
 * `web3Enable`, with each extension asked through `ask`. The library by itself waits for the slowest of
 * them, however long, and swallows why one refused (extension-dapp 0.63.1 bundle.js, getWindowExtensions). It
 * reads the hooks in the page after its `compatInits`, all at once, and calls them a moment later: for just
 * that long it sees ours.
 */
export async function enableEach(
  { web3Enable }: Dapp,
  app: string,
  ask: Ask,
  only?: string,
): Promise<void> {
  const theirs = page.injectedWeb3 ?? {}
  const restore = () => {
    page.injectedWeb3 = theirs
  }
  const ours: Hooks = {}
  for (const { key } of installed()) {
    if (only !== undefined && key !== only) continue
    const hook = theirs[key] ?? {}
    const connect = () => {
      restore()
      return ask(key, async () => {
        // as methods of theirs: the library calls them without
        if (hook.enable && !hook.connect) {
          return { name: key, version: hook.version ?? 'unknown', ...(await hook.enable(app)) }
        }
        const extension = await hook.connect?.(app)
        if (extension) return extension
        throw new Error('The extension gave nothing.')
      })
    }
    ours[key] = { connect }
  }
  const stand = async () => {
    page.injectedWeb3 = ours
    return true
  }
  try {
    await web3Enable(app, [stand])
  } finally {
    restore()
  }
}
