import { expect, test } from 'vitest'
import { ProxyError, type ProxyErrorCode } from '#gridproxy/error.ts'
import type { GridContract } from '#gridproxy/schemas.ts'
import type { DirectoryEntry } from '#gridproxy/twins.ts'
import { createMemory } from './remembered.ts'

const bytes = (fill: number, length = 32) => new Uint8Array(length).fill(fill)
const people: Record<number, DirectoryEntry> = {
  42: { twin: 42, account: bytes(1), pk: bytes(2, 33), relay: 'relay.example' },
  2908: { twin: 2908, account: bytes(3), pk: bytes(4, 33) },
  5001: { twin: 5001, account: bytes(5) },
}
const proxy = async (twin: number) => people[twin]
const mute =
  (code: ProxyErrorCode = 'unreachable') =>
  async () => {
    throw new ProxyError(code, 'The grid proxy could not be reached.')
  }
const node = (nodeId: number, twinId: number) => ({ nodeId, twinId, farmName: 'Farm' })
const contract = (contract_id: bigint, type = 'node') =>
  ({
    contract_id,
    twin_id: 42,
    state: 'Created',
    created_at: 7,
    type,
    details: { nodeId: 11, deployment_data: '{}', number_of_public_ips: 1 },
  }) as unknown as GridContract // the part of one that is kept

function browser() {
  const held = new Map<string, string>()
  return {
    held,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  }
}

/** A browser that has seen node 11 answer twin 42. */
async function visited() {
  const storage = browser()
  const memory = createMemory(storage, () => 1000)
  const directory = memory.directory('main', 42, proxy)
  await directory(42)
  await directory(2908)
  memory.keepContracts('main', 42, [contract(41_532n), contract(41_533n, 'name')])
  memory.keepNode('main', 42, node(11, 2908))
  return storage
}

test('after a reload without the proxy, nodes that held deployments are found as before', async () => {
  const memory = createMemory(await visited())
  const directory = memory.directory('main', 42, mute())
  expect(await directory(2908)).toEqual(people[2908])
  expect(await directory(42)).toEqual(people[42])
  expect(memory.recall('main', 42)).toEqual({
    at: 1000,
    contracts: [
      {
        contract_id: 41_532n,
        state: 'Created',
        created_at: 7,
        nodeId: 11,
        deployment_data: '{}',
        number_of_public_ips: 1,
      },
    ],
    nodes: [{ nodeId: 11, twinId: 2908, farmName: 'Farm' }],
  })
})

test('the memory serves only where the proxy is mute, and only what it knows', async () => {
  const memory = createMemory(await visited())
  for (const code of ['timeout', 'server', 'rate-limited'] as const) {
    expect(await memory.directory('main', 42, mute(code))(2908)).toEqual(people[2908])
  }
  await expect(memory.directory('main', 42, mute('bad-address'))(2908)).rejects.toThrow()
  await expect(memory.directory('main', 42, mute('aborted'))(2908)).rejects.toThrow()
  await expect(memory.directory('main', 42, mute())(5001)).rejects.toThrow()
  // a proxy that answers is believed, also when it knows nobody
  expect(await memory.directory('main', 42, async () => undefined)(2908)).toBeUndefined()
})

test('what belongs to another network or another twin is not given', async () => {
  const memory = createMemory(await visited())
  await expect(memory.directory('test', 42, mute())(2908)).rejects.toThrow()
  await expect(memory.directory('main', 43, mute())(2908)).rejects.toThrow()
  expect(memory.recall('test', 42)).toBeNull()
  expect(memory.recall('main', 43)).toBeNull()
})

test('a node found by memory alone does not become newer by that', async () => {
  const storage = await visited()
  const before = new Map(storage.held)
  const memory = createMemory(storage)
  await memory.directory('main', 42, mute())(2908)
  memory.keepNode('main', 42, node(11, 2908))
  expect(storage.held).toEqual(before)
})

test('only public facts are kept', async () => {
  const storage = await visited()
  const [text = ''] = storage.held.values()
  expect(Object.keys(JSON.parse(text) as object).toSorted()).toEqual([
    'at',
    'contracts',
    'nodes',
    'self',
    'version',
  ])
})

test.each([
  ['no JSON', '{'],
  ['another version', '{"version":2,"at":1,"contracts":[],"nodes":[]}'],
  [
    'a key that is no key',
    '{"version":1,"at":1,"contracts":[],"nodes":[{"nodeId":1,"farmName":"","entry":{"twin":2908,"account":"zz"}}]}',
  ],
])('%s is as if nothing were remembered', async (_, text) => {
  const storage = browser()
  storage.setItem('zos-console.served.main.42', text)
  const memory = createMemory(storage)
  expect(memory.recall('main', 42)).toBeNull()
  await expect(memory.directory('main', 42, mute())(2908)).rejects.toThrow()
})

test('a browser that forbids storage only forgets', async () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError')
  }
  const memory = createMemory({ getItem: refuse, setItem: refuse, removeItem: refuse })
  expect(await memory.directory('main', 42, proxy)(2908)).toEqual(people[2908])
  memory.keepContracts('main', 42, [contract(1n)])
  memory.keepNode('main', 42, node(11, 2908))
  memory.forget('main', 42)
  expect(memory.recall('main', 42)).toBeNull()
})

test('what is forgotten is gone', async () => {
  const memory = createMemory(await visited())
  memory.forget('main', 42)
  expect(memory.recall('main', 42)).toBeNull()
  await expect(memory.directory('main', 42, mute())(2908)).rejects.toThrow()
})
