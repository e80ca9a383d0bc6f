import { useSyncExternalStore } from 'react'
import type { Network } from '#lib/networks.ts'
import { networks } from '#lib/networks.ts'
import { createGridProxy, type GridProxy } from '#gridproxy/client.ts'
import type { RmbClient, Status } from '#rmb/client.ts'
import type { Identity } from '#rmb/identity.ts'
import { RmbError } from '#rmb/error.ts'
import type { Request } from '#rmb/request.ts'
import type { Trace } from '#rmb/trace.ts'
import { networkKey } from './sessionstate.ts'

/** Refusals of the relay in a row after which nobody is kept waiting. */
const HOPELESS = 2

/** What is connected to what at this moment; a new object at each change. */
export interface GridState {
  network: Network
  /** The twin that speaks over RMB, or null for a visitor. */
  speaking: number | null
  /** State of the relay socket; null while nobody speaks. */
  transport: Status | null
}

/**
 * The one place that holds the open things of the console: the chosen network, its proxy client and, when
 * a twin speaks, its RMB client. Everything above asks through queries; everything below is handed in.
 */
export function createGrid(initial: Network) {
  let state: GridState = { network: initial, speaking: null, transport: null }
  let proxy = createGridProxy({ baseUrl: initial.gridproxy, fetch: gatedFetch })
  let identity: Identity | null = null
  let rmb: Promise<RmbClient> | null = null
  let generation = 0
  /** The relay has refused so often that calls are told at once; `waiting` tells those under way. */
  let hopeless = false
  let waiting = new AbortController()
  const recovered = new Set<() => void>()
  const listeners = new Set<() => void>()
  const switched = new Set<(what: 'network' | 'speaker') => void>()

  let release: (() => void) | undefined
  let gate: Promise<void> | undefined

  async function gatedFetch(input: string | URL | globalThis.Request, init?: RequestInit) {
    await gate
    return fetch(input, init)
  }

  function set(patch: Partial<GridState>) {
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }

  /** Ends the present client, if any, and starts one for the present identity and network. */
  function reconnect(what: 'network' | 'speaker') {
    generation++
    hopeless = false
    rmb?.then((client) => client.close()).catch(() => undefined) // it never came to be
    rmb = null
    set({ speaking: identity?.twin ?? null, transport: null })
    for (const listener of switched) listener(what)
    if (identity) void start(identity)
  }

  /** Loads and starts the RMB client; a start that fails is forgotten, so that the next call tries again. */
  function start(speaker: Identity): Promise<RmbClient> {
    const mine = generation
    const asked = proxy
    const starting = gateOpen().then(async () => {
      // loaded after the first paint: a visitor never needs it
      const [{ createRmbClient }, { browserWake }, { twinDirectory }, { memory }] =
        await Promise.all([
          import('#rmb/client.ts'),
          import('#rmb/wake.ts'),
          import('#gridproxy/twins.ts'),
          import('./remembered.ts'),
        ])
      if (mine !== generation) throw new RmbError('closed', 'Another twin or network took over.')
      const client = createRmbClient({
        relayUrl: state.network.relay,
        identity: speaker,
        // where the proxy cannot be reached, what it last said of nodes that held deployments
        twins: memory.directory(networkKey(state.network), speaker.twin, twinDirectory(asked)),
        wake: browserWake,
      })
      const follow = () => {
        if (mine !== generation) return
        const status = client.status()
        set({ transport: status })
        if (status.state === 'waiting' && status.refusedInARow >= HOPELESS) giveUp()
        else if (status.state === 'open') recover()
      }
      client.subscribe(follow)
      follow()
      return client
    })
    rmb = starting
    starting.catch(() => {
      if (rmb === starting) rmb = null
    })
    return starting
  }

  const gateOpen = () => gate ?? Promise.resolve()

  const request: Request = async (twin, command, payload, options) => {
    if (!identity) {
      throw new RmbError('locked', 'No twin is speaking. Unlock one to ask nodes over RMB.')
    }
    const client = await (rmb ?? start(identity)).catch((error: unknown) => {
      throw RmbError.from(error, 'disconnected', 'A part of the console could not be loaded.')
    })
    if (hopeless) throw unreachable()
    // by hand: an AbortSignal.any over a signal that lives on would keep every call it ever served
    const mine = new AbortController()
    const patience = waiting.signal
    const stop = () => mine.abort()
    patience.addEventListener('abort', stop)
    options?.signal?.addEventListener('abort', stop)
    if (options?.signal?.aborted) stop()
    try {
      return await client.request(twin, command, payload, { ...options, signal: mine.signal })
    } catch (error) {
      throw patience.aborted && !options?.signal?.aborted ? unreachable() : error
    } finally {
      patience.removeEventListener('abort', stop)
      options?.signal?.removeEventListener('abort', stop)
    }
  }

  const unreachable = () =>
    new RmbError('disconnected', 'The relay cannot be reached. Nothing was sent.')

  /** Nobody waits his whole time for a relay that refuses again and again. */
  function giveUp() {
    hopeless = true
    waiting.abort()
    waiting = new AbortController()
  }

  function recover() {
    if (!hopeless) return
    hopeless = false
    for (const listener of recovered) listener()
  }

  return {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** Called when who speaks, or where, has changed: what was read before is no longer ours to show. */
    onSwitch(listener: (what: 'network' | 'speaker') => void) {
      switched.add(listener)
      return () => void switched.delete(listener)
    },
    /** Called when a relay that could not be reached is there again. */
    onRecover(listener: () => void) {
      recovered.add(listener)
      return () => void recovered.delete(listener)
    },
    /** Holds every call back until `open()`: the demo grid needs a moment to start. */
    hold() {
      gate = new Promise((resolve) => {
        release = resolve
      })
    },
    open() {
      release?.()
      gate = undefined
    },
    /** Resolves when calls may go out. */
    opened: gateOpen,
    proxy: (): GridProxy => proxy,
    request,
    async traces(): Promise<readonly Trace[]> {
      return rmb ? (await rmb).traces() : []
    },
    setNetwork: (network: Network) => {
      proxy = createGridProxy({ baseUrl: network.gridproxy, fetch: gatedFetch })
      set({ network })
      reconnect('network')
    },
    speakAs: (next: Identity | null) => {
      identity = next
      reconnect('speaker')
    },
    twinOfAccount: async (address: string, signal?: AbortSignal) => {
      const { twinOfAccount } = await import('#gridproxy/twins.ts')
      return twinOfAccount(proxy)(address, signal ? { signal } : {})
    },
  }
}

export const grid = createGrid(networks.main)

/** The grid's state, followed. */
export const useGrid = (): GridState => useSyncExternalStore(grid.subscribe, grid.state)
