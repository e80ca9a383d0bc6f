import * as z from 'zod/mini'
import { describe, expect, test } from 'vitest'
import { farmKeys, farmSorts } from '#gridproxy/filters.ts'
import { GridContract, GridNode } from '#gridproxy/schemas.ts'
import type { Reply } from '#queries/standing.ts'
import {
  addressOf,
  countFilter,
  farmFilter,
  type FarmNode,
  fullest,
  holders,
  ipCounts,
  ipRows,
  listOf,
  onlies,
  searchFilter,
  sorts,
  worstFirst,
} from './farms.ts'

const read = (query: string) => listOf(new URLSearchParams(query))

describe('the address', () => {
  test('comes back as it was, and holds only what is not plain', () => {
    for (const query of ['', 'q=Nile', 'q=Nile&only=gold&sort=-free_ips', 'only=ips&sort=name']) {
      expect(new URLSearchParams(addressOf(read(query))).toString()).toBe(query)
    }
  })

  test('unknown words are left out', () => {
    expect(read('only=silver&sort=-stellar')).toEqual(read(''))
  })
})

describe('what the proxy is asked', () => {
  test('a number is a farm, a named twin its owner, anything else a part of the name', () => {
    expect(searchFilter('7')).toEqual({ farm_id: 7 })
    expect(searchFilter('farm 7')).toEqual({ farm_id: 7 })
    expect(searchFilter('Twin 2701')).toEqual({ twin_id: 2701 })
    expect(searchFilter(' Rack 2 ')).toEqual({ name_contains: 'Rack 2' })
    expect(searchFilter(' ')).toEqual({})
  })

  test('only keys and orders that the proxy knows', () => {
    for (const only of onlies) {
      const filter = { ...farmFilter({ ...read('q=7'), only }), ...countFilter('Nile', only) }
      for (const key of Object.keys(filter)) expect(Object.keys(farmKeys)).toContain(key)
    }
    for (const id of sorts) expect(farmSorts).toContain(id)
    expect(farmFilter(read('only=ips&sort=-free_ips'))).toEqual({
      free_ips: 1,
      sort_by: 'free_ips',
      sort_order: 'desc',
    })
  })

  test('holders of addresses are contracts that still live', () => {
    expect(holders(7)).toMatchObject({ farm_id: 7, state: ['Created', 'GracePeriod'] })
  })
})

describe('public addresses', () => {
  const ip = (address: string, contract_id: bigint) => ({
    id: address,
    ip: address,
    gateway: '185.206.122.1',
    contract_id,
  })
  const ips = [ip('185.206.122.100/24', 0n), ip('185.206.122.9/24', 41532n), ip('', 5n)]

  test('free and held add up', () =>
    expect(ipCounts({ publicIps: ips })).toEqual({ free: 1, held: 2, total: 3 }))

  test('each stands with the contract that holds it, in numeric order', () => {
    const contract = z.parse(GridContract, {
      contract_id: 41532,
      twin_id: 42,
      state: 'Created',
      created_at: 0,
      type: 'node',
      details: { nodeId: 11 },
    })
    const rows = ipRows(ips, [contract])
    expect(rows.map((row) => row.ip.ip)).toEqual(['', '185.206.122.9/24', '185.206.122.100/24'])
    expect(rows[1]?.contract?.twin_id).toBe(42)
    expect(rows[0]?.contract).toBeUndefined()
  })
})

describe('nodes', () => {
  const node = (nodeId: number, status: string, used = 1, target = '') =>
    z.parse(GridNode, {
      nodeId,
      farmId: 7,
      farmName: 'x',
      twinId: nodeId,
      status,
      updatedAt: 0,
      power: { state: '', target },
      total_resources: { cru: 100, mru: 100, sru: 100, hru: 0 },
      used_resources: { cru: used, mru: 1, sru: 1, hru: 0 },
    })
  const silent: Reply = { kind: 'silent', why: '', tookMs: 1 }

  test('the worst come first: down, disagree, asleep, nearly full, up; then by id', () => {
    const rows: FarmNode[] = [
      { node: node(9, 'up'), reply: undefined },
      { node: node(8, 'up', 140), reply: undefined },
      { node: node(2, 'up'), reply: undefined },
      { node: node(7, 'standby', 1, 'Down'), reply: undefined },
      { node: node(6, 'up'), reply: silent },
      { node: node(5, 'down'), reply: silent },
      { node: node(4, 'odd'), reply: undefined },
    ]
    expect(worstFirst(rows).map((row) => row.node.nodeId)).toEqual([5, 6, 7, 4, 8, 2, 9])
  })

  test('a node is as full as its scarcest resource', () => {
    expect(fullest(node(1, 'up', 40), undefined)).toBe(0.4)
    expect(fullest(node(1, 'up', 400), undefined)).toBe(1)
  })
})
