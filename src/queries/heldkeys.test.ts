import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { secretFromSeed } from '@scure/sr25519'
import { afterEach, expect, test, vi } from 'vitest'
import { fromHex } from '#lib/bytes.ts'
import { fromSs58 } from '#lib/ss58.ts'
import * as ed25519 from '#rmb/ed25519.ts'
import { miniSecret } from '#rmb/keys.ts'
import { layout, madeKeystore } from '#vault/keystoretesting.ts'
import { keyStore } from '#vault/store.ts'
import { connectKeys } from './keys.ts'
import {
  ED,
  endAll,
  endLater,
  fakeChannels,
  setUp,
  SR,
  startWorker,
  WORDS,
} from './sessiontesting.ts'

// The kinds of keys beside a typed one: made here, imported, held without a twin; and what they sign.

const PASSWORD = 'keystore password'
const sample = (name: string) =>
  readFileSync(new URL(`../vault/samples/keystore-${name}.json`, import.meta.url), 'utf8')

/** The sr25519 sample's key in a file that opens at once. */
const quick = async () => {
  const account = fromSs58(SR)!
  const secret = secretFromSeed(miniSecret(WORDS))
  const plain = layout(secret, account)
  return JSON.stringify(await madeKeystore({ plain, account, password: PASSWORD, N: 2 ** 12 }))
}

let stores = 0
const oneStore = () => keyStore(`held-${++stores}`)

/** The console opened anew over the same browser. */
async function reloaded(
  store: ReturnType<typeof oneStore>,
  options: Parameters<typeof setUp>[0] = {},
) {
  const tab = setUp({ ...options, store })
  await vi.waitFor(() => expect(tab.session.state().sealed).not.toEqual([]))
  return { ...tab, id: tab.session.state().sealed[0]!.id } // one at least
}

afterEach(endAll)

test('a key made here is held, kept and told; it speaks for nobody yet', async () => {
  const { session, spoke } = setUp({ twins: {} })
  const key = await session.makeSessionKey({ password: 'p' })
  expect(key).toMatchObject({ curve: 'ed25519', kind: 'session', twin: null, sealed: true })
  expect(key.pk).toHaveLength(33)
  expect(session.state()).toMatchObject({
    phase: 'unlocked',
    key,
    twin: null,
    sealed: [{ kind: 'session', twin: null, address: key.address }],
  })
  expect(spoke).toEqual([])
})

test('nobody learns the address of a key that could not be stored', async () => {
  const refuses = { ...oneStore(), put: () => Promise.reject(new Error('No room.')) }
  const forgets = { ...oneStore(), put: () => Promise.resolve() }
  for (const store of [refuses, forgets]) {
    const { session } = setUp({ store })
    const seen: unknown[] = []
    session.subscribe(() => seen.push(session.state().key))
    await expect(session.makeSessionKey({ password: 'p' })).rejects.toBeInstanceOf(Error)
    expect(seen.every((key) => key === null)).toBe(true)
    expect(session.state()).toMatchObject({ phase: 'locked', key: null })
  }
})

test('the key is in the store before its address is told', async () => {
  const store = oneStore()
  const { session } = setUp({ store })
  const stored: Promise<unknown[]>[] = []
  session.subscribe(() => {
    if (session.state().key) stored.push(store.list('main').then(({ keys }) => keys))
  })
  const { address } = await session.makeSessionKey({ password: 'p' })
  expect(await stored[0]).toMatchObject([{ public: { address } }])
})

