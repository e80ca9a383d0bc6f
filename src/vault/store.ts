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
  /** Writes the twin of a record's account into it; false when there is no such record. */
  setTwin(id: string, twin: number): Promise<boolean>
  remove(id: string): Promise<void>
  /** Asks the browser not to clear its storage by itself; whether it will not. Some ask the person. */
  persist(): Promise<boolean>
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
        // money may be sent to it as soon as this is done: it must be on the disk by then
        const writing = open.transaction('keys', 'readwrite', { durability: 'strict' })
        await Promise.all([writing.store.put(record), writing.done])
      }),
    setTwin: (id, twin) =>
      attempt('store the key', async (open) => {
        // read and written in one go: another tab may have sealed it anew
        const writing = open.transaction('keys', 'readwrite', { durability: 'strict' })
        const stored = await writing.store.get(id)
        const put = stored && writing.store.put({ ...stored, public: { ...stored.public, twin } })
        await Promise.all([put, writing.done])
        return stored !== undefined
      }),
    remove: (id) => attempt('remove the key', (open) => open.delete('keys', id)),
    persist: async () => {
      // not in Node, nor in pages without a secure origin
      const storage: StorageManager | undefined = globalThis.navigator?.storage
      return (await storage?.persist?.()) ?? false
    },
  }
}
