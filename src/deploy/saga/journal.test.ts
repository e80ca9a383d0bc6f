import 'fake-indexeddb/auto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDB } from 'idb'
import { afterEach, describe, expect, test } from 'vitest'
import { asContract } from '#lib/ids.ts'
import { fileLocks } from './filelocks.ts'
import { fileStore } from './filestore.ts'
import { readJournal } from './journal.ts'
import { realmLocks, tabLocks } from './locks.ts'
import { withPart, type Saga } from './saga.ts'
import { create, sagaOf } from './samples.ts'
import { browserStore, memoryStore } from './stores.ts'

const folders: string[] = []
async function folder() {
  const made = await mkdtemp(join(tmpdir(), 'zos-console-journal-'))
  folders.push(made)
  return made
}
afterEach(async () => {
  for (const made of folders.splice(0)) await rm(made, { recursive: true })
})

const saga: Saga = withPart(
  sagaOf('a/b', [create('one')], {
    tx: {
      calls: [{ call: 'cancel', part: 0, contractId: asContract(18_446_744_073_709_551_615n) }],
      signed: { hash: '0x1', account: 'a', nonce: 1, born: 2, dies: 3, genesisHash: '0x2' },
    },
  }),
  0,
  { contractId: asContract(7n) },
)

let databases = 0
const stores = {
  memory: async () => memoryStore(),
  browser: async () => browserStore(`sagas ${++databases}`),
  file: async () => fileStore(await folder()),
}

describe('a journal gives back what was noted, whatever it is kept in', () => {
  for (const [name, make] of Object.entries(stores)) {
    test(name, async () => {
      const store = await make()
      expect(await readJournal(store)).toEqual({ sagas: [], damaged: [] })
      await store.put(saga)
      await store.put({ ...sagaOf('newer', [create('two')]), madeAt: saga.madeAt + 1 })
      await store.put({ ...saga, seq: 5 })
      const { sagas, damaged } = await readJournal(store)
      expect(damaged).toEqual([])
      expect(sagas.map(({ id }) => id)).toEqual(['newer', 'a/b'])
      expect(sagas[1]).toEqual({ ...saga, seq: 5 })
      await store.remove('newer')
      expect((await readJournal(store)).sagas).toHaveLength(1)
      expect(await store.get('newer')).toBeUndefined()
    })
  }
})

test('a damaged entry is told and stays', async () => {
  const path = await folder()
  const store = fileStore(path)
  await store.put(saga)
  const [file] = await readdir(path)
  await writeFile(join(path, 'torn.saga.json'), '{"v":1,')
  await writeFile(
    join(path, 'odd.saga.json'),
    JSON.stringify({ ...sagaOf('odd', [create('x')]), v: 9 }),
  )
  const { sagas, damaged } = await readJournal(store)
  expect(sagas.map(({ id }) => id)).toEqual(['a/b'])
  expect(damaged.map(({ id, fault }) => [id, fault])).toEqual([
    ['odd', expect.stringContaining('v:')],
    ['torn', expect.any(String)],
  ])
  expect(damaged[1]?.value).toBe('{"v":1,')
  expect(new Set(await readdir(path))).toEqual(new Set([file, 'odd.saga.json', 'torn.saga.json']))
})

test('a damaged entry of the browser is told too', async () => {
  const store = browserStore('sagas damaged')
  await store.put(saga)
  const open = await openDB('sagas damaged', 1)
  await open.put('sagas', { id: 'half', v: 1 })
  open.close()
  const { damaged } = await readJournal(store)
  expect(damaged.map(({ id }) => id)).toEqual(['half'])
})

test('of two in one realm, one takes the lock', async () => {
  const locks = realmLocks()
  const release = await locks.take('s')
  expect(await locks.take('s')).toBeUndefined()
  expect(await locks.take('t')).toBeDefined()
  release?.()
  expect(await locks.take('s')).toBeDefined()
})

test('a lock file of a process that is no more is taken over, one of a living process is not', async () => {
  const path = await folder()
  const locks = fileLocks(path)
  const release = await locks.take('s')
  expect(await locks.take('s')).toBeUndefined()
  release?.()
  // no process has this number: it is above what the system gives
  await writeFile(join(path, 's.lock'), '99999999')
  expect(await locks.take('s')).toBeDefined()
  await writeFile(join(path, 'other.lock'), String(process.ppid))
  expect(await locks.take('other')).toBeUndefined()
  expect((await readdir(path)).toSorted()).toEqual(['other.lock', 's.lock'])
})

test('among tabs the browser’s lock is held until it is let go', async () => {
  const held = new Set<string>()
  // as navigator.locks does it with ifAvailable
  const request = async (
    name: string,
    _options: object,
    work: (lock: object | null) => unknown,
  ) => {
    if (held.has(name)) return work(null)
    held.add(name)
    await work({})
    held.delete(name)
  }
  const locks = tabLocks({ request: request as LockManager['request'] })
  const release = await locks.take('s')
  expect([...held]).toEqual(['zos-console.saga.s'])
  expect(await locks.take('s')).toBeUndefined()
  release?.()
  await Promise.resolve()
  await Promise.resolve()
  expect(held.size).toBe(0)
})
