import type { DBSchema, IDBPDatabase } from 'idb'
import { database } from '#lib/database.ts'

/** Runtime metadata as 0x-hex, by `genesisHash-specVersion`: the key the library itself uses. */
export type KnownMetadata = Record<string, `0x${string}`>

/** Keeps metadata between visits: 190 kB and a round trip less (facts: tfchain.md section 10). */
export interface MetadataCache {
  /** All that is kept; the library takes the entry that fits the chain it meets. */
  all(): Promise<KnownMetadata>
  put(key: string, metadata: `0x${string}`): Promise<void>
}

interface Entry {
  key: string
  metadata: `0x${string}`
  usedAt: number
}
interface Schema extends DBSchema {
  metadata: { key: string; value: Entry; indexes: { usedAt: number } }
}

/** One for each of four networks and one that is being replaced. */
const KEPT = 5

/** The cache in IndexedDB. Where the browser does not store, it is empty: the chain is asked then. */
export function metadataCache(name = 'zos-console-metadata'): MetadataCache {
  const withDb = database<Schema>(name, (fresh) => {
    fresh.createObjectStore('metadata', { keyPath: 'key' }).createIndex('usedAt', 'usedAt')
  })
  // a cache that does not work is an empty cache
  const attempt = <T>(work: (open: IDBPDatabase<Schema>) => Promise<T>, otherwise: T) =>
    withDb(work).catch(() => otherwise)

  return {
    all: () =>
      attempt(
        async (open) =>
          Object.fromEntries(
            (await open.getAll('metadata')).map((entry) => [entry.key, entry.metadata] as const),
          ),
        {},
      ),
    put: (key, metadata) =>
      attempt(async (open) => {
        const change = open.transaction('metadata', 'readwrite')
        await change.store.put({ key, metadata, usedAt: Date.now() })
        const keys = await change.store.index('usedAt').getAllKeys() // oldest first
        for (const old of keys.slice(0, -KEPT)) await change.store.delete(old)
        await change.done
      }, undefined),
  }
}
