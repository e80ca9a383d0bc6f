import type { Bytes } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import { VaultError } from './error.ts'
import type { Kdf, PublicKeyFacts, SealedKey } from './record.ts'
import { seal, unseal } from './seal.ts'

export type Curve = PublicKeyFacts['curve']

/**
 * What the holder needs of the message bus's crypto: its neighbour, so it comes in as functions. `I` is
 * the identity that signs; its `dispose` is called at locking.
 */
export interface KeyCrypto<I extends { dispose(): void }> {
  /** 32 bytes of a mnemonic or hex seed; throws an error that says what is wrong and repeats none of it. */
  miniSecret(text: string): Bytes
  /** The 32-byte account key of a secret on a curve. */
  account(mini: Bytes, curve: Curve): Promise<Bytes>
  /** The identity of a twin; it makes a copy of `secret`. */
  identity(input: { twin: number; secret: Bytes; curve: Curve }): Promise<I>
}

/** What is known of a secret before it is known which twin it belongs to. */
export interface Derived {
  curve: Curve
  account: Bytes
  address: string
  /** The account that the same secret gives on the other curve. */
  other: { curve: Curve; address: string }
}

/** Names one unlocking: an identity of an earlier one must not speak with the key of a later one. */
export interface Adopted {
  ref: number
  twin: number
  curve: Curve
  account: Bytes
  address: string
}

export type LockReason = 'asked' | 'idle'

interface Work {
  onProgress?: (done: number) => void
  signal?: AbortSignal
}

/** How long a secret may wait for its twin to be found before it is wiped. */
const CANDIDATE_MS = 3 * 60_000

const otherCurve = (curve: Curve): Curve => (curve === 'sr25519' ? 'ed25519' : 'sr25519')
const lockedError = () => new VaultError('locked', 'The key is locked. Unlock a twin to go on.')

/**
 * The one place that holds a secret: first as a candidate, whose twin is being looked for, then adopted.
 * `lock` overwrites what can be overwritten and drops the rest; JavaScript cannot promise more, which is
 * why the page also ends the whole Worker. Times come from `now` (Unix ms), timers from the global.
 */