test('a reload before its twin exists loses nothing: the same key opens, and speaks once its twin is told', async () => {
  const store = oneStore()
  const first = setUp({ store, twins: {} })
  const { address, pk } = await first.session.makeSessionKey({ password: 'p' })
  const { session, spoke, id } = await reloaded(store, { twins: {} })
  await session.unlockSealed(id, 'p')
  expect(session.state()).toMatchObject({ key: { address, pk, twin: null, kind: 'session' } })
  await session.keySpeaks(4711)
  expect(session.state()).toMatchObject({
    key: { address, twin: 4711 },
    twin: { twin: 4711, address, kind: 'session', curve: 'ed25519', pk },
    sealed: [{ twin: 4711 }],
  })
  expect(spoke.at(-1)?.twin).toBe(4711)
  await expect(spoke.at(-1)!.token({ sid: 's', iat: 1, exp: 2 })).resolves.toBeDefined()
  // and the next time it speaks at once
  const next = await reloaded(store, { twins: {} })
  await next.session.unlockSealed(next.id, 'p')
  expect(next.session.state().twin).toMatchObject({ twin: 4711, kind: 'session' })
})

test('a twin that was made while the console was closed is found when its key is unlocked', async () => {
  const store = oneStore()
  const { address } = await setUp({ store, twins: {} }).session.makeSessionKey({ password: 'p' })
  const { session, id } = await reloaded(store, { twins: { [address]: 99 } })
  await session.unlockSealed(id, 'p')
  await vi.waitFor(() => expect(session.state().twin).toMatchObject({ twin: 99 }))
  expect(session.state().sealed).toMatchObject([{ twin: 99 }])
})

test('a grid proxy that cannot be asked leaves such a key held', async () => {
  const store = oneStore()
  await setUp({ store, twins: {} }).session.makeSessionKey({ password: 'p' })
  const { session, id } = await reloaded(store, {
    twinOfAccount: () => Promise.reject(new Error('down')),
  })
  await session.unlockSealed(id, 'p')
  expect(session.state()).toMatchObject({ phase: 'unlocked', twin: null, notice: null })
})

test('a record that cannot be written does not keep the twin from speaking, and is told', async () => {
  const store = { ...oneStore(), setTwin: () => Promise.reject(new Error('No room.')) }
  const { session } = setUp({ store, twins: {} })
  await session.makeSessionKey({ password: 'p' })
  await session.keySpeaks(8)
  expect(session.state()).toMatchObject({
    twin: { twin: 8 },
    notice: { kind: 'not-stored', message: 'No room.' },
  })
})

test('with no key held, nobody begins to speak and nothing is signed', async () => {
  const { session } = setUp()
  await expect(session.keySpeaks(8)).rejects.toMatchObject({ code: 'no-key' })
  await expect(session.signExtrinsic(new Uint8Array(4))).rejects.toMatchObject({ code: 'no-key' })
  await expect(session.signHash('0'.repeat(32), '')).rejects.toMatchObject({ code: 'no-key' })
  await expect(session.makeCipherKey({ password: 'p' })).rejects.toMatchObject({ code: 'no-key' })
})

test('locking while a key is made leaves none held; what was stored opens later', async () => {
  const store = oneStore()
  const putting = Promise.withResolvers<void>()
  const slow = {
    ...store,
    put: async (record: Parameters<typeof store.put>[0]) => {
      await store.put(record)
      session.lock()
      putting.resolve()
    },
  }
  const { session } = setUp({ store: slow, twins: {} })
  const making = session.makeSessionKey({ password: 'p' })
  await putting.promise
  await expect(making).rejects.toMatchObject({ name: 'AbortError' })
  expect(session.state()).toMatchObject({ phase: 'locked', key: null })
  const again = await reloaded(store, { twins: {} })
  await again.session.unlockSealed(again.id, 'p')
  expect(again.session.state().key).toMatchObject({ kind: 'session', sealed: true })
})

test('giving up while a key is made leaves who held before, and nothing stored', async () => {
  const { session } = setUp()
  await session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
  const making = session.makeSessionKey({ password: 'p' })
  session.cancel()
  await expect(making).rejects.toBeInstanceOf(Error)
  expect(session.state()).toMatchObject({ phase: 'unlocked', twin: { twin: 42 }, sealed: [] })
})

