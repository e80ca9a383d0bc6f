import { BaseError, isAbort, messageOf } from '#lib/error.ts'
import type { Curve } from '#rmb/identity.ts'
import type { Holding } from './holding.ts'
import type { Keys } from './keys.ts'
import type { KeptKeys } from './keptkeys.ts'
import { type DemoIdentity, type HeldKey, networkKey, SessionError } from './sessionstate.ts'
import type { SessionStore } from './sessionstore.ts'

/** How a key comes in: typed, from a file, made here, or kept here. */
export function createWaysIn(needs: {
  keys: Keys
  kept: KeptKeys
  session: SessionStore
  holding: Holding
}) {
  const { keys, kept, holding } = needs
  const { state, set, onProgress } = needs.session
  const network = () => networkKey(state().endpoints)

  /** Seals the held key. That it could not be stored does not lock it: it is told beside. */
  async function keep(password: string) {
    try {
      await kept.put(await keys.seal(password, network(), { onProgress }))
    } catch (error) {
      set({ notice: { kind: 'not-stored', message: messageOf(error) } })
    } finally {
      set({ progress: null })
    }
  }

  return {
    /**
     * Unlocks by a mnemonic or hex seed. The secret goes to the Worker and is kept nowhere else;
     * `remember` is a password to seal it under in this browser. `onTaken` is called as soon as the
     * Worker has it: a form empties its field there, and may keep it for mending where it was refused.
     * With `withoutTwin` the key is held although its account has no twin here, so that one can be made.
     * Rejects with SecretFault, SessionError or VaultError.
     */
    unlockWithSecret: (input: {
      secret: string
      curve: Curve
      remember?: string | undefined
      withoutTwin?: boolean
      onTaken?: () => void
    }): Promise<void> => {
      const lookUp = { without: input.withoutTwin ?? false, told: state().offer?.twin }
      return holding.unlocking(async (signal, hold) => {
        const derived = await keys.derive(input.secret, input.curve)
        input.onTaken?.()
        signal.throwIfAborted()
        const twin = await holding.lookUp(derived, signal, lookUp)
        signal.throwIfAborted()
        hold(await keys.adopt(twin, derived.curve))
        if (input.remember) await keep(input.remember)
      })
    },

    /** Takes the other curve's twin after `other-curve`, without the secret being typed again. */
    acceptOffer: (input: { remember?: string | undefined } = {}): Promise<void> => {
      const { offer } = state()
      return holding.unlocking(async (_signal, hold) => {
        if (!offer) throw new SessionError('no-twin', 'There is no other account to take.')
        hold(await keys.adopt(offer.twin, offer.curve))
        if (input.remember) await keep(input.remember)
      })
    },

    /**
     * Unlocks by a keystore file of Polkadot{.js}, JSON version 3, and its password; deriving takes seconds, told
     * in `progress`. The rest as in `unlockWithSecret`. Rejects with SessionError or VaultError.
     */
    unlockWithKeystore: (input: {
      file: string
      password: string
      remember?: string | undefined
      withoutTwin?: boolean
      onTaken?: () => void
    }): Promise<void> =>
      holding.unlocking(async (signal, hold) => {
        const derived = await keys.openKeystore(input.file, input.password, { signal, onProgress })
        input.onTaken?.()
        set({ progress: null })
        signal.throwIfAborted()
        const twin = await holding.lookUp(derived, signal, {
          without: input.withoutTwin ?? false,
          told: undefined,
        })
        signal.throwIfAborted()
        hold(await keys.adopt(twin, derived.curve))
        if (input.remember) await keep(input.remember)
      }),

    /**
     * Makes an ed25519 key in the Worker, seals it under `password` and stores it, and only then holds it and
     * tells its address: money may be sent there at once. It has no twin yet. Rejects with VaultError.
     */
    makeSessionKey: ({ password }: { password: string }): Promise<HeldKey> =>
      holding.unlocking(async (signal, hold) => {
        const record = await keys.make(password, network(), { signal, onProgress })
        signal.throwIfAborted()
        try {
          await kept.put(record)
        } catch (error) {
          keys.discard()
          throw error
        }
        kept.persist()
        signal.throwIfAborted()
        hold(await keys.adopt(null, record.public.curve))
        const { key } = state()
        if (!key) throw new SessionError('no-key', 'The key was locked as soon as it was made.')
        return key
      }),

    /**
     * Unlocks a key that is sealed in this browser. One that was kept without a twin is held without speaking;
     * should it have got a twin meanwhile, it speaks as soon as the grid proxy says so.
     */
    async unlockSealed(id: string, password: string): Promise<void> {
      await holding.unlocking(async (signal, hold) => {
        const record = kept.find(id)
        if (!record) throw new SessionError('no-record', 'This sealed key is no longer there.')
        hold(await keys.unlock(record, password, { signal, onProgress }))
      })
      if (state().key?.twin === null) void holding.findTwin()
    },

    /**
     * Makes the secret that an sr25519 keystore lacks, to decipher answers with; it is sealed with the key under
     * `password` (the one it is kept under, where it is kept) and stored before its public half, 33 bytes, is
     * given: the grid may then be told of it. Rejects with SessionError or VaultError.
     */
    async makeCipherKey({ password }: { password: string }): Promise<Uint8Array> {
      const { key, still } = holding.withHeld()
      try {
        await kept.load()
        const input = { password, network: network(), record: kept.of(key.address) }
        const record = await keys.sealWithCipher(input, { onProgress })
        still()
        await kept.put(record)
        still()
        const unlocked = await holding.inTurn(async () => {
          still()
          const able = await keys.useCipher()
          still()
          holding.tell(able)
          return able
        })
        if (!unlocked.pk) throw new SessionError('no-key', 'The key still has no cipher key.')
        return unlocked.pk
      } finally {
        set({ progress: null })
      }
    },

    /** Seals the held key under a password, in this browser. */
    keep,

    /** Becomes one of the demo grid's people. */
    becomeDemo: async (person: DemoIdentity): Promise<void> => {
      try {
        await holding.unlocking(async (signal, hold) => {
          await keys.derive(person.secret, person.curve)
          signal.throwIfAborted()
          hold(await keys.adopt(person.twin, person.curve), person.name)
        })
      } catch (error) {
        // another choice was made meanwhile, and that one counts
        const overtaken = error instanceof BaseError && error.code === 'locked'
        if (!overtaken && !isAbort(error)) throw error
      }
    },
  }
}