export function createKeyHolder<I extends { dispose(): void }>(
  crypto: KeyCrypto<I>,
  options: { onLock?: (why: LockReason) => void; now?: () => number; kdf?: Kdf } = {},
) {
  const now = options.now ?? Date.now
  let candidate: { mini: Bytes; curve: Curve } | undefined
  let held: (Adopted & { mini: Bytes; identity: I }) | undefined
  /** Changes whenever a secret comes or goes; work that began before must not finish after. */
  let epoch = 0
  let candidateTimer: ReturnType<typeof setTimeout> | undefined
  let idleMs: number | null = null
  let deadline = Infinity
  let idleTimer: ReturnType<typeof setTimeout> | undefined

  function dropCandidate() {
    clearTimeout(candidateTimer)
    candidate?.mini.fill(0)
    candidate = undefined
  }

  function setCandidate(mini: Bytes, curve: Curve) {
    dropCandidate()
    candidate = { mini, curve }
    candidateTimer = setTimeout(dropCandidate, CANDIDATE_MS)
  }

  function dropHeld() {
    clearTimeout(idleTimer)
    deadline = Infinity
    held?.identity.dispose()
    held?.mini.fill(0)
    held = undefined
  }

  function lock(why: LockReason = 'asked') {
    const had = held !== undefined
    epoch++
    dropCandidate()
    dropHeld()
    if (had) options.onLock?.(why)
  }

  /** Sets the timer to the deadline. It may fire late, after a sleep: every use asks the clock as well. */
  function arm() {
    clearTimeout(idleTimer)
    if (!held || idleMs === null) {
      deadline = Infinity
      return
    }
    deadline = now() + idleMs
    idleTimer = setTimeout(() => lock('idle'), idleMs)
  }

  function current() {
    if (held && now() >= deadline) lock('idle')
    if (!held) throw lockedError()
    return held
  }

  /** Makes `mini` the key that speaks; takes it over, and wipes it when that fails. */
  async function hold(mini: Bytes, twin: number, curve: Curve): Promise<Adopted> {
    const mine = ++epoch
    dropHeld()
    const secret = mini.slice()
    try {
      const account = await crypto.account(mini, curve)
      const identity = await crypto.identity({ twin, secret, curve })
      if (mine !== epoch) {
        identity.dispose()
        throw lockedError()
      }
      const adopted = { ref: mine, twin, curve, account, address: toSs58(account) }
      held = { ...adopted, mini: secret, identity }
      arm()
      return adopted
    } catch (error) {
      secret.fill(0)
      throw error
    } finally {
      mini.fill(0)
    }
  }

  return {
    /** Reads what was typed and keeps it as the candidate. Rejects with `miniSecret`'s own error. */
    async derive(typed: string, curve: Curve): Promise<Derived> {
      const mine = epoch
      const mini = crypto.miniSecret(typed)
      const account = await crypto.account(mini, curve)
      const other = otherCurve(curve)
      const otherAddress = toSs58(await crypto.account(mini, other))
      if (mine !== epoch) {
        mini.fill(0)
        throw lockedError()
      }
      setCandidate(mini, curve)
      return {
        curve,
        account,
        address: toSs58(account),
        other: { curve: other, address: otherAddress },
      }
    },

    /** The candidate's twin is known: from now on it speaks. `curve` may be the other one. */
    async adopt(twin: number, curve?: Curve): Promise<Adopted> {
      if (!candidate) {
        throw new VaultError(
          'locked',
          'The secret was wiped while its twin was looked for. Enter it again.',
        )
      }
      const { mini, curve: chosen } = candidate
      candidate = undefined
      clearTimeout(candidateTimer)
      return hold(mini, twin, curve ?? chosen)
    },

    /** Opens a sealed key and lets it speak. A record that names another account than its key has is refused. */
    async unlock(record: SealedKey, password: string, work: Work = {}): Promise<Adopted> {
      const mine = epoch
      const mini = await unseal(record, password, work)
      const { twin, curve, address } = record.public
      const account = await crypto.account(mini, curve)
      // whoever gave up has already been told so: nothing may speak for him after that
      const over = mine !== epoch || work.signal?.aborted
      if (over || toSs58(account) !== address) {
        mini.fill(0)
        if (over) throw lockedError()
        throw new VaultError(
          'refused',
          'The stored record names another account than the key inside it. It was not used.',
        )
      }
      dropCandidate()
      if (twin === null) throw new VaultError('refused', 'This key has no twin yet.')
      return hold(mini, twin, curve)
    },

    /** Seals the key that speaks. */
    async seal(password: string, network: string, work: Work = {}): Promise<SealedKey> {
      const { mini, twin, curve, address, ref } = current()
      const copy = mini.slice()
      try {
        const sealed = await seal(
          copy,
          password,
          { twin, curve, address, network },
          { ...work, ...(options.kdf ? { kdf: options.kdf } : {}), now: now() },
        )
        if (held?.ref !== ref) throw lockedError()
        return sealed
      } finally {
        copy.fill(0)
      }
    },

    /** The identity of one unlocking; throws VaultError('locked') when that is over. */
    identity(ref: number): I {
      const { identity, ref: present } = current()
      if (present !== ref) throw lockedError()
      return identity
    },

    lock,

    /** Wipes the candidate; a key that speaks stays. */
    discard: dropCandidate,

    /** Locks after so many ms without `touch`; null for never. */
    setIdle(ms: number | null) {
      idleMs = ms
      arm()
    },

    /** A person did something. What is already overdue is not saved by it. */
    touch() {
      if (held && now() >= deadline) lock('idle')
      else arm()
    },

    /** True while some secret is in memory. */
    holds: () => candidate !== undefined || held !== undefined,
  }
}

export type KeyHolder<I extends { dispose(): void }> = ReturnType<typeof createKeyHolder<I>>
