import { equal } from '#lib/bytes.ts'
import { messageOf } from '#lib/error.ts'
import { VaultError } from '#vault/error.ts'
import type { SealedKey } from '#vault/record.ts'
import type { KeyStore } from '#vault/store.ts'
import { networkKey } from './sessionstate.ts'
import type { SessionStore } from './sessionstore.ts'

/**
 * The keys that this browser keeps sealed for the present network. `onChange` is called when this tab has
 * changed them, for the other tabs to read them again.
 */
export function createKeptKeys(store: KeyStore, session: SessionStore, onChange: () => void) {
  let records: readonly SealedKey[] = []

  const has = (address: string) => records.some((known) => known.public.address === address)

  async function load() {
    const key = networkKey(session.state().endpoints)
    let damaged = 0
    try {
      const found = await store.list(key)
      if (key !== networkKey(session.state().endpoints)) return // the network was changed meanwhile
      records = found.keys
      damaged = found.damaged
    } catch (error) {
      records = []
      session.set({ notice: { kind: 'storage', message: messageOf(error) } })
    }
    const { key: held } = session.state()
    session.set({
      sealed: records.map(({ id, createdAt, public: facts }) => ({ ...facts, id, createdAt })),
      damaged,
      key: held && { ...held, sealed: has(held.address) },
    })
  }

  async function changed() {
    await load()
    onChange()
  }

  return {
    load,
    has,
    find: (id: string) => records.find((known) => known.id === id),
    of: (address: string) => records.find((known) => known.public.address === address),

    /**
     * Stores a record and reads it back: the key in it may be the only one there is. Rejects with
     * VaultError('storage').
     */
    async put(record: SealedKey) {
      await store.put(record)
      const { keys } = await store.list(record.public.network)
      const stored = keys.find((known) => known.id === record.id)
      if (!stored || !equal(stored.box, record.box)) {
        throw new VaultError('storage', 'This browser did not keep the key: it was gone when read.')
      }
      await changed()
    },

    /** Writes the twin of an account into its record, where it has one. Rejects with VaultError('storage'). */
    async setTwin(address: string, twin: number) {
      const record = records.find((known) => known.public.address === address)
      if (record && (await store.setTwin(record.id, twin))) await changed()
    },

    remove: async (id: string) => {
      await store.remove(id)
      await changed()
    },
  }
}

export type KeptKeys = ReturnType<typeof createKeptKeys>
