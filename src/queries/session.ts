import { useSyncExternalStore } from 'react'
import { BaseError, isAbort, messageOf } from '#lib/error.ts'
import type { Network, NetworkName } from '#lib/networks.ts'
import type { Curve, Identity } from '#rmb/identity.ts'
import type { Derived } from '#vault/holder.ts'
import type { SealedKey } from '#vault/record.ts'
import type { KeyStore } from '#vault/store.ts'
import type { Keys, Unlocked } from './keys.ts'
import {
  type CustomEndpoints,
  networkOf,
  type Preferences,
  readPreferences,
  writePreferences,
} from './preferences.ts'
import {
  type DemoIdentity,
  type DemoName,
  networkKey,
  networkWords,
  type Notice,
  type HeldKey,
  SessionError,
  type Speaking,
  type SessionState,
} from './sessionstate.ts'

/** What one tab tells the others. */
type Told = { type: 'lock' } | { type: 'active' }

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
 * a person types goes through an action straight to the key Worker.
 */
export function createSession(deps: SessionDeps) {
  const { keys, store, storage, channel } = deps
  const now = deps.now ?? Date.now
  const preferences = readPreferences(storage, { demo: deps.demoAvailable })
  let records: readonly SealedKey[] = []
  let attempt: AbortController | undefined
  /** Changes at each locking: what began to unlock before must not speak after. */
  let silences = 0
  let touched = -Infinity
  let demoStart: DemoName = 'tenant'
  const listeners = new Set<() => void>()

  let state: SessionState = {
    ...preferences,
    // what is read is usable: readPreferences sees to it
    endpoints: networkOf(preferences.network, preferences.custom)!,
    phase: 'locked',
    progress: null,
    twin: null,
    key: null,
    offer: null,
    sealed: [],
    damaged: 0,
    demo: [],
    demoName: 'visitor',
    demoAvailable: deps.demoAvailable,
    notice: null,
  }

  function set(patch: Partial<SessionState>) {
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }

  function prefer(patch: Partial<Preferences>) {
    set(patch)
    const { network, custom, refreshMs, autoLockMs } = state
    writePreferences(storage, { network, custom, refreshMs, autoLockMs })
  }

  async function loadSealed() {
    const key = networkKey(state.endpoints)
    try {
      const { keys: found, damaged } = await store.list(key)
      if (key !== networkKey(state.endpoints)) return // the network was changed meanwhile
      records = found
      set({
        sealed: found.map(({ id, createdAt, public: facts }) => ({ ...facts, id, createdAt })),
        damaged,
      })
    } catch (error) {
      records = []
      set({ sealed: [], damaged: 0, notice: { kind: 'storage', message: messageOf(error) } })
    }
  }

  /** Nobody speaks from now on, in this tab. */
  function silence(notice: Notice | null) {
    attempt?.abort()
    attempt = undefined
    silences++
    const spoke = state.twin !== null
    set({
      phase: 'locked',
      progress: null,
      twin: null,
      key: null,
      offer: null,
      demoName: 'visitor',
      notice,
    })
    keys.lock()
    if (spoke) deps.speakAs(null)
  }

  function speakAs({ identity, address }: Unlocked, demoName?: DemoName) {
    const { twin, curve, pk } = identity
    const speaking: Speaking = { twin, curve, address, kind: 'vault', pk }
    set({
      phase: 'unlocked',
      progress: null,
      offer: null,
      notice: null,
      twin: demoName ? { ...speaking, demoName } : speaking,
      key: {
        address,
        curve,
        kind: 'vault',
        twin,
        pk,
        sealed: records.some((known) => known.public.address === address),
      },
      demoName: demoName ?? null,
    })
    deps.speakAs(identity)
  }

  /** Runs one way of unlocking; an earlier one that is still at work is given up. */
  async function unlocking<T>(
    work: (signal: AbortSignal, speak: typeof speakAs) => Promise<T>,
  ): Promise<T> {
    attempt?.abort()
    const mine = new AbortController()
    attempt = mine
    const before = silences
    set({ phase: 'deriving', progress: null, offer: null, notice: null })
    try {
      return await work(mine.signal, (unlocked, demoName) => {
        if (silences !== before) throw new DOMException('Locked meanwhile.', 'AbortError')
        if (mine.signal.aborted && attempt === mine) {
          // given up at the very moment the Worker had opened the key: it holds it, and must not
          silence(null)
          throw new DOMException('Given up.', 'AbortError')
        }
        speakAs(unlocked, demoName)
      })
    } finally {
      if (attempt === mine) {
        attempt = undefined
        // also where it failed: then whoever spoke before still does
        set({ phase: state.twin ? 'unlocked' : 'locked', progress: null })
      }
    }
  }

  const onProgress = (progress: number) => set({ progress })

  /** The twin of a secret's account; where it has none, says so and what the other curve would give. */
  async function lookUp({ address, curve, other }: Derived, signal: AbortSignal): Promise<number> {
    let twin: number | null
    let otherTwin: number | null = null
    try {
      twin = await deps.twinOfAccount(address, signal)
      if (twin === null) otherTwin = await deps.twinOfAccount(other.address, signal)
    } catch (cause) {
      signal.throwIfAborted()
      keys.discard()
      throw new SessionError(
        'lookup',
        `The grid proxy could not say which twin account ${address} is. ${messageOf(cause)}`,
        { cause },
      )
    }
    if (twin !== null) return twin
    const where = networkWords(state.endpoints)
    if (otherTwin !== null) {
      set({ offer: { curve: other.curve, twin: otherTwin } })
      throw new SessionError(
        'other-curve',
        `The ${curve} account ${address} has no twin on ${where}. The ${other.curve} account of the same secret is twin ${otherTwin}: choose ${other.curve}.`,
      )
    }
    keys.discard()
    throw new SessionError(
      'no-twin',
      `This secret has no twin on ${where}. Looked for ${address} (${curve}) and ${other.address} (${other.curve}). Another network may have it; else make a twin for the account first.`,
    )
  }

  /** Seals the key that speaks. That it could not be stored does not lock it: it is told beside. */
  async function keep(password: string) {
    try {
      const record = await keys.seal(password, networkKey(state.endpoints), { onProgress })
      await store.put(record)
      await loadSealed()
    } catch (error) {
      set({ notice: { kind: 'not-stored', message: messageOf(error) } })
    } finally {
      set({ progress: null })
    }
  }

  const tell = (told: Told) => channel.postMessage(told)

  keys.onLock((why) => {
    silence({ kind: why })
    // what a person does in any tab counts for all (see touch), so an idle one means that all are
    if (why === 'idle') tell({ type: 'lock' })
  })

  channel.addEventListener('message', (event: MessageEvent<Told>) => {
    if (event.data.type === 'active') keys.touch()
    else if (state.phase !== 'locked') silence({ kind: 'elsewhere' })
  })

  const self = {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    /** Applies the choices this browser remembers and reads the sealed keys. Called once. */
    start() {
      deps.setNetwork(state.endpoints)
      deps.setRefreshPace(state.refreshMs ?? false)
      keys.setIdle(state.autoLockMs)
      void loadSealed()
    },

    /**
     * Unlocks by a mnemonic or hex seed. The secret goes to the Worker and is kept nowhere else;
     * `remember` is a password to seal it under in this browser. `onTaken` is called as soon as the
     * Worker has it: a form empties its field there, and may keep it for mending where it was refused.
     * Rejects with SecretFault, SessionError or VaultError.
     */
    unlockWithSecret: (input: {
      secret: string
      curve: Curve
      remember?: string | undefined
      /** Hold the key although its account has no twin here, so that one can be made for it. */
      withoutTwin?: boolean
      onTaken?: () => void
    }) =>
      unlocking(async (signal, speak) => {
        const derived = await keys.derive(input.secret, input.curve)
        input.onTaken?.()
        signal.throwIfAborted()
        const twin = await lookUp(derived, signal)
        signal.throwIfAborted()
        speak(await keys.adopt(twin, derived.curve))
        if (input.remember) await keep(input.remember)
      }),

    /** Takes the other curve's twin after `other-curve`, without the secret being typed again. */
    acceptOffer: (input: { remember?: string | undefined } = {}) => {
      const { offer } = state
      return unlocking(async (_signal, speak) => {
        if (!offer) throw new SessionError('no-twin', 'There is no other account to take.')
        speak(await keys.adopt(offer.twin, offer.curve))
        if (input.remember) await keep(input.remember)
      })
    },

    /** Unlocks a key that is sealed in this browser. */
    unlockSealed: (id: string, password: string) =>
      unlocking(async (signal, speak) => {
        const record = records.find((known) => known.id === id)
        if (!record) throw new SessionError('no-record', 'This sealed key is no longer there.')
        speak(await keys.unlock(record, password, { signal, onProgress }))
      }),

    /**
     * Makes an ed25519 key in the Worker, seals it under `password` and stores it, and only then holds it and
     * tells its address: money may be sent there at once. It has no twin yet. Rejects with VaultError.
     */
    makeSessionKey: (_input: { password: string }): Promise<HeldKey> => unmade(),

    /** The held key's twin is on the chain now: its record is updated, and it speaks from now on. */
    keySpeaks: (_twin: number): Promise<void> => unmade(),

    /**
     * Unlocks by a keystore file of Polkadot{.js}, JSON version 3, and its password. `remember` is a password to
     * seal it under in this browser. Rejects with SessionError or VaultError.
     */
    unlockWithKeystore: (_input: {
      file: string
      password: string
      remember?: string | undefined
      withoutTwin?: boolean
      onTaken?: () => void
    }): Promise<void> => unmade(),

    /**
     * Makes the secret that an sr25519 keystore lacks, to decipher answers with; sealed with the key under
     * `password` and stored before its 33-byte public half is given.
     */
    makeCipherKey: (_input: { password: string }): Promise<Uint8Array> => unmade(),

    /** Signs an extrinsic's payload with the held key: 0x-hex of the type byte and 64 bytes (facts: tfchain.md section 11). */
    signExtrinsic: (_bytes: Uint8Array, _address?: string): Promise<`0x${string}`> => unmade(),

    /** Signs a deployment's hash, 32 hex digits, with the held key (facts: node-api.md section 4). */
    signHash: (
      _hash: string,
      _style: '' | 'polka-wallet',
      _address?: string,
    ): Promise<{ signature: string; signature_type: Curve }> => unmade(),

    /** Seals the key that speaks under a password, in this browser. */
    keep,

    /** Gives up unlocking. */
    cancel() {
      attempt?.abort()
      // where nobody speaks the whole Worker goes: it may have opened the key at this very moment
      if (state.twin) keys.discard()
      else keys.lock()
      set({ offer: null })
    },

    /** Locks this tab and every other one. */
    lock: () => {
      silence(null)
      tell({ type: 'lock' })
    },

    /** Removes a sealed key from this browser. A twin that speaks goes on speaking. */
    async forget(id: string) {
      await store.remove(id)
      await loadSealed()
    },

    /** The demo grid is being started: somebody is about to speak, so nobody is told that nobody does. */
    expectDemo() {
      if (state.network === 'demo') set({ phase: 'deriving' })
    },

    /** The demo grid did not start: nobody speaks after all. */
    dropDemo() {
      if (state.twin === null) set({ phase: 'locked' })
    },

    /** The demo grid has started: who its people are, and whom the console opens with. */
    async setDemo(demo: readonly DemoIdentity[], startAs: DemoName = 'tenant') {
      demoStart = startAs
      set({ demo })
      if (state.network === 'demo' && state.twin === null && attempt === undefined) {
        await self.switchIdentity(startAs)
      }
    },

    /** Becomes one of the demo grid's people. */
    async switchIdentity(name: DemoName) {
      if (name === 'visitor') {
        silence(null)
        return
      }
      const person = state.demo.find((known) => known.name === name)
      if (!person || state.network !== 'demo') {
        throw new SessionError('no-demo', `The demo grid has no ${name} here.`)
      }
      try {
        await unlocking(async (signal, speak) => {
          await keys.derive(person.secret, person.curve)
          signal.throwIfAborted()
          speak(await keys.adopt(person.twin, person.curve), name)
        })
      } catch (error) {
        // another choice was made meanwhile, and that one counts
        const overtaken = error instanceof BaseError && error.code === 'locked'
        if (!overtaken && !isAbort(error)) throw error
      }
    },

    /** Moves to another network; whoever spoke on the old one is locked, for twin numbers differ. */
    async setNetwork(name: NetworkName, custom: CustomEndpoints = state.custom) {
      const endpoints = networkOf(name, custom)
      if (!endpoints || (name === 'demo' && !deps.demoAvailable)) {
        throw new SessionError(
          'endpoints',
          'These endpoints cannot be used. See what each field says.',
        )
      }
      silence(null)
      set({ endpoints })
      prefer({ network: name, custom })
      deps.setNetwork(endpoints)
      await loadSealed()
      if (name === 'demo' && state.demo.length > 0) await self.switchIdentity(demoStart)
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
      if (state.twin === null || now() - touched < TOUCH_MS) return
      touched = now()
      keys.touch()
      tell({ type: 'active' })
    },
  }
  return self
}

const unmade = () => Promise.reject(new SessionError('no-key', 'This is being built.'))

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
