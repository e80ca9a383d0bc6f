import { networkOf, type Preferences, readPreferences, writePreferences } from './preferences.ts'
import type { SessionState } from './sessionstate.ts'

/** The session's state, followed by whoever subscribes, and the part of it that this browser remembers. */
export function createSessionStore(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  demoAvailable: boolean,
) {
  const preferences = readPreferences(storage, { demo: demoAvailable })
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
    demoAvailable,
    notice: null,
  }

  function set(patch: Partial<SessionState>) {
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }

  return {
    state: () => state,
    set,
    /** How far scrypt is: for the Worker's calls. */
    onProgress: (progress: number) => set({ progress }),
    /** Applies a choice and remembers it. */
    prefer: (patch: Partial<Preferences>) => {
      set(patch)
      const { network, custom, refreshMs, autoLockMs } = state
      writePreferences(storage, { network, custom, refreshMs, autoLockMs })
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export type SessionStore = ReturnType<typeof createSessionStore>
