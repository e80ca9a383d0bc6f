import type { KeyStore } from '#vault/store.ts'

/** A store of keys whose code is loaded when it is first asked; one that cannot be loaded is tried again. */
export function laterStore(load: () => Promise<KeyStore>): KeyStore {
  let loading: Promise<KeyStore> | undefined
  const store = () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }
  return {
    list: async (network) => (await store()).list(network),
    put: async (record) => (await store()).put(record),
    setTwin: async (id, twin) => (await store()).setTwin(id, twin),
    remove: async (id) => (await store()).remove(id),
    persist: async () => (await store()).persist(),
  }
}
