import { equal } from '#lib/bytes.ts'
import { messageOf } from '#lib/error.ts'
import { VaultError } from '#vault/error.ts'
import { losesCipher } from '#vault/material.ts'
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
     * Stores a record and reads it back: the key in it may be the only one there is. One of the same account is
     * replaced, unless a secret to decipher with were lost by it. Rejects with VaultError: `storage`, `refused`.
     */
    async put(record: SealedKey) {
      const { keys: before } = await store.list(record.public.network)
      const replaced = before.find((known) => known.id === record.id)
      if (replaced && losesCipher(replaced.box, record.box)) {
        throw new VaultError(
          'refused',
          'This account’s key is kept here already, with a secret to decipher answers that the key now unlocked does not have. It was left as it is: unlock the kept one, or forget it first.',
        )
      }
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

    /** Asks that the browser keep what is stored here also when room is short; what it says is its affair. */
    persist: () => void store.persist().catch(() => {}),

    remove: async (id: string) => {
      await store.remove(id)
      await changed()
    },
  }
}

export type KeptKeys = ReturnType<typeof createKeptKeys>
