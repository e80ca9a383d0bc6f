import type { Bytes } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import { accountOf, type Brought, type Derived, freshKey, keystoreKey, typedKey } from './bring.ts'
import { type Candidate, candidatePlace } from './candidate.ts'
import type { Curve, KeyCrypto, Pair } from './crypto.ts'
import { VaultError } from './error.ts'
import { idleWatch } from './idle.ts'
import type { Work } from './kdf.ts'
import { copied, type KeyMaterial, wipe } from './material.ts'
import type { Kdf, KeyKind, SealedKey } from './record.ts'
import { seal, unseal } from './seal.ts'

/** A key that is held; `ref` names one unlocking: an identity of an earlier one must not speak with a later key. */
export interface Adopted {
  ref: number
  /** null: it has no twin, so it signs and does not speak. */
  twin: number | null
  kind: KeyKind
  curve: Curve
  account: Bytes
  address: string
  /** What its twin publishes so that nodes can encipher to it, 33 bytes; undefined where it cannot decipher. */
  pk: Bytes | undefined
}

export type LockReason = 'asked' | 'idle'

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
  const candidate = candidatePlace()
  let held: (Adopted & { material: KeyMaterial; pair: Pair; identity: I | undefined }) | undefined
  /** A cipher secret that is sealed and not yet known to be stored, and the key it is for. */
  let made: { cipher: Bytes; address: string } | undefined
  /** Changes whenever a secret comes or goes; work that began before must not finish after. */
  let epoch = 0
  let refs = 0
  const idle = idleWatch(() => lock('idle'), now)

  function dropMade() {
    made?.cipher.fill(0)
    made = undefined
  }

  function dropHeld() {
    idle.stop()
    dropMade()
    held?.identity?.dispose()
    held?.pair.dispose()
    if (held) wipe(held.material)
    held = undefined
  }

  function lock(why: LockReason = 'asked') {
    const had = held !== undefined
    epoch++
    candidate.drop()
    dropHeld()
    if (had) options.onLock?.(why)
  }

  function current() {
    if (held && idle.overdue()) lock('idle')
    if (!held) throw lockedError()
    return held
  }

  /** What may be told of a key, without the key. */
  const shown = ({ ref, twin, kind, curve, account, address, pk }: Adopted): Adopted => ({
    ref,
    twin,
    kind,
    curve,
    account,
    address,
    pk,
  })

  /** The public half of what a key deciphers with. */
  function pkOf({ secret, cipher }: KeyMaterial) {
    const deciphers = cipher ?? (secret.length === 32 ? secret : undefined)
    return deciphers && crypto.pkOf(deciphers)
  }

  /** Makes a key the one that is held; takes it over, and wipes it when that fails. */
  async function hold({ material, curve, kind }: Candidate, twin: number | null): Promise<Adopted> {
    const mine = ++epoch
    dropHeld()
    let pair: Pair | undefined
    let identity: I | undefined
    try {
      pair = await crypto.pair(material.secret, curve)
      identity = twin === null ? undefined : await crypto.identity({ twin, curve, ...material })
      if (mine !== epoch) throw lockedError()
      const { account } = pair
      const adopted = { twin, kind, curve, account, address: toSs58(account), pk: pkOf(material) }
      held = { ref: ++refs, ...adopted, material, pair, identity }
      idle.start()
      return shown(held)
    } catch (error) {
      identity?.dispose()
      pair?.dispose()
      wipe(material)
      throw error
    }
  }

  /** Lets the held key speak as `twin`, anew where it spoke before. */
  async function speakAs(twin: number, material: KeyMaterial): Promise<Adopted> {
    const { curve, ref } = current()
    const identity = await crypto.identity({ twin, curve, ...material })
    if (held?.ref !== ref) {
      identity.dispose()
      throw lockedError()
    }
    held.identity?.dispose()
    held = { ...held, material, pk: pkOf(material), twin, identity, ref: ++refs }
    return shown(held)
  }

  /** The held key, when it is the one of this account. */
  function heldAs(address: string) {
    const key = current()
    if (key.address !== address) throw lockedError()
    return key
  }

  /** Seals material of the held key; copies, so that locking meanwhile may wipe the original. */
  async function sealed(material: KeyMaterial, password: string, network: string, work: Work) {
    const { twin, curve, kind, address } = current()
    const copy = copied(material)
    try {
      const record = await seal(
        copy,
        password,
        { kind, twin, curve, address, network },
        sealing(work),
      )
      if (held?.address !== address) throw lockedError()
      return record
    } finally {
      wipe(copy)
    }
  }

  /** Keeps a key that was brought as the candidate, unless everything was locked meanwhile. */
  async function wait<T>(bringing: Promise<Brought<T>>): Promise<T> {
    const mine = epoch
    const brought = await bringing
    if (mine !== epoch) {
      wipe(brought.candidate.material)
      throw lockedError()
    }
    candidate.set(brought.candidate)
    return brought.told
  }

  const sealing = (work: Work) => ({
    ...work,
    ...(options.kdf ? { kdf: options.kdf } : {}),
    now: now(),
  })

  return {
    /** Reads what was typed and keeps it as the candidate. Rejects with `miniSecret`'s own error. */
    derive: (typed: string, curve: Curve): Promise<Derived> => wait(typedKey(crypto, typed, curve)),

    /** Opens a keystore file and keeps its key as the candidate. Its secret must give the account it names. */
    open: (file: string, password: string, work: Work = {}): Promise<Derived> =>
      wait(keystoreKey(crypto, file, password, work)),

    /** Makes an ed25519 key, seals it and keeps it as the candidate: it is held once its record is stored. */
    make: (password: string, network: string, work: Work = {}): Promise<SealedKey> =>
      wait(freshKey(crypto, password, network, sealing(work))),

    /** The candidate is held from now on, and speaks where it has a twin. `curve` may be the other one. */
    async adopt(twin: number | null, curve?: Curve): Promise<Adopted> {
      const taken = candidate.take()
      if (!taken) {
        throw new VaultError(
          'locked',
          'The secret was wiped while its twin was looked for. Enter it again.',
        )
      }
      return hold({ ...taken, curve: curve ?? taken.curve }, twin)
    },

    /** Opens a sealed key and holds it. A record that names another account than its key has is refused. */
    async unlock(record: SealedKey, password: string, work: Work = {}): Promise<Adopted> {
      const mine = epoch
      const material = await unseal(record, password, work)
      try {
        const { twin, curve, address, kind = 'vault' } = record.public
        const account = await accountOf(crypto, material.secret, curve)
        // whoever gave up has already been told so: nothing may speak for him after that
        if (work.signal?.aborted) throw new VaultError('aborted', 'Given up.')
        if (mine !== epoch) throw lockedError()
        if (toSs58(account) !== address) {
          throw new VaultError(
            'refused',
            'This record says that it is of another account than its key is. It was not unlocked.',
          )
        }
        return await hold({ material, curve, kind }, twin)
      } catch (error) {
        wipe(material)
        throw error
      }
    },

    /** The twin of the held key of this account is known: from now on it speaks. */
    speak(twin: number, address: string): Promise<Adopted> {
      return speakAs(twin, heldAs(address).material)
    },

    /** Seals the held key. */
    seal: (password: string, network: string, work: Work = {}): Promise<SealedKey> =>
      sealed(current().material, password, network, work),

    /**
     * Seals the held key anew, with a secret to decipher with, which it uses from `useCipher` on. Where it is
     * sealed already, `record`, the password must be that one's, and a secret in it is used. Rejects where the
     * key's own secret gives one.
     */
    async sealWithCipher(
      input: { password: string; network: string; record?: SealedKey | undefined },
      work: Work = {},
    ): Promise<SealedKey> {
      const { address, material } = current()
      if (material.secret.length === 32) {
        throw new VaultError('refused', 'This key can decipher already: its own secret gives that.')
      }
      const kept = input.record && (await unseal(input.record, input.password, work))
      kept?.secret.fill(0)
      // asked again: it may have been locked meanwhile, and its bytes overwritten
      const { secret, cipher: own } = heldAs(address).material
      // one that was made before, and that the chain may know, is never replaced
      const cipher = own?.slice() ?? kept?.cipher ?? crypto.cipherSecret()
      try {
        const record = await sealed({ secret, cipher }, input.password, input.network, work)
        dropMade()
        made = { cipher, address }
        return record
      } catch (error) {
        cipher.fill(0)
        throw error
      }
    },

    /** The record of `sealWithCipher` is stored: its secret is used from now on. */
    async useCipher(): Promise<Adopted> {
      const key = current()
      if (!made || made.address !== key.address) throw lockedError()
      const { cipher } = made
      made = undefined
      const material = { ...key.material, cipher }
      if (key.twin !== null) return speakAs(key.twin, material)
      held = { ...key, material, pk: pkOf(material) }
      return shown(held)
    },

    /** The identity of one unlocking; throws VaultError('locked') when that is over. */
    identity(ref: number): I {
      const { identity, ref: present } = current()
      if (present !== ref || identity === undefined) throw lockedError()
      return identity
    },

    /** The held key, to sign with; throws VaultError('locked') when another account's is held, or none. */
    pair: (address: string): Pair & { curve: Curve } => {
      const { pair, curve } = heldAs(address)
      return { ...pair, curve }
    },

    lock,

    /** Wipes the candidate; a key that speaks stays. */
    discard: candidate.drop,

    /** Locks after so many ms without `touch`; null for never. */
    setIdle(ms: number | null) {
      idle.set(ms)
      if (held) idle.start()
    },

    /** A person did something. What is already overdue is not saved by it. */
    touch() {
      if (!held) return
      if (idle.overdue()) lock('idle')
      else idle.start()
    },

    /** True while some secret is in memory. */
    holds: () => candidate.taken() || held !== undefined,
  }
}

export type KeyHolder<I extends { dispose(): void }> = ReturnType<typeof createKeyHolder<I>>
