import { useSyncExternalStore } from 'react'
import type { Network, NetworkName } from '#lib/networks.ts'
import type { Identity } from '#rmb/identity.ts'
import type { KeyStore } from '#vault/store.ts'
import type { HashSignature, SignatureStyle } from './accountkey.ts'
import { createHolding } from './holding.ts'
import { createKeptKeys } from './keptkeys.ts'
import type { Keys } from './keys.ts'
import { type CustomEndpoints, networkOf } from './preferences.ts'
import {
  type DemoIdentity,
  type DemoName,
  SessionError,
  type SessionState,
} from './sessionstate.ts'
import { createSessionStore } from './sessionstore.ts'
import { createWaysIn } from './waysin.ts'

/** What one tab tells the others: everything is locked, a person is active, the kept keys have changed. */
type Told = { type: 'lock' } | { type: 'active' } | { type: 'kept' }

export interface SessionDeps {
  keys: Keys
  store: KeyStore
  storage: Pick<Storage, 'getItem' | 'setItem'>
  /** The other tabs of the console. */
  channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>
  /** Whether this build carries the demo grid. */
  demoAvailable: boolean
  setNetwork(network: Network): void
  speakAs(identity: Identity | null): void
  setRefreshPace(ms: number | false): void
  /** The twin of an account, null when it has none. */
  twinOfAccount(address: string, signal?: AbortSignal): Promise<number | null>
  now?: () => number
}

/** Least time between two reports of activity. */
const TOUCH_MS = 5_000

/**
 * Who is at the console, on which network, with which choices: one small store. It holds no secret; what
 * a person types goes through an action straight to the key Worker. How a key comes in is told in waysin.ts,
 * who holds and speaks in holding.ts, what is kept in keptkeys.ts.
 */
