import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import type { ContractFilter } from '#gridproxy/filters.ts'
import { RmbError } from '#rmb/error.ts'
import { hashKey } from './client.ts'
import {
  isBusy,
  leftBehindQuery,
  nodeDeploymentsQuery,
  nodesOfQuery,
  twinContractsQuery,
} from './deployments.ts'

const node = { nodeId: 11, twinId: 2908, farmName: 'Rack 2' }
const text = (contract_id: bigint, state = 'ok') =>
  `{"version":0,"twin_id":42,"contract_id":${contract_id},"metadata":"","workloads":[{"version":0,"name":"vm","type":"zdb","data":{"password":"correct horse"},"result":{"created":7,"state":"${state}","message":"","data":null}}]}`

/** What the node answers to each command, by contract where it has one; an error is thrown. */
const answers = vi.hoisted(() => new Map<string, string | null | Error>())
const asked = vi.hoisted((): string[] => [])
const pages = vi.hoisted(() => ({
  contracts: (_filter: unknown): unknown[] => [],
  nodes: (_filter: unknown): unknown[] => [],
}))

vi.mock('./node.ts', () => ({
  callNodeText: async (_twin: number, command: string, input?: { contract_id: bigint }) => {
    const key = input ? `${command} ${input.contract_id}` : command
    asked.push(key)
    const answer = answers.get(key)
    if (answer instanceof Error) throw answer
    return answer ?? null
  },
}))
vi.mock('./grid.ts', () => ({
  grid: {
    state: () => ({ network: { name: 'main' }, speaking: 42 }),
    proxy: () => ({
      contracts: async (filter: unknown) => ({ items: pages.contracts(filter), count: null }),
      nodes: async (filter: unknown) => ({ items: pages.nodes(filter), count: null }),
    }),
  },
}))

const client = () =>
  new QueryClient({ defaultOptions: { queries: { retry: false, queryKeyHashFn: hashKey } } })
const silence = new RmbError('timeout', 'Twin 2908 did not answer within 20 s.')

beforeEach(() => {
  answers.clear()
  asked.length = 0
})

test('contracts that the list lacks are asked for one by one, and only those', async () => {
  answers.set('zos.deployment.list', `[${text(1n)}]`)
  answers.set('zos.deployment.get 2', text(2n, 'error'))
  answers.set('zos.deployment.get 3', null)
  const told = await client().fetchQuery(nodeDeploymentsQuery(node, [1n, 2n, 3n]))
  expect(asked.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    'zos.deployment.get 2',
    'zos.deployment.get 3',
    'zos.deployment.list',
  ])
  expect(told).toMatchObject({
    kind: 'answered',
    served: [
      { contract_id: 1n, workloads: [{ name: 'vm', state: 'ok' }] },
      { contract_id: 2n, workloads: [{ name: 'vm', state: 'error' }] },
    ],
    unsure: [],
  })
  // 64-bit ids keep every digit, and passwords stay with the node
  expect(
    JSON.stringify(told, (_key, v: unknown) => (typeof v === 'bigint' ? `${v}` : v)),
  ).not.toMatch(/correct horse|password/)
})

test('a get that nobody answers leaves its contract unsure, and the rest stands', async () => {
  answers.set('zos.deployment.list', 'null')
  answers.set('zos.deployment.get 2', silence)
  answers.set('zos.deployment.get 3', null)
  const told = await client().fetchQuery(nodeDeploymentsQuery(node, [2n, 3n]))
  expect(told).toMatchObject({
    kind: 'answered',
    served: [],
    unsure: [{ contract_id: 2n, why: silence.message }],
  })
})

test('silence is an answer of its kind, what cannot be read too; our own faults are none', async () => {
  answers.set('zos.deployment.list', silence)
  await expect(client().fetchQuery(nodeDeploymentsQuery(node, [1n]))).resolves.toMatchObject({
    kind: 'silent',
  })
  answers.set('zos.deployment.list', '[{"contract_id":"eleven"}]')
  await expect(client().fetchQuery(nodeDeploymentsQuery(node, [1n]))).resolves.toMatchObject({
    kind: 'faulty',
  })
  answers.set('zos.deployment.list', new RmbError('disconnected', 'No relay.'))
  await expect(client().fetchQuery(nodeDeploymentsQuery(node, [1n]))).rejects.toThrow('No relay.')
})

test('ended contracts are looked for by number; a node that says nothing is silent', async () => {
  answers.set('zos.deployment.get 7', text(7n))
  answers.set('zos.deployment.get 8', null)
  await expect(client().fetchQuery(leftBehindQuery(node, [7n, 8n]))).resolves.toMatchObject({
    kind: 'answered',
    served: [{ contract_id: 7n }],
  })
  answers.set('zos.deployment.get 7', silence)
  answers.set('zos.deployment.get 8', silence)
  await expect(client().fetchQuery(leftBehindQuery(node, [8n, 7n]))).resolves.toMatchObject({
    kind: 'silent',
  })
})

test('contracts are read page after page, each once, and a list that is not whole says so', async () => {
  const contract = (contract_id: bigint) => ({
    contract_id,
    type: 'node',
    state: 'Created',
    created_at: 1,
    details: { nodeId: 11, deployment_data: '', number_of_public_ips: 0 },
  })
  const full = (page: number) =>
    Array.from({ length: 200 }, (_, i) => contract(BigInt((page - 1) * 199 + i)))
  pages.contracts = (filter) => {
    const { page = 1 } = filter as ContractFilter
    return Number(page) < 3 ? full(Number(page)) : [contract(9999n)]
  }
  const told = await client().fetchQuery(twinContractsQuery(42))
  expect(told.cut).toBe(false)
  expect(told.contracts).toHaveLength(400) // pages overlap by one, and a last one has one
  pages.contracts = (filter) => full(Number((filter as ContractFilter).page))
  expect((await client().fetchQuery(twinContractsQuery(43))).cut).toBe(true)
})

test('a workload just begun is looked at again soon, one that hangs is not', async () => {
  answers.set('zos.deployment.list', `[${text(1n, 'init')}]`) // since 7 s
  const told = await client().fetchQuery(nodeDeploymentsQuery(node, [1n]))
  expect(isBusy(told, 60_000)).toBe(true)
  expect(isBusy(told, 3_600_000)).toBe(false)
  answers.set('zos.deployment.list', `[${text(1n)}]`)
  expect(isBusy(await client().fetchQuery(nodeDeploymentsQuery(node, [1n])), 60_000)).toBe(false)
})

test('nodes are looked up in as few calls as the page allows', async () => {
  const calls: number[] = []
  pages.nodes = (filter) => {
    const { node_ids } = filter as { node_ids: number[] }
    calls.push(node_ids.length)
    return node_ids.map((nodeId) => ({ nodeId }))
  }
  const ids = Array.from({ length: 450 }, (_, i) => i + 1)
  expect(await client().fetchQuery(nodesOfQuery(ids))).toHaveLength(450)
  expect(calls).toEqual([200, 200, 50])
  expect(await client().fetchQuery(nodesOfQuery([]))).toEqual([])
})