test('a key held without a twin takes the place of the twin that spoke, and locks like one', async () => {
  const channels = fakeChannels()
  const [one, two] = [setUp({ channel: channels() }), setUp({ channel: channels() })]
  await one.session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
  await one.session.makeSessionKey({ password: 'p' })
  expect(one.spoke.map((identity) => identity?.twin ?? null)).toEqual([42, null])
  await two.session.makeSessionKey({ password: 'p' })
  one.session.lock()
  expect(two.session.state()).toMatchObject({
    phase: 'locked',
    key: null,
    notice: { kind: 'elsewhere' },
  })
  await expect(two.session.signExtrinsic(new Uint8Array(4))).rejects.toMatchObject({
    code: 'no-key',
  })
})

test('a key held without a twin locks when idle, and what a person does puts it off', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  try {
    const { session } = setUp({ twins: {} })
    session.setAutoLock(5 * 60_000)
    await session.makeSessionKey({ password: 'p' })
    vi.advanceTimersByTime(4 * 60_000)
    session.touch()
    await session.signHash('0'.repeat(32), '') // answered after it was reported: the Worker has seen it
    vi.advanceTimersByTime(4 * 60_000)
    expect(session.state().phase).toBe('unlocked')
    vi.advanceTimersByTime(61_000)
    await vi.waitFor(() =>
      expect(session.state()).toMatchObject({
        phase: 'locked',
        key: null,
        notice: { kind: 'idle' },
      }),
    )
  } finally {
    vi.useRealTimers()
  }
})

test('a key kept or forgotten in one tab is so in the others', async () => {
  const [channels, store] = [fakeChannels(), oneStore()]
  const [one, two] = [
    setUp({ channel: channels(), store, twins: {} }),
    setUp({ channel: channels(), store, twins: {} }),
  ]
  await one.session.makeSessionKey({ password: 'p' })
  await vi.waitFor(() => expect(two.session.state().sealed).toHaveLength(1))
  expect(two.session.state().phase).toBe('locked')
  const { id } = two.session.state().sealed[0]!
  await two.session.forget(id)
  await vi.waitFor(() => expect(one.session.state().key).toMatchObject({ sealed: false }))
  expect(one.session.state().phase).toBe('unlocked')
})

test('signing is for the account that is held, and for no other', async () => {
  const { session } = setUp()
  await session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
  expect(await session.signExtrinsic(new Uint8Array(91), SR)).toMatch(/^0x01[0-9a-f]{128}$/)
  await expect(session.signExtrinsic(new Uint8Array(91), ED)).rejects.toMatchObject({
    code: 'no-key',
    message: expect.stringContaining(ED),
  })
  const { signature, signature_type } = await session.signHash('0'.repeat(32), 'polka-wallet', SR)
  expect(signature).toMatch(/^[0-9a-f]{128}$/)
  expect(signature_type).toBe('sr25519')
  await expect(session.signHash('no hash', '')).rejects.toMatchObject({ code: 'refused' })
})

test('what a made key signs verifies with its address', async () => {
  const { session } = setUp({ twins: {} })
  const { address } = await session.makeSessionKey({ password: 'p' })
  const payload = new Uint8Array(91).fill(3)
  const signature = fromHex(await session.signExtrinsic(payload, address))!
  expect(signature[0]).toBe(0)
  expect(await ed25519.verify(fromSs58(address)!, payload, signature.subarray(1))).toBe(true)
})

test('a secret whose account has no twin is held when the person chooses so', async () => {
  const { session, spoke } = setUp({ twins: {} })
  const given = { secret: WORDS, curve: 'sr25519', withoutTwin: true } as const
  await session.unlockWithSecret(given)
  expect(session.state()).toMatchObject({
    phase: 'unlocked',
    twin: null,
    key: { address: SR, kind: 'vault', twin: null, sealed: false },
  })
  await session.keySpeaks(5)
  expect(spoke.at(-1)).toMatchObject({ twin: 5 })
})