export function createSession(deps: SessionDeps) {
  const { keys, channel } = deps
  const now = deps.now ?? Date.now
  const session = createSessionStore(deps.storage, deps.demoAvailable)
  const { state, set, prefer } = session
  const tell = (told: Told) => channel.postMessage(told)
  const kept = createKeptKeys(deps.store, session, () => tell({ type: 'kept' }))
  const holding = createHolding({ ...deps, kept, session })
  const waysIn = createWaysIn({ keys, kept, session, holding })
  let touched = -Infinity
  let demoStart: DemoName = 'tenant'

  keys.onLock((why) => {
    holding.silence({ kind: why })
    // what a person does in any tab counts for all (see touch), so an idle one means that all are
    if (why === 'idle') tell({ type: 'lock' })
  })

  channel.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    if (data.type === 'active') keys.touch()
    else if (data.type === 'kept') void kept.load()
    else if (state().phase !== 'locked') holding.silence({ kind: 'elsewhere' })
  })

  /** The held key's address; throws where none is held, or another than is asked for. */
  function signingAs(address: string | undefined): string {
    const { key } = holding.withHeld()
    if (address !== undefined && address !== key.address) {
      throw new SessionError(
        'no-key',
        `The key of account ${address} is not unlocked, so nothing was signed with it.`,
      )
    }
    return key.address
  }

  const self = {
    ...waysIn,
    state,
    subscribe: session.subscribe,

    /** Applies the choices this browser remembers and reads the sealed keys. Called once. */
    start() {
      deps.setNetwork(state().endpoints)
      deps.setRefreshPace(state().refreshMs ?? false)
      keys.setIdle(state().autoLockMs)
      void kept.load()
    },

    /**
     * The held key's twin is on the chain now: its record is updated, and it speaks from now on. Rejects with
     * SessionError('no-key') where no key is held, with AbortError where it is locked meanwhile.
     */
    keySpeaks: holding.keySpeaks,

    /**
     * Signs an extrinsic's payload with the held key: 0x-hex of the type byte and 64 bytes (facts: tfchain.md
     * section 11). With `address` only if that account's key is the one held. It is signed as it is given: who
     * calls this has shown it to a person before. Rejects with SessionError('no-key') or VaultError('locked').
     */
    signExtrinsic: async (bytes: Uint8Array, address?: string): Promise<`0x${string}`> =>
      keys.signExtrinsic(signingAs(address), bytes),

    /**
     * Signs a deployment's hash, 32 lower-case hex digits, with the held key (facts: node-api.md section 4).
     * Rejects as `signExtrinsic` does, and with VaultError('refused') for what is no hash.
     */
    signHash: async (
      hash: string,
      style: SignatureStyle,
      address?: string,
    ): Promise<HashSignature> => keys.signHash(signingAs(address), hash, style),

    /** Gives up unlocking. */
    cancel: holding.cancel,

    /** Locks this tab and every other one. */
    lock: () => {
      holding.silence(null)
      tell({ type: 'lock' })
    },

    /** Removes a sealed key from this browser. A key that is held stays held. */
    forget: kept.remove,

    /** The demo grid is being started: somebody is about to speak, so nobody is told that nobody does. */
    expectDemo() {
      if (state().network === 'demo') set({ phase: 'deriving' })
    },

    /** The demo grid did not start: nobody speaks after all. */
    dropDemo() {
      if (state().key === null) set({ phase: 'locked' })
    },

    /** The demo grid has started: who its people are, and whom the console opens with. */
    async setDemo(demo: readonly DemoIdentity[], startAs: DemoName = 'tenant') {
      demoStart = startAs
      set({ demo })
      if (state().network === 'demo' && state().key === null && !holding.busy()) {
        await self.switchIdentity(startAs)
      }
    },

    /** Becomes one of the demo grid's people. */
    async switchIdentity(name: DemoName) {
      if (name === 'visitor') {
        holding.silence(null)
        return
      }
      const person = state().demo.find((known) => known.name === name)
      if (!person || state().network !== 'demo') {
        throw new SessionError('no-demo', `The demo grid has no ${name} here.`)
      }
      await waysIn.becomeDemo(person)
    },

    /** Moves to another network; whoever spoke on the old one is locked, for twin numbers differ. */
    async setNetwork(name: NetworkName, custom: CustomEndpoints = state().custom) {
      const endpoints = networkOf(name, custom)
      if (!endpoints || (name === 'demo' && !deps.demoAvailable)) {
        throw new SessionError(
          'endpoints',
          'These endpoints cannot be used. See what each field says.',
        )
      }
      holding.silence(null)
      set({ endpoints })
      prefer({ network: name, custom })
      deps.setNetwork(endpoints)
      await kept.load()
      if (name === 'demo' && state().demo.length > 0) await self.switchIdentity(demoStart)
    },

    setRefresh(refreshMs: number | null) {
      prefer({ refreshMs })
      deps.setRefreshPace(refreshMs ?? false)
    },

    setAutoLock(autoLockMs: number | null) {
      prefer({ autoLockMs })
      keys.setIdle(autoLockMs)
    },

    dismiss: () => set({ notice: null }),

    /** Reports what a person does, so that the key does not lock meanwhile; at most every 5 s. */
    touch: () => {
      if (state().key === null || now() - touched < TOUCH_MS) return
      touched = now()
      keys.touch()
      tell({ type: 'active' })
    },
  }
  return self
}

export type Session = ReturnType<typeof createSession>

let installed: Session | undefined

/** Makes `made` the page's session: called by main.tsx before anything is drawn. */
export function installSession(made: Session): Session {
  installed = made
  return made
}

/** The page's session, for what it can do: `session().lock()`. */
export function session(): Session {
  if (!installed) throw new Error('No session is installed yet.')
  return installed
}

/** The session's state, followed. */
export const useSession = (): SessionState =>
  useSyncExternalStore(session().subscribe, session().state)

/** Reports pointer and key activity of the page to the session; returns how to stop. */
export function watchActivity(of: Session, target: EventTarget): () => void {
  const kinds = ['pointerdown', 'pointermove', 'wheel', 'keydown']
  for (const kind of kinds) target.addEventListener(kind, of.touch, { passive: true })
  return () => {
    for (const kind of kinds) target.removeEventListener(kind, of.touch)
  }
}
