import { blake2b } from '@noble/hashes/blake2.js'
import { concat, equal, toHex, utf8, type Bytes } from '#lib/bytes.ts'
import type { Description, Hasher, StoreItem } from './description.ts'
import { ScaleError, take, type Cursor } from './scale.ts'
import { twox } from './xxhash.ts'

/** Bytes of hash before the key itself, by hasher: a key can be read out of its storage key (facts: tfchain.md section 14). */
const WIDTH: Record<Hasher, number> = { Blake2_128Concat: 16, Twox64Concat: 8 }

const hashed = (hasher: Hasher, key: Bytes): Bytes =>
  concat(hasher === 'Twox64Concat' ? twox(key, 64) : blake2b(key, { dkLen: 16 }), key)

export interface Located {
  /** `Pallet.Item` */
  item: string
  of: StoreItem
  keys: unknown[]
}

/** Between names and keys as the store has them and the chain's own storage keys. */
export function createKeys({ pallets, codec }: Description) {
  const prefixes = new Map<string, { item: string; of: StoreItem; prefix: Bytes }>()
  const byItem = new Map<string, { of: StoreItem; prefix: Bytes }>()
  for (const { name, store } of pallets) {
    const start = twox(utf8(name), 128)
    for (const of of store) {
      const prefix = concat(start, twox(utf8(of.name), 128))
      const item = `${name}.${of.name}`
      prefixes.set(toHex(prefix), { item, of, prefix })
      byItem.set(item, { of, prefix })
    }
  }

  function keysOf(of: StoreItem, from: Cursor): unknown[] {
    return of.keys.map(({ type, hasher }) => {
      const hash = take(from, WIDTH[hasher])
      const start = from.at
      const key = codec.read(type, from)
      const own = hashed(hasher, concat(from.bytes.subarray(start, from.at)))
      if (!equal(own.subarray(0, hash.length), hash))
        throw new ScaleError('The key is not its hash.')
      return key
    })
  }

  return {
    /** The item whose prefix the bytes begin with. */
    itemAt: (bytes: Uint8Array) => prefixes.get(toHex(bytes.subarray(0, 32))),
    /** The item and keys behind a storage key; undefined when the chain has no such item or the key is malformed. */
    locate(bytes: Uint8Array): Located | undefined {
      const found = prefixes.get(toHex(bytes.subarray(0, 32)))
      if (!found) return undefined
      const from = { bytes, at: 32 }
      try {
        const keys = keysOf(found.of, from)
        return from.at === bytes.length ? { item: found.item, of: found.of, keys } : undefined
      } catch (error) {
        if (error instanceof ScaleError) return undefined
        throw error
      }
    },
    /** The storage key of a row; undefined for an item that this spec does not show. */
    keyOf(item: string, keys: readonly unknown[]): Bytes | undefined {
      const found = byItem.get(item)
      if (!found) return undefined
      const parts = found.of.keys.map(({ type, hasher }, i) =>
        hashed(hasher, codec.encode(type, keys[i])),
      )
      return concat(found.prefix, ...parts)
    },
  }
}

export type StorageKeys = ReturnType<typeof createKeys>
