import type { Bytes } from '#lib/bytes.ts'
import { BaseError } from '#lib/error.ts'
import { type CallOptions, connect, type Connection, type Port, RpcError } from '#lib/rpc.ts'
import { RmbError, type RmbErrorCode } from '#rmb/error.ts'
import type { Identity } from '#rmb/identity.ts'
import { VaultError, type VaultErrorCode } from '#vault/error.ts'
import type { Derived } from '#vault/bring.ts'
import type { Curve } from '#vault/crypto.ts'
import type { KeyKind, SealedKey } from '#vault/record.ts'
// types only: the calls themselves run in the Worker, which main.tsx starts
import type { HashSignature, SignatureStyle } from './accountkey.ts'
import type { KeyEvents, KeyHandlers } from './keycalls.ts'

/** What was typed is no mnemonic and no seed; the sentence says where, by count or position. */
export class SecretFault extends BaseError<string> {
  override readonly name = 'SecretFault'
}

/** A key that is held, and the identity it speaks with. */
export interface Unlocked {
  address: string
  curve: Curve
  kind: KeyKind
  /** What a twin of it publishes to be enciphered to, 33 bytes; undefined where it cannot decipher. */
  pk: Bytes | undefined
  /** null: it has no twin, so it signs and does not speak. */
  identity: Identity | null
}

/** Why a key is locked that nobody here asked to lock: idle too long, or its Worker broke down. */
export type LostKey = 'idle' | 'broken'

type Wait = Pick<CallOptions, 'onProgress' | 'signal'>

/**
 * The page's hand on the Worker that holds the secret. The page itself never holds it longer than the
 * call that hands it over. The Worker is started at the first need and ended at each lock: what it
 * could not overwrite goes with it.
 */
