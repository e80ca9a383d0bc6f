import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { afterEach, expect, test, vi } from 'vitest'
import { challengeHash } from '#gridtypes/challenge.ts'
import { parseDeployment } from '#gridtypes/deployment.ts'
import { keptCopies, type NewCopy } from './kept.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 0, 1)

let names = 0
/** A store of its own and the clock that it goes by. */
function fresh(name = `kept-${++names}`) {
  let time = START
  const store = keptCopies(name, () => time)
  return { name, store, pass: (ms: number) => (time += ms) }
}

function copy(version: number, more: Partial<NewCopy> = {}): NewCopy {
  const workloads = [{ name: 'd', type: 'zmount', data: { size: 1 }, metadata: 'pass phrase' }]
  const text = JSON.stringify({ version, twin_id: 42, workloads })
  return {
    network: 'main',
    contractId: 7n,
    hash: challengeHash(parseDeployment(text)),
    text,
    at: START + version,
    from: 'sent',
    ...more,
  }
}

afterEach(() => vi.restoreAllMocks())

test('versions of a contract are kept side by side, the newest first', async () => {
  const { store } = fresh()
  await store.put(copy(0))
  await store.put(copy(1))
  await store.put(copy(0, { contractId: 8n }))
  await store.put(copy(0, { network: 'test' }))
  const { copies, fault } = await store.get('main', 7n)
  expect(fault).toBeUndefined()
  expect(copies).toEqual([
    { ...copy(1), twin: 42, version: 1 },
    { ...copy(0), twin: 42, version: 0 },
  ])
})

test('which contracts have a copy is known without reading one, network by network', async () => {
  const { store } = fresh()
  await store.put(copy(0))
  await store.put(copy(1))
  await store.put(copy(0, { contractId: 8n, network: 'main' }))
  await store.put(copy(0, { network: 'main2', contractId: 9n }))
  await store.put(copy(0, { network: 'test' }))
  const wanted = [copy(0), copy(1)].map(({ hash }) => `7 ${hash}`)
  expect(await store.held('main')).toEqual(new Set([...wanted, `8 ${copy(0).hash}`]))
  expect(await store.held('dev')).toEqual(new Set())
})

test('what has another hash, or is no deployment, is refused and quotes nothing', async () => {
  const { store } = fresh()
  const refused = async (more: Partial<NewCopy>) => {
    const error = await store.put(copy(0, more)).catch((thrown: unknown) => thrown)
    expect(String(error)).not.toContain('pass phrase')
    return error
  }
  expect(await refused({ hash: 'ab'.repeat(16) })).toMatchObject({ code: 'mismatch' })
  expect(await refused({ text: '{"pass phrase' })).toMatchObject({ code: 'unreadable' })
  const unknown = '{"workloads":[{"name":"pass phrase","type":"x","data":{}}]}'
  expect(await refused({ text: unknown })).toMatchObject({ code: 'unreadable' })
  const large = `${' '.repeat(2_000_000)}${copy(0).text}`
  expect(await refused({ text: large })).toMatchObject({ code: 'too-large' })
  expect((await store.get('main', 7n)).copies).toEqual([])
})

test('a copy of the same hash stays the one that was first', async () => {
  const { store } = fresh()
  await store.put(copy(0))
  await store.put(copy(0, { at: START + 99, from: 'found' }))
  expect((await store.get('main', 7n)).copies).toMatchObject([{ at: START, from: 'sent' }])
})

test('of one contract the last versions are kept', async () => {
  const { store } = fresh()
  for (let version = 0; version < 9; version++) await store.put(copy(version))
  const { copies } = await store.get('main', 7n)
  expect(copies.map(({ version }) => version)).toEqual([8, 7, 6, 5, 4, 3])
})

test('what nobody looked at for two years goes, what is looked at stays', async () => {
  const { store, pass } = fresh()
  await store.put(copy(0))
  await store.put(copy(0, { contractId: 8n }))
  pass(400 * DAY)
  await store.get('main', 8n)
  pass(400 * DAY)
  await store.put(copy(0, { contractId: 9n }))
  expect((await store.get('main', 7n)).copies).toEqual([])
  expect((await store.get('main', 8n)).copies).toHaveLength(1)
})

test('five hundred copies are kept, and the least looked at go first', async () => {
  const { store, pass } = fresh()
  for (let i = 0n; i < 502n; i++) {
    pass(1)
    await store.put(copy(0, { contractId: i }))
  }
  const kept = async (id: bigint) => (await store.get('main', id)).copies.length
  expect(await Promise.all([0n, 1n, 2n, 501n].map(kept))).toEqual([0, 0, 1, 1])
})

test('copies are forgotten by contract, by twin and by network', async () => {
  const { store } = fresh()
  await store.put(copy(0))
  await store.put(copy(0, { contractId: 8n }))
  await store.put(copy(0, { network: 'test' }))
  const left = async () =>
    Promise.all(
      [
        ['main', 7n],
        ['main', 8n],
        ['test', 7n],
      ].map(
        async ([network, id]) => (await store.get(network as string, id as bigint)).copies.length,
      ), // as written above
    )
  await store.forget({ network: 'main', twin: 43 })
  expect(await left()).toEqual([1, 1, 1])
  await store.forget({ network: 'main', contractId: 7n })
  expect(await left()).toEqual([0, 1, 1])
  await store.forget({ network: 'main', twin: 42 })
  expect(await left()).toEqual([0, 0, 1])
  await store.forget({ network: 'test' })
  expect(await left()).toEqual([0, 0, 0])
})

test('a damaged row hides no other, and is written anew', async () => {
  const { name, store } = fresh()
  await store.put(copy(0))
  await store.put(copy(1))
  const raw = await openDB(name)
  const rows: { version: number }[] = await raw.getAll('copies')
  for (const row of rows) if (row.version === 1) await raw.put('copies', { ...row, text: '{}' })
  raw.close()
  expect((await store.get('main', 7n)).copies.map(({ version }) => version)).toEqual([0])
  await store.put(copy(1))
  expect((await store.get('main', 7n)).copies.map(({ version }) => version)).toEqual([1, 0])
})

test('a browser that does not store has none kept and says so, and is asked again later', async () => {
  const { store } = fresh()
  const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  expect(await store.get('main', 7n)).toEqual({
    copies: [],
    fault: expect.stringMatching(/did not let the console read its kept copies/) as string,
  })
  await expect(store.put(copy(0))).rejects.toMatchObject({ code: 'storage' })
  await expect(store.forget({ network: 'main' })).rejects.toMatchObject({ code: 'storage' })
  open.mockRestore()
  await store.put(copy(0))
  expect((await store.get('main', 7n)).copies).toHaveLength(1)
})
