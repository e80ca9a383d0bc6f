import { serve, type Port } from '#lib/rpc.ts'
import type { BridgeEvents, BridgeHandlers } from './bridge.ts'
import type { Session as ChainSession } from './chain/session.ts'
import { createGrid, type Grid } from './grid.ts'
import { createKeep } from './keep.ts'
import { matters } from './onchain.ts'
import type { Session } from './relay.ts'

/** Pause between a change and its writing, ms. */
const SAVE_AFTER_MS = 250

let grid: Grid | undefined
const sessions = new Map<number, Promise<Session | undefined>>()
const chainSessions = new Map<number, Promise<ChainSession | undefined>>()
/** Keeps what has changed in a moment, or now. */
let saveSoon: () => void = () => undefined
let saveNow: () => Promise<unknown> = () => Promise.resolve()
/** What the chain says goes out in order, and after what it has promised is kept. */
let said: Promise<unknown> = Promise.resolve()
const say = (work: () => void) => {
  said = said.then(work)
}
/** A fleet's chain is too large to be written after every block that changes it. */
const MOST_KEPT = 1_000

// the global scope of a dedicated Worker has what a Port has; the page's own library calls it a Window
const scope = self as unknown as Port

const page = serve<BridgeEvents>(scope, {
  async start({ world, tab, fresh }) {
    // storage may be refused (private window): then the grid lives as long as the page
    const keep = await createKeep(tab, world, Date.now()).catch(() => undefined)
    if (fresh) await keep?.forget()
    const kept = fresh ? undefined : await keep?.load()
    const chain = kept && (await keep?.loadChain())
    const made = createGrid(kept ? { db: kept, chain } : { world })
    grid = made
    let timer: ReturnType<typeof setTimeout> | undefined
    const save = () => {
      const small = made.db.twins.size < MOST_KEPT
      // the write copies it before anything else can change it
      const standing = small ? made.onChain.opened()?.keep() : undefined
      return Promise.resolve(keep?.save(made.snapshot(), Date.now(), standing)).catch(
        () => undefined,
      )
    }
    saveNow = save
    saveSoon = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void save(), SAVE_AFTER_MS)
    }
    made.onChange(saveSoon)
    // kept from the start: its making is the moment that all ages count from
    if (!kept) void save()
    return { identities: made.identities(), relayDown: made.relayDown }
  },

  async http({ method, url }) {
    return (await grid?.proxy(method, url)) ?? null
  },

  async service(request) {
    if (!grid) throw new Error('The grid has not been started.')
    return grid.services(request)
  },

  open({ id, query }) {
    const upgrade = grid?.relay.connect(query, {
      send(data) {
        page.emit('frame', { id, data })
      },
      close() {
        sessions.delete(id)
        page.emit('close', { id, refused: false })
      },
    })
    sessions.set(
      id,
      (async () => {
        const result = await upgrade
        if (result?.ok) return result.session
        sessions.delete(id)
        page.emit('close', { id, refused: true })
        return undefined
      })(),
    )
  },

  // frames that come before the upgrade is through wait for it, in order
  async frame({ id, data }) {
    ;(await sessions.get(id))?.receive(data)
  },

  async closed({ id }) {
    const session = sessions.get(id)
    sessions.delete(id)
    ;(await session)?.closed()
  },

  chainOpen({ id }) {
    const end = () => {
      chainSessions.delete(id)
      say(() => page.emit('chainEnd', { id }))
    }
    chainSessions.set(id, converse(id, end))
  },

  async chainText({ id, text }) {
    const session = await chainSessions.get(id)
    if (!text.includes('author_submit')) return session?.receive(text)
    // a real chain does not forget what it has taken, whatever the page does next
    let kept: () => void = () => undefined
    const keeping = new Promise<void>((resolve) => (kept = resolve))
    said = said.then(() => keeping)
    session?.receive(text)
    await saveNow()
    kept()
  },

  async chainClosed({ id }) {
    const session = chainSessions.get(id)
    chainSessions.delete(id)
    ;(await session)?.close()
  },
} satisfies BridgeHandlers)

let watched = false

/** Begins a client's conversation with the chain; none where the chain could not be made. */
async function converse(id: number, end: () => void): Promise<ChainSession | undefined> {
  try {
    const chain = await grid?.onChain.chain()
    if (!chain) throw new Error('The grid has not been started.')
    if (!watched) {
      watched = true
      chain.onChange(({ rows }) => {
        if (matters(rows)) saveSoon()
      })
    }
    return chain.connect((text) => say(() => page.emit('chainText', { id, text })), end)
  } catch (error) {
    console.error(error)
    end()
    return undefined
  }
}
