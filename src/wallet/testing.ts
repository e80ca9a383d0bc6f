import { ed25519 } from '@noble/curves/ed25519.js'
import * as sr25519 from '@scure/sr25519'
import { fromHex, toHex, utf8, concat, type Bytes } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import type { Injected, KeyType } from './accounts.ts'

/*
 * For tests: extensions of a few lines in a page that is none, asked by the real library.
 */

interface Key {
  type: KeyType
  publicKey: Bytes
  address: string
  sign: (message: Uint8Array) => Uint8Array
}

export function keyOf(type: KeyType, fill: number): Key {
  const seed = new Uint8Array(32).fill(fill)
  if (type === 'ed25519') {
    const publicKey = concat(ed25519.getPublicKey(seed))
    return {
      type,
      publicKey,
      address: toSs58(publicKey),
      sign: (message) => ed25519.sign(message, seed),
    }
  }
  const secret = sr25519.secretFromSeed(seed)
  const publicKey = concat(sr25519.getPublicKey(secret))
  return {
    type,
    publicKey,
    address: toSs58(publicKey),
    sign: (message) => sr25519.sign(secret, message),
  }
}

/** What real extensions make of bytes to be signed: RequestBytesSign wraps them, once. */
export function wrapped(data: string): Bytes {
  const bytes = (data.startsWith('0x') ? fromHex(data) : undefined) ?? utf8(data)
  return concat(utf8('<Bytes>'), bytes, utf8('</Bytes>'))
}

export interface RawAsked {
  address: string
  data: string
  type?: string
}

/** An injected extension with these accounts; all of it can be put otherwise by a test. */
export function fakeExtension(keys: readonly Key[]) {
  const listeners = new Set<(list: Injected[]) => void>()
  let list: Injected[] = keys.map(({ address, type }) => ({ address, type, name: type }))
  const raw: RawAsked[] = []
  const injected = {
    accounts: {
      get: async () => list,
      subscribe: (listener: (list: Injected[]) => void) => {
        listeners.add(listener)
        void Promise.resolve().then(() => listener(list))
        return () => void listeners.delete(listener)
      },
    },
    signer: {
      signRaw: async (asked: RawAsked) => {
        raw.push(asked)
        const key = keys.find(({ address }) => address === asked.address)
        if (!key) throw new Error('Unable to find keypair')
        return { id: 1, signature: `0x${toHex(key.sign(wrapped(asked.data)))}` as const }
      },
    },
  }
  return {
    version: '1.0',
    injected,
    raw,
    listeners,
    asked: [] as string[],
    /** What the page finds. */
    async enable(this: { asked: string[] }, app: string): Promise<unknown> {
      this.asked.push(app)
      return injected
    },
    become(next: Injected[]) {
      list = next
      listeners.forEach((listener) => listener(list))
    },
  }
}

/** Puts extensions into the page, in place of those of the test before. */
export function page(extensions: Record<string, unknown>) {
  Object.assign(globalThis, { injectedWeb3: extensions })
}