test('the other curve’s twin is offered first even then; who insists is believed', async () => {
  const { session } = setUp({ twins: { [ED]: 77 } })
  const given = { secret: WORDS, curve: 'sr25519', withoutTwin: true } as const
  await expect(session.unlockWithSecret(given)).rejects.toMatchObject({ code: 'other-curve' })
  expect(session.state().offer).toEqual({ curve: 'ed25519', twin: 77 })
  await session.unlockWithSecret(given)
  expect(session.state()).toMatchObject({ key: { address: SR, twin: null }, offer: null })
})

test('an sr25519 keystore speaks as its twin without a key to decipher with, and is kept so', async () => {
  const store = oneStore()
  const { session, spoke } = setUp({ store })
  const onTaken = vi.fn()
  await session.unlockWithKeystore({
    file: sample('sr25519'),
    password: PASSWORD,
    remember: 'p',
    onTaken,
  })
  expect(onTaken).toHaveBeenCalledOnce()
  expect(session.state()).toMatchObject({
    twin: { twin: 42, address: SR, kind: 'keystore', pk: undefined },
    key: { twin: 42, sealed: true, pk: undefined },
    sealed: [{ kind: 'keystore', twin: 42, curve: 'sr25519' }],
  })
  expect(await spoke.at(-1)!.token({ sid: 's', iat: 1, exp: 2 })).toBeDefined()
  const again = await reloaded(store)
  await again.session.unlockSealed(again.id, 'p')
  expect(again.session.state().twin).toMatchObject({ kind: 'keystore', pk: undefined })
})

test('an ed25519 keystore gives the same keys as its mnemonic', async () => {
  const { session } = setUp({ twins: { [ED]: 77 } })
  await session.unlockWithKeystore({ file: sample('ed25519'), password: PASSWORD })
  const { pk } = session.state().twin!
  await session.unlockWithSecret({ secret: WORDS, curve: 'ed25519' })
  expect(session.state().twin).toMatchObject({ twin: 77, pk })
})

test('a keystore whose account has no twin says so, and is held when the person chooses so', async () => {
  const { session } = setUp({ twins: {} })
  const given = { file: await quick(), password: PASSWORD }
  await expect(session.unlockWithKeystore(given)).rejects.toMatchObject({
    code: 'no-twin',
    message: expect.stringContaining(SR),
  })
  await session.unlockWithKeystore({ ...given, withoutTwin: true })
  expect(session.state().key).toMatchObject({ address: SR, kind: 'keystore', twin: null })
})

test('deriving a keystore’s key shows its progress', async () => {
  const { session } = setUp()
  const seen = new Set<number | null>()
  session.subscribe(() => seen.add(session.state().progress))
  await session.unlockWithKeystore({ file: await quick(), password: PASSWORD })
  expect(seen.size).toBeGreaterThan(20)
  expect(session.state().progress).toBeNull()
})

test('a keystore that is refused leaves who spoke before', async () => {
  const { session } = setUp()
  await session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
  const file = await quick()
  await expect(session.unlockWithKeystore({ file, password: 'not it' })).rejects.toMatchObject({
    name: 'VaultError',
    code: 'wrong-password',
  })
  await expect(
    session.unlockWithKeystore({ file: sample('ecdsa'), password: PASSWORD }),
  ).rejects.toMatchObject({ code: 'unsupported' })
  expect(session.state()).toMatchObject({ phase: 'unlocked', twin: { twin: 42, kind: 'vault' } })
})

