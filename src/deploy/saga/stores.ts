import type { DBSchema } from 'idb'
import { database, notStored } from '#lib/database.ts'
import { DeployError } from '../error.ts'
import type { JournalStore } from './ports.ts'
import type { Saga } from './saga.ts'

interface Schema extends DBSchema {
  sagas: { key: string; value: Saga }
}

/** The journal of a browser, in IndexedDB, opened at the first use. Rejects with DeployError `storage`. */
export function browserStore(name = 'zos-console-sagas'): JournalStore {
  const withDb = database<Schema>(name, (fresh) => {
    fresh.createObjectStore('sagas', { keyPath: 'id' })
  })
  const attempt = <T>(work: Parameters<typeof withDb<T>>[0]): Promise<T> =>
    withDb(work).catch((cause: unknown): never => {
      throw new DeployError('storage', notStored('note what is being deployed'), { cause })
    })
  return {
    all: () =>
      attempt(async (open) => {
        const { store } = open.transaction('sagas')
        const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()])
        return keys.map((id, i) => ({ id, value: values[i] as unknown }))
      }),
    get: (id) => attempt((open) => open.get('sagas', id)),
    put: (saga) =>
      attempt(async (open) => {
        // on the disk before it resolves: what follows may cost money
        const writing = open.transaction('sagas', 'readwrite', { durability: 'strict' })
        await writing.store.put(saga)
        await writing.done
      }),
    remove: (id) => attempt((open) => open.delete('sagas', id)),
  }
}

/** A journal that lasts as long as its owner; values are copied, as by a database. */
export function memoryStore(): JournalStore {
  const kept = new Map<string, unknown>()
  return {
    all: async () => [...kept].map(([id, value]) => ({ id, value: structuredClone(value) })),
    get: async (id) => structuredClone(kept.get(id)),
    put: async (saga) => void kept.set(saga.id, structuredClone(saga)),
    remove: async (id) => void kept.delete(id),
  }
}
