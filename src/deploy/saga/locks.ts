import type { SagaLocks } from './ports.ts'

/** Locks among the drivers of one realm. */
export function realmLocks(): SagaLocks {
  const held = new Set<string>()
  return {
    async take(id) {
      if (held.has(id)) return undefined
      held.add(id)
      return () => void held.delete(id)
    },
  }
}

/** The part of the browser's lock manager that is used. */
type Manager = Pick<LockManager, 'request'>

/** Locks among all tabs of a browser: one that ends, however it ends, lets go. */
export function tabLocks(manager: Manager): SagaLocks {
  return {
    take: (id) =>
      new Promise((resolve, reject) => {
        manager
          .request(`zos-console.saga.${id}`, { ifAvailable: true }, (lock) => {
            if (!lock) return resolve(undefined)
            // held until this is resolved
            return new Promise<void>((release) => resolve(release))
          })
          .catch(reject)
      }),
  }
}
