import { serve, type Port } from '#lib/rpc.ts'
import type { BridgeEvents, BridgeHandlers } from './bridge.ts'
import { createGrid, type Grid } from './grid.ts'
import { createKeep } from './keep.ts'
import type { Session } from './relay.ts'

/** Pause between a change and its writing, ms. */
const SAVE_AFTER_MS = 250

let grid: Grid | undefined
const sessions = new Map<number, Promise<Session | undefined>>()

// the global scope of a dedicated Worker has what a Port has; the page's own library calls it a Window
const scope = self as unknown as Port

const page = serve<BridgeEvents>(scope, {
  async start({ world, tab, fresh }) {
    // storage may be refused (private window): then the grid lives as long as the page
    const keep = await createKeep(tab, world, Date.now()).catch(() => undefined)
    if (fresh) await keep?.forget()
    const kept = fresh ? undefined : await keep?.load()
    const made = createGrid(kept ? { db: kept } : { world })
    grid = made
    let timer: ReturnType<typeof setTimeout> | undefined
    const save = () => void keep?.save(made.snapshot(), Date.now()).catch(() => undefined)
    made.onChange(() => {
      clearTimeout(timer)
      timer = setTimeout(save, SAVE_AFTER_MS)
    })
    // kept from the start: its making is the moment that all ages count from
    if (!kept) save()
    return { identities: made.identities(), relayDown: made.relayDown }
  },

  async http({ method, url }) {
    return (await grid?.proxy(method, url)) ?? null
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
} satisfies BridgeHandlers)
