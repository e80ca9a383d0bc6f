import { deleteDB, openDB, type DBSchema } from 'idb'
import type { KeptChain } from './chain/chain.ts'
import type { Db } from './schema.ts'

interface Schema extends DBSchema {
  grids: { key: string; value: { key: string; savedMs: number; db: Db; chain?: KeptChain } }
}

const NAME = 'zos-console-demo'
/** Grids of tabs that were not seen for this long are thrown away, ms. */
const STALE_MS = 7 * 86_400_000

/** Goes up when the grid's data changes its shape: kept grids of another one are thrown away. */
const SHAPE = 5

const open = () =>
  openDB<Schema>(NAME, SHAPE, {
    upgrade(database) {
      for (const store of database.objectStoreNames) database.deleteObjectStore(store)
      database.createObjectStore('grids', { keyPath: 'key' })
    },
  })

/** Keeps one tab's grid of one world in IndexedDB: a reload is not the end of it. */
export async function createKeep(tab: string, world: string, nowMs: number) {
  const key = `${tab} ${world}`
  const database = await open().catch(async () => {
    await deleteDB(NAME)
    return open()
  })
  for (const old of await database.getAll('grids')) {
    if (nowMs - old.savedMs > STALE_MS) await database.delete('grids', old.key)
  }
  return {
    load: async (): Promise<Db | undefined> => (await database.get('grids', key))?.db,
    /** The chain that was kept with it, where one had been made. */
    loadChain: async (): Promise<KeptChain | undefined> =>
      (await database.get('grids', key))?.chain,
    /** Both at once, so that they never tell of different moments. */
    save: (db: Db, savedMs: number, chain?: KeptChain) =>
      database.put('grids', { key, savedMs, db, ...(chain ? { chain } : {}) }),
    forget: () => database.delete('grids', key),
    close: () => database.close(),
  }
}
