import { messageOf } from '#lib/error.ts'
import type { Identity } from '#rmb/identity.ts'
import type { Derived } from '#vault/bring.ts'
import type { Keys, Unlocked } from './keys.ts'
import type { KeptKeys } from './keptkeys.ts'
import { type DemoName, networkWords, type Notice, SessionError } from './sessionstate.ts'
import type { SessionStore } from './sessionstore.ts'

interface Needs {
  keys: Keys
  kept: KeptKeys
  session: SessionStore
  speakAs: (identity: Identity | null) => void
  /** The twin of an account, null when it has none. */
  twinOfAccount: (address: string, signal?: AbortSignal) => Promise<number | null>
}

/** Who holds and who speaks in this tab: how a key comes to be held, and how it ends. */
export function createHolding({ keys, kept, session, speakAs, twinOfAccount }: Needs) {
  const { state, set } = session
  let attempt: AbortController | undefined
  /** Changes at each locking: what began before must not speak after. */
  let silences = 0

  /** Nobody holds or speaks from now on, in this tab. */
  function silence(notice: Notice | null) {
    attempt?.abort()
    attempt = undefined
    silences++
    const spoke = state().twin !== null
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
    if (spoke) speakAs(null)
  }

  /** Tells who holds and speaks. */
  function tell({ address, curve, kind, pk, identity }: Unlocked, demoName?: DemoName) {
    const spoke = state().twin !== null
    const facts = { address, curve, kind, pk }
    const twin = identity && { ...facts, twin: identity.twin }
    set({
      key: { ...facts, twin: identity?.twin ?? null, sealed: kept.has(address) },
      twin: twin && demoName ? { ...twin, demoName } : twin,
      demoName: demoName ?? null,
    })
    if (identity || spoke) speakAs(identity)
  }

  function take(unlocked: Unlocked, demoName?: DemoName) {
    set({ phase: 'unlocked', progress: null, offer: null, notice: null })
    tell(unlocked, demoName)
  }

  /** Runs one way of unlocking; an earlier one that is still at work is given up. */
  async function unlocking<T>(
    work: (signal: AbortSignal, hold: typeof take) => Promise<T>,
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
        take(unlocked, demoName)
      })
    } finally {
      if (attempt === mine) {
        attempt = undefined
        // also where it failed: then whoever was there before still is
        set({ phase: state().key ? 'unlocked' : 'locked', progress: null })
      }
    }
  }

  /**
   * The twin of a secret's account. Where it has none: null if `without` one will do, else it says so, and what
   * the other curve would give. The other curve's twin is told first even to whom none will do, for it is
   * likely the one that is meant; asked again, they are believed.
   */
  async function lookUp(
    { address, curve, other }: Derived,
    signal: AbortSignal,
    { without, told }: { without: boolean; told: number | undefined },
  ): Promise<number | null> {
    let twin: number | null
    let otherTwin: number | null = null
    try {
      twin = await twinOfAccount(address, signal)
      if (twin === null && other) otherTwin = await twinOfAccount(other.address, signal)
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
    const where = networkWords(state().endpoints)
    if (other && otherTwin !== null && !(without && told === otherTwin)) {
      set({ offer: { curve: other.curve, twin: otherTwin } })
      throw new SessionError(
        'other-curve',
        `The ${curve} account ${address} has no twin on ${where}. The ${other.curve} account of the same secret is twin ${otherTwin}: choose ${other.curve}.`,
      )
    }
    if (without) return null
    keys.discard()
    const looked = other
      ? `${address} (${curve}) and ${other.address} (${other.curve})`
      : `${address} (${curve})`
    throw new SessionError(
      'no-twin',
      `This ${other ? 'secret' : 'keystore'} has no twin on ${where}. Looked for ${looked}. Another network may have it; else make a twin for the account first.`,
    )
  }

  /**
   * The held key, for work that takes a while; `still` throws an AbortError where it was locked or changed
   * meanwhile: then nothing may come of that work. Throws SessionError('no-key') where none is held.
   */
  function withHeld() {
    const { key } = state()
    if (!key) {
      throw new SessionError('no-key', 'No key is unlocked. Unlock one, then do this again.')
    }
    const before = silences
    const still = () => {
      if (silences !== before || state().key?.address !== key.address) {
        throw new DOMException('The key was locked meanwhile.', 'AbortError')
      }
    }
    return { key, still }
  }

  /** Changes of the held key wait for one another: two at once would each find the other's key. */
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work)
    last = turn.catch(() => {}) // whoever asked for it is told
    return turn
  }

  /**
   * The held key's twin is on the chain: it speaks from now on. Its record is written first; that it could not
   * be does not keep it from speaking, and is told beside.
   */
  async function keySpeaks(twin: number): Promise<void> {
    const held = withHeld()
    await inTurn(() => beginToSpeak(twin, held))
  }

  async function beginToSpeak(twin: number, { key, still }: ReturnType<typeof withHeld>) {
    still()
    if (state().twin?.twin === twin) return
    let notice: Notice | null = null
    try {
      await kept.setTwin(key.address, twin)
    } catch (error) {
      notice = { kind: 'not-stored', message: messageOf(error) }
    }
    still()
    const unlocked = await keys.speak(twin, key.address)
    still()
    tell(unlocked)
    if (notice) set({ notice })
  }

  /** Looks whether the held key, kept without a twin, has got one meanwhile. That nobody can say is no fault. */
  async function findTwin(): Promise<void> {
    try {
      const { key, still } = withHeld()
      const twin = await twinOfAccount(key.address)
      still()
      if (twin !== null && state().key?.twin === null) await keySpeaks(twin)
    } catch {
      // the grid proxy may lag or be away; whoever makes the twin tells it as well
    }
  }

  return {
    silence,
    unlocking,
    lookUp,
    withHeld,
    inTurn,
    tell,
    keySpeaks,
    findTwin,
    busy: () => attempt !== undefined,
    /** Gives up unlocking. */
    cancel: () => {
      attempt?.abort()
      // where no key is held the whole Worker goes: it may have opened one at this very moment
      if (state().key) keys.discard()
      else keys.lock()
      set({ offer: null })
    },
  }
}

export type Holding = ReturnType<typeof createHolding>
