import type { DBSchema, IDBPDatabase } from 'idb'
import { database, notStored } from '#lib/database.ts'
import { VaultError } from './error.ts'
import { parseSealed, type SealedKey } from './record.ts'

interface Schema extends DBSchema {
  keys: { key: string; value: SealedKey; indexes: { network: string } }
}

export interface KeyStore {
  /** The sealed keys of one network, oldest first, and how many records could not be read. */
  list(network: string): Promise<{ keys: SealedKey[]; damaged: number }>
  /** Writes a record; one of the same account and network is replaced. */
  put(record: SealedKey): Promise<void>
  remove(id: string): Promise<void>
}

/**
 * Sealed keys in IndexedDB. Opened at the first use, so that a visitor's browser is left alone. Every
 * function rejects with VaultError('storage') where the browser does not let the console store.
 */
export function keyStore(name = 'zos-console-keys'): KeyStore {
  const withDb = database<Schema>(name, (fresh) => {
    fresh.createObjectStore('keys', { keyPath: 'id' }).createIndex('network', 'public.network')
  })
  const attempt = <T>(what: string, work: (open: IDBPDatabase<Schema>) => Promise<T>) =>
    withDb(work).catch((cause: unknown): never => {
      throw new VaultError('storage', notStored(what), { cause })
    })

  return {
    list: (network) =>
      attempt('read the stored keys', async (open) => {
        const stored: unknown[] = await open.getAllFromIndex('keys', 'network', network)
        const keys = stored.flatMap((value) => parseSealed(value) ?? [])
        keys.sort((a, b) => a.createdAt - b.createdAt)
        return { keys, damaged: stored.length - keys.length }
      }),
    put: (record) =>
      attempt('store the key', async (open) => {
        await open.put('keys', record)
      }),
    remove: (id) => attempt('remove the key', (open) => open.delete('keys', id)),
  }
}