export function connectKeys(start: () => Port) {
  let connection: Connection<KeyHandlers, KeyEvents> | undefined
  let idleMs: number | null = null
  let holding = false
  const listeners = new Set<(why: LostKey) => void>()

  function worker() {
    if (connection) return connection
    const fresh = connect<KeyHandlers, KeyEvents>(start())
    fresh.on('locked', (why) => {
      if (connection === fresh && why === 'idle') lost('idle')
    })
    connection = fresh
    fresh.post('setIdle', idleMs)
    return fresh
  }

  /** Wipes, then ends the Worker with all its memory; one that is already gone has nothing to wipe. */
  function end() {
    const old = connection
    connection = undefined
    holding = false
    if (!old) return
    const done = () => old.terminate()
    old.call('lock', null).then(done, done)
  }

  function lost(why: LostKey) {
    const held = holding
    end()
    if (held) for (const listener of listeners) listener(why)
  }

  async function ask<N extends keyof KeyHandlers>(
    name: N,
    input: Parameters<KeyHandlers[N]>[0],
    options: CallOptions = {},
  ): Promise<Awaited<ReturnType<KeyHandlers[N]>>> {
    const asked = worker()
    try {
      return await asked.call(name, input, options)
    } catch (error) {
      // a Worker that broke down holds nothing any more: the page must not believe that it does
      if (connection === asked && codeOf(error) === 'terminated') lost('broken')
      throw translated(error)
    }
  }

  function unlocked(facts: Awaited<ReturnType<KeyHandlers['adopt']>>): Unlocked {
    const { ref, twin, kind, curve, account, pk, address } = facts
    const asked = worker()
    holding = true
    const key = { address, curve, kind, pk }
    if (twin === null) return { ...key, identity: null }
    /** Every message goes to the Worker that made this identity: another one has another key. */
    const speak = async <T>(answer: Promise<T>, otherwise: RmbErrorCode): Promise<T> => {
      try {
        return await answer
      } catch (error) {
        // its Worker broke down while it signed: nobody speaks any more, and the page must know
        if (connection === asked && codeOf(error) === 'terminated') lost('broken')
        throw spoken(error, otherwise)
      }
    }
    const identity: Identity = {
      twin,
      curve,
      account,
      pk,
      token: (claims) => speak(asked.call('token', { ref, ...claims }), 'disconnected'),
      seal: (draft, peerPk) =>
        speak(asked.call('sealFrame', { ref, draft, peerPk }), 'disconnected'),
      // a view of a larger buffer would be copied with all of it
      open: (frame, peer) =>
        speak(
          asked.call('openFrame', {
            ref,
            frame: frame.byteLength === frame.buffer.byteLength ? frame : frame.slice(),
            peer,
          }),
          'undecipherable',
        ),
    }
    return { ...key, identity }
  }

  return {
    /** Hands a secret over and learns its accounts. Rejects with SecretFault or VaultError. */
    derive: (secret: string, curve: Curve): Promise<Derived> => ask('derive', { secret, curve }),
    /** Opens a keystore file and learns its account; takes seconds. Rejects with VaultError. */
    openKeystore: (file: string, password: string, wait: Wait = {}): Promise<Derived> =>
      ask('openKeystore', { file, password }, wait),
    /** Makes an ed25519 key and seals it; `adopt` holds it, once its record is stored. */
    make: (password: string, network: string, wait: Wait = {}): Promise<SealedKey> =>
      ask('makeKey', { password, network }, wait),
    /** The key handed over last is held from now on, and speaks where it has a twin. */
    adopt: async (twin: number | null, curve: Curve) =>
      unlocked(await ask('adopt', { twin, curve })),
    /** The twin of the held key, this account's, is known: from now on it speaks. */
    speak: async (twin: number, address: string) => unlocked(await ask('speak', { twin, address })),
    /** Seals the held key with a secret to decipher with; `record` is what it is sealed in already. */
    sealWithCipher: (
      input: { password: string; network: string; record: SealedKey | undefined },
      wait: Wait = {},
    ): Promise<SealedKey> => ask('sealWithCipher', input, wait),
    /** That record is stored: the held key deciphers with its secret from now on. */
    useCipher: async () => unlocked(await ask('useCipher', null)),
    /** Signs an extrinsic's payload with the held key of an account: see accountkey.ts. */
    signExtrinsic: (address: string, bytes: Uint8Array): Promise<`0x${string}`> =>
      // a copy: a view of a larger buffer would be sent with all of it
      ask('signExtrinsic', { address, bytes: new Uint8Array(bytes) }),
    /** Signs a deployment's hash with the held key of an account: see accountkey.ts. */
    signHash: (address: string, hash: string, style: SignatureStyle): Promise<HashSignature> =>
      ask('signHash', { address, hash, style }),
    /** Opens a sealed key; takes seconds, told by `onProgress` (0 … 1). */
    unlock: async (record: SealedKey, password: string, wait: Wait = {}) =>
      unlocked(await ask('unlock', { record, password }, wait)),
    /** Seals the key that is held. */
    seal: (password: string, network: string, wait: Wait = {}): Promise<SealedKey> =>
      ask('sealKey', { password, network }, wait),
    /** Wipes the secret whose twin was looked for; a key that speaks stays. */
    discard: () => connection?.post('discard', null),
    /** Wipes the key and ends the Worker. */
    lock: end,
    /** Locks after so many ms without `touch`; null for never. */
    setIdle(ms: number | null) {
      idleMs = ms
      connection?.post('setIdle', ms)
    },
    /** A person did something in some tab of the console. */
    touch: () => connection?.post('touch', null),
    /** Told when a key that was held is locked by anything but `lock`. */
    onLock(listener: (why: LostKey) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export type Keys = ReturnType<typeof connectKeys>

const codeOf = (error: unknown) => (error instanceof BaseError ? String(error.code) : '')

/** The Worker's error as the floor that threw it made it. */
function translated(error: unknown): Error {
  if (!(error instanceof RpcError)) return new VaultError('failed', 'The key Worker failed.')
  const { name, code, message } = error
  if (name === 'SecretError') return new SecretFault(code, message)
  if (name === 'VaultError') return new VaultError(code as VaultErrorCode, message) // made as one there
  if (code === 'aborted') return new VaultError('aborted', 'Given up.')
  if (code === 'terminated') {
    return new VaultError('locked', 'The key was locked meanwhile. Nothing was kept.')
  }
  return new VaultError('failed', 'The key Worker failed at this. Try again.')
}

/** The same for a call of the message bus, which knows RmbErrors only. */
function spoken(error: unknown, otherwise: RmbErrorCode): RmbError {
  const code = codeOf(error)
  if (code === 'locked' || code === 'terminated') {
    return new RmbError('locked', 'The key is locked. Unlock a twin to ask nodes over RMB.')
  }
  if (error instanceof RpcError && error.name === 'RmbError') {
    return new RmbError(code as RmbErrorCode, error.message) // made as one in the Worker
  }
  return new RmbError(otherwise, 'The key Worker failed at this message.')
}
