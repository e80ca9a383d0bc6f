import type { DBSchema, IDBPDatabase } from 'idb'

/**
 * An IndexedDB of one version, opened at the first use, so that the browser of somebody who needs nothing
 * stored is left alone and loads no library for it. Returns a function that runs work on the open database and rejects with whatever failed;
 * the next use then opens anew.
 */
export function database<S extends DBSchema>(
  name: string,
  make: (fresh: IDBPDatabase<S>) => void,
): <T>(work: (open: IDBPDatabase<S>) => Promise<T>) => Promise<T> {
  let opened: Promise<IDBPDatabase<S>> | undefined
  async function begin() {
    const { openDB } = await import('idb')
    return openDB<S>(name, 1, {
      upgrade: make,
      // another tab has a newer console: let it upgrade, and open anew when asked again
      blocking(_current, _blocked, event) {
        const old = event.target as IDBDatabase // the event's target is the database it blocks
        old.close()
        opened = undefined
      },
    })
  }
  const open = () => (opened ??= begin())
  return async (work) => {
    try {
      return await work(await open())
    } catch (error) {
      opened = undefined
      throw error
    }
  }
}

/** Why a browser may not store, for the error that a floor makes of it. */
export const notStored = (what: string): string =>
  `This browser did not let the console ${what}. Private windows and blocked site data do that.`
