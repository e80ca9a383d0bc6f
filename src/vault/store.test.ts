import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { afterEach, expect, test, vi } from 'vitest'
import type { SealedKey } from './record.ts'
import { keyStore } from './store.ts'

const record = (network: string, address: string, createdAt = 1): SealedKey => ({
  version: 1,
  id: `${network} ${address}`,
  kdf: { name: 'scrypt', N: 16, r: 8, p: 1 },
  salt: new Uint8Array(16),
  nonce: new Uint8Array(24),
  box: new Uint8Array(49).fill(3),
  public: { twin: 7, address, curve: 'sr25519', network },
  createdAt,
})
let names = 0
const fresh = () => `keys-${++names}`

afterEach(() => vi.restoreAllMocks())

test('keys are listed by network, oldest first', async () => {
  const store = keyStore(fresh())
  await store.put(record('main', 'b', 2))
  await store.put(record('main', 'a', 1))
  await store.put(record('test', 'c'))
  const { keys, damaged } = await store.list('main')
  expect(keys.map((key) => key.public.address)).toEqual(['a', 'b'])
  expect(damaged).toBe(0)
  expect(keys[0]).toEqual(record('main', 'a', 1))
})

test('sealing an account again replaces its record; removing it leaves the others', async () => {
  const store = keyStore(fresh())
  await store.put(record('main', 'a', 1))
  await store.put(record('main', 'b', 2))
  await store.put(record('main', 'a', 3))
  expect((await store.list('main')).keys.map((key) => key.createdAt)).toEqual([2, 3])
  await store.remove('main a')
  expect((await store.list('main')).keys.map((key) => key.id)).toEqual(['main b'])
})

test('keys outlive the page', async () => {
  const name = fresh()
  await keyStore(name).put(record('main', 'a'))
  expect((await keyStore(name).list('main')).keys).toHaveLength(1)
})

test('a damaged record is counted and hides no other', async () => {
  const name = fresh()
  const store = keyStore(name)
  await store.put(record('main', 'a'))
  const raw = await openDB(name)
  await raw.put('keys', { ...record('main', 'b'), box: 'gone' })
  raw.close()
  expect(await store.list('main')).toMatchObject({ keys: [{ id: 'main a' }], damaged: 1 })
})

test('a browser that does not store says so, and is asked again later', async () => {
  const store = keyStore(fresh())
  vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  await expect(store.list('main')).rejects.toMatchObject({ name: 'VaultError', code: 'storage' })
  await store.put(record('main', 'a'))
  expect((await store.list('main')).keys).toHaveLength(1)
})

test('the twin of a kept key is written into its record, and into no record that is gone', async () => {
  const store = keyStore(fresh())
  await store.put(record('main', 'a', 1))
  expect(await store.setTwin('main a', 99)).toBe(true)
  const sealed = record('main', 'a', 1)
  expect((await store.list('main')).keys).toEqual([
    { ...sealed, public: { ...sealed.public, twin: 99 } },
  ])
  await store.remove('main a')
  expect(await store.setTwin('main a', 99)).toBe(false)
  expect((await store.list('main')).keys).toEqual([])
})
