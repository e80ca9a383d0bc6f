import type { ContractFilter, FarmFilter, FarmSort } from '#gridproxy/filters.ts'
import type { GridContract, GridFarm, GridFarmIp, GridNode } from '#gridproxy/schemas.ts'
import { type Reply, standingOf } from '#queries/standing.ts'

/** The columns of the farm list that the proxy can sort by. */
export const sorts = [
  'name',
  'farm_id',
  'twin_id',
  'free_ips',
  'total_ips',
  'dedicated',
] as const satisfies readonly FarmSort[]

/** What the list shows, as its address tells it. */
export interface FarmList {
  search: string
  only: Only
  sort: { id: (typeof sorts)[number]; desc: boolean }
}

/** One narrowing at a time, as tabs. */
export const onlies = ['all', 'gold', 'ips', 'dedicated'] as const
export type Only = (typeof onlies)[number]

const first = { id: 'farm_id', desc: false } as const

/** Reads an address; what it does not know is left out. */
export function listOf(params: URLSearchParams): FarmList {
  const sort = params.get('sort') ?? ''
  const id = sorts.find((known) => known === sort.replace(/^-/, ''))
  return {
    search: params.get('q') ?? '',
    only: onlies.find((known) => known === params.get('only')) ?? 'all',
    sort: id ? { id, desc: sort.startsWith('-') } : first,
  }
}

/** Writes an address; what is as it is by itself is left out. */
export function addressOf({ search, only, sort }: FarmList): Record<string, string> {
  const plain = sort.id === first.id && !sort.desc
  return {
    ...(search === '' ? {} : { q: search }),
    ...(only === 'all' ? {} : { only }),
    ...(plain ? {} : { sort: `${sort.desc ? '-' : ''}${sort.id}` }),
  }
}

const narrowings: Record<Only, FarmFilter> = {
  all: {},
  gold: { certification_type: 'Gold' },
  ips: { free_ips: 1 },
  dedicated: { dedicated: true },
}

/**
 * What the proxy is asked: `7` or `farm 7` the farm of that id, `twin 42` the farms of that owner, anything
 * else a part of the name.
 */
export function searchFilter(typed: string): FarmFilter {
  const text = typed.trim()
  if (text === '') return {}
  const named = /^(farm|twin)?[\s:#]*(\d{1,9})$/i.exec(text)
  if (!named) return { name_contains: text }
  const id = Number(named[2])
  return named[1]?.toLowerCase() === 'twin' ? { twin_id: id } : { farm_id: id }
}

export const farmFilter = ({ search, only, sort }: FarmList): FarmFilter => ({
  ...narrowings[only],
  ...searchFilter(search),
  sort_by: sort.id,
  sort_order: sort.desc ? 'desc' : 'asc',
})

/** The same list without its order, for counting. */
export const countFilter = (search: string, only: Only): FarmFilter => ({
  ...narrowings[only],
  ...searchFilter(search),
  size: 1,
})

/** How many of a farm's public addresses are free and how many are held by a contract. */
export function ipCounts({ publicIps }: Pick<GridFarm, 'publicIps'>) {
  const free = publicIps.filter((ip) => ip.contract_id === 0n).length
  return { free, held: publicIps.length - free, total: publicIps.length }
}

/** A farm's public address with the contract that holds it, where it is known. */
export interface IpRow {
  ip: GridFarmIp
  contract: GridContract | undefined
}

/** The addresses in numeric order of their text, each with its holder. */
export function ipRows(ips: readonly GridFarmIp[], contracts: readonly GridContract[]): IpRow[] {
  const byId = new Map(contracts.map((contract) => [contract.contract_id, contract]))
  return ips
    .map((ip) => ({ ip, contract: byId.get(ip.contract_id) }))
    .toSorted((a, b) => a.ip.ip.localeCompare(b.ip.ip, 'en', { numeric: true }))
}

/** The contracts that may hold addresses of a farm; the proxy takes `state` in any case. */
export const holders = (farmId: number): ContractFilter => ({
  farm_id: farmId,
  number_of_public_ips: 1,
  state: ['Created', 'GracePeriod'],
  size: 200,
})

/** From this share of any resource on a node is nearly full: its meter turns amber there. */
export const FULL = 0.95

/** The share of a node's scarcest resource that is used, 0 … 1; by its own counters where it answered. */
export function fullest(node: GridNode, reply: Reply | undefined): number {
  const { total, used } =
    reply?.kind === 'answered'
      ? reply.counters
      : { total: node.total_resources, used: node.used_resources }
  const shares = (['cru', 'mru', 'sru', 'hru'] as const).map((what) =>
    total[what] > 0n ? Math.min(1, Number((used[what] * 1000n) / total[what]) / 1000) : 0,
  )
  return Math.max(...shares)
}

/** A node of a farm as its list needs it. */
export interface FarmNode {
  node: GridNode
  reply: Reply | undefined
}

/** How bad a node is: down, disagree, standby or waking, nearly full, up; what we do not know is between. */
export function rank({ node, reply }: FarmNode): number {
  const { state } = standingOf(node, reply, 0)
  switch (state) {
    case 'error':
      return 0
    case 'warn':
      return 1
    case 'standby':
    case 'busy':
      return 2
    case 'unknown':
      return 3
    case 'ok':
      return fullest(node, reply) >= FULL ? 4 : 5
    default:
      return state satisfies never
  }
}

/** Worst first; among equals by id. */
export const worstFirst = (rows: readonly FarmNode[]): FarmNode[] =>
  rows.toSorted((a, b) => rank(a) - rank(b) || a.node.nodeId - b.node.nodeId)
