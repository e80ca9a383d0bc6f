import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { addressQuery, allNodes, disagreeing, fleetPageQuery, numberQuery } from './fleet.ts'
import { hashKey } from './client.ts'
import type { Reply } from './standing.ts'

const resources = { cru: 8, mru: 1, sru: 1, hru: 0 }
const node = (nodeId: number, patch: object = {}) => ({
  nodeId,
  twinId: nodeId + 1000,
  farmId: 7,
  farmName: 'x',
  status: 'up',
  updatedAt: 0,
  total_resources: resources,
  used_resources: resources,
  ...patch,
})

let asked: URL[]
let answer: (url: URL) => unknown
beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', async (input: string) => {
    const url = new URL(input)
    asked.push(url)
    return new Response(JSON.stringify(answer(url)), { headers: { count: '250' } })
  })
})
afterEach(() => void vi.unstubAllGlobals())

const queries = () => new QueryClient({ defaultOptions: { queries: { queryKeyHashFn: hashKey } } })

test('a page of the fleet is asked with its filter, its order and its count', async () => {
  answer = () => [node(201)]
  const page = await queries().fetchQuery(
    fleetPageQuery({ free_sru: 1n << 40n, sort_by: 'free_cru', sort_order: 'desc' }, 3),
  )
  expect(page.count).toBe(250)
  expect(asked[0]?.search).toBe(
    '?free_sru=1099511627776&sort_by=free_cru&sort_order=desc&page=3&size=100&ret_count=true',
  )
})

describe('an export', () => {
  test('reads all pages and holds a node that moved between them once', async () => {
    const all = Array.from({ length: 250 }, (_, i) => node(i + 1))
    answer = ({ searchParams }) =>
      searchParams.get('page') === '1' ? all.slice(0, 200) : [node(200), ...all.slice(200)]
    const told: number[] = []
    const nodes = await allNodes({ region: 'Europe' }, (n) => told.push(n))
    expect(nodes).toHaveLength(250)
    expect(told).toEqual([200, 250])
    expect(asked.every((url) => url.searchParams.get('region') === 'Europe')).toBe(true)
  })

  test('of an empty list of ids asks nobody', async () => {
    expect(await allNodes({ node_ids: [] }, () => undefined)).toEqual([])
    expect(asked).toEqual([])
  })
})

describe('a bare number', () => {
  test('is the node of that id and the node behind that twin', async () => {
    answer = ({ searchParams }) => (searchParams.has('node_id') ? [node(42)] : [node(7)])
    expect(await queries().fetchQuery(numberQuery(42))).toEqual({ node_ids: [42, 7] })
  })

  test('is a farm where it is neither', async () => {
    answer = () => []
    expect(await queries().fetchQuery(numberQuery(42))).toEqual({ farm_ids: [42] })
  })
})

describe('an address', () => {
  test('finds nodes by their public config, also by its beginning', async () => {
    const config = (ipv4: string) => ({
      publicConfig: { ipv4, ipv6: '', gw4: '', gw6: '', domain: '' },
    })
    answer = () => [node(11, config('185.206.122.33/24')), node(12, config('91.143.80.12/24'))]
    expect(await queries().fetchQuery(addressQuery('185.206'))).toEqual({ node_ids: [11] })
    expect(asked).toHaveLength(1)
  })

  test('finds the farm that owns it where no node has it', async () => {
    answer = ({ pathname }) =>
      pathname === '/nodes'
        ? []
        : [{ id: '1', ip: '185.206.122.40/24', gateway: '', contract_id: 0, farm_id: 7 }]
    expect(await queries().fetchQuery(addressQuery('185.206.122.40'))).toEqual({ farm_ids: [7] })
  })

  test('of nobody means no node, and never all of them', async () => {
    answer = () => []
    expect(await queries().fetchQuery(addressQuery('10.0.0.1'))).toEqual({ node_ids: [] })
  })
})

test('the nodes that are known to disagree are found among those asked', () => {
  const client = queries()
  const put = (nodeId: number, status: string, reply: Reply) => {
    const meta = { nodeId, status, power: { state: '', target: '' }, updatedAt: 0 }
    const queryKey = ['reply', nodeId]
    // an observer sets the meta, as the page's does
    const observer = new QueryObserver(client, { queryKey, meta, enabled: false })
    expect(observer.getCurrentResult().data).toBeUndefined()
    client.setQueryData(queryKey, reply)
  }
  put(1406, 'up', { kind: 'silent', why: '', tookMs: 1 })
  put(12, 'down', { kind: 'away', why: '', tookMs: 1 })
  put(9, 'down', { kind: 'faulty', why: '', tookMs: 1 })
  expect(disagreeing(client.getQueryCache())).toBe('9,1406')
})