test('a cipher key is stored before it is told, used at once, and there after a reload', async () => {
  const store = oneStore()
  const { session, spoke } = setUp({ store })
  await session.unlockWithKeystore({ file: await quick(), password: PASSWORD, remember: 'p' })
  const before = (await store.list('main')).keys[0]!
  await expect(session.makeCipherKey({ password: 'mistyped' })).rejects.toMatchObject({
    code: 'wrong-password',
  })
  expect((await store.list('main')).keys).toEqual([before])
  const pk = await session.makeCipherKey({ password: 'p' })
  expect(pk).toHaveLength(33)
  expect(session.state()).toMatchObject({ twin: { pk, twin: 42 }, key: { pk }, progress: null })
  expect(spoke.at(-1)).toMatchObject({ twin: 42, pk })
  const again = await reloaded(store)
  expect(again.session.state().sealed).toHaveLength(1)
  await again.session.unlockSealed(again.id, 'p')
  expect(again.session.state().twin).toMatchObject({ pk })
  expect(await again.session.makeCipherKey({ password: 'p' })).toEqual(pk) // asked again: the same
})

test('a cipher key that could not be stored is not used and not told', async () => {
  const store = { ...oneStore(), put: () => Promise.reject(new Error('No room.')) }
  const { session } = setUp({ store })
  await session.unlockWithKeystore({ file: await quick(), password: PASSWORD })
  await expect(session.makeCipherKey({ password: 'p' })).rejects.toThrow('No room.')
  expect(session.state()).toMatchObject({ twin: { pk: undefined }, key: { pk: undefined } })
})

test('locking while a cipher key is made tells nobody of it', async () => {
  const { session } = setUp()
  await session.unlockWithKeystore({ file: await quick(), password: PASSWORD })
  const making = session.makeCipherKey({ password: 'p' })
  session.lock()
  await expect(making).rejects.toBeInstanceOf(Error)
  expect(session.state()).toMatchObject({ key: null, twin: null, phase: 'locked' })
})

test('locking while a key begins to speak leaves nobody speaking', async () => {
  const real = connectKeys(startWorker)
  endLater(() => real.lock())
  const { session, spoke } = setUp({
    twins: {},
    keys: {
      ...real,
      speak: async (twin, address) => {
        const speaking = await real.speak(twin, address)
        session.lock()
        return speaking
      },
    },
  })
  await session.makeSessionKey({ password: 'p' })
  await expect(session.keySpeaks(9)).rejects.toMatchObject({ name: 'AbortError' })
  expect(session.state()).toMatchObject({ twin: null, key: null })
  expect(spoke.filter((identity) => identity !== null)).toEqual([])
})

test('told twice at once that its twin is there, a key speaks, and nobody is refused', async () => {
  const { session } = setUp({ twins: {} })
  await session.makeSessionKey({ password: 'p' })
  await Promise.all([session.keySpeaks(9), session.keySpeaks(9), session.keySpeaks(9)])
  expect(session.state().twin).toMatchObject({ twin: 9 })
})

test('a cipher key made while the twin becomes known is used by it', async () => {
  const { session, spoke } = setUp({ twins: {} })
  await session.unlockWithKeystore({
    file: await quick(),
    password: PASSWORD,
    withoutTwin: true,
  })
  const [pk] = await Promise.all([session.makeCipherKey({ password: 'p' }), session.keySpeaks(9)])
  expect(session.state()).toMatchObject({ twin: { twin: 9, pk }, key: { twin: 9, pk } })
  expect(spoke.at(-1)).toMatchObject({ twin: 9, pk })
})

test('a kept cipher key is not lost when its keystore is brought in again, and is found again', async () => {
  const store = oneStore()
  const { session } = setUp({ store })
  const given = { file: await quick(), password: PASSWORD, remember: 'p' }
  await session.unlockWithKeystore(given)
  const pk = await session.makeCipherKey({ password: 'p' })
  const again = await reloaded(store)
  await again.session.unlockWithKeystore({ ...given, remember: 'other' })
  expect(again.session.state()).toMatchObject({
    twin: { twin: 42, pk: undefined },
    notice: { kind: 'not-stored', message: expect.stringContaining('left as it is') },
  })
  expect(await again.session.makeCipherKey({ password: 'p' })).toEqual(pk)
  expect(again.session.state().twin).toMatchObject({ pk })
})
