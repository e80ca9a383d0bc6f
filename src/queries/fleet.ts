import {
  infiniteQueryOptions,
  queryOptions,
  type QueryCache,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { FarmFilter, NodeFilter } from '#gridproxy/filters.ts'
import { MAX_SIZE, type GridNode } from '#gridproxy/schemas.ts'
import { grid } from './grid.ts'
import { callNode } from './node.ts'
import { PAGE_SIZE } from './proxy.ts'
import { disagrees, type Entry, type Reply, replyOf } from './standing.ts'

/**
 * One page of the fleet, counted from 1. Pages are read as they come on screen, in any order: with the
 * pages of an infinite query, row 4,900 would cost the 48 pages before it, and each refresh all of them.
 */
export const fleetPageQuery = (filter: NodeFilter, page: number) =>
  queryOptions({
    queryKey: ['proxy', 'nodes', filter, page] as const,
    queryFn: ({ signal }) =>
      grid.proxy().nodes({ ...filter, page, size: PAGE_SIZE, ret_count: true }, { signal }),
  })

/**
 * A node's own word: its counters, or the fact that nothing came, which is an answer of its kind and
 * stays on screen while it is asked again. Rejects only where nothing was learnt of the node. What the
 * proxy says of it is remembered beside it, so that contradictions can be found.
 */
export const replyQuery = (node: GridNode) =>
  queryOptions({
    queryKey: ['reply', node.twinId] as const,
    queryFn: async ({ signal }): Promise<Reply> => {
      const began = performance.now()
      try {
        const counters = await callNode(node.twinId, 'zos.statistics.get', undefined, signal)
        return { kind: 'answered', counters, tookMs: performance.now() - began }
      } catch (error) {
        const reply = replyOf(error, performance.now() - began)
        if (reply && !signal.aborted) return reply
        throw error
      }
    },
    meta: {
      nodeId: node.nodeId,
      status: node.status,
      power: node.power,
      updatedAt: node.updatedAt,
    },
  })

/** All nodes of a filter, for an export; reads them page after page and tells how far it is. */
export async function allNodes(
  filter: NodeFilter,
  told: (read: number) => void,
  signal?: AbortSignal,
): Promise<GridNode[]> {
  const nodes = new Map<number, GridNode>()
  for (let page = 1; ; page++) {
    const { items } = await grid
      .proxy()
      .nodes({ ...filter, page, size: MAX_SIZE }, signal ? { signal } : {})
    // a node may move to the next page while we read: by its id it is there once
    for (const node of items) nodes.set(node.nodeId, node)
    told(nodes.size)
    if (items.length < MAX_SIZE) return [...nodes.values()]
  }
}

/**
 * The nodes that a bare number may mean: the node of that id and the node behind that twin; where there
 * is neither, the nodes of that farm. The proxy joins filters by "and" only, so this takes a look first.
 */
export const numberQuery = (n: number) =>
  queryOptions({
    queryKey: ['proxy', 'number', n] as const,
    queryFn: async ({ signal }): Promise<NodeFilter> => {
      const found = await Promise.all([
        grid.proxy().nodes({ node_id: n, size: 1 }, { signal }),
        grid.proxy().nodes({ twin_id: n, size: 1 }, { signal }),
      ])
      const ids = found.flatMap(({ items }) => items.map((node) => node.nodeId))
      return ids.length > 0 ? { node_ids: [...new Set(ids)] } : { farm_ids: [n] }
    },
    staleTime: 60_000,
  })

/** Public addresses looked through for an IP: beyond this many the proxy is not asked further. */
const ADDRESSES = 10 * MAX_SIZE

/**
 * The nodes that an IP address, or its beginning, may mean: those whose public config has it, else those
 * of the farms that own it. The proxy finds addresses by whole CIDR only, hence the search here.
 */
export const addressQuery = (start: string) =>
  queryOptions({
    queryKey: ['proxy', 'address', start] as const,
    queryFn: async ({ signal }): Promise<NodeFilter> => {
      const six = start.includes(':')
      const family: NodeFilter = six ? { ipv6: true } : { ipv4: true }
      const configured = await readAll((page) =>
        grid.proxy().nodes({ ...family, page, size: MAX_SIZE }, { signal }),
      )
      const ids = configured
        .filter(({ publicConfig: { ipv4, ipv6 } }) => (six ? ipv6 : ipv4).startsWith(start))
        .map((node) => node.nodeId)
      if (ids.length > 0) return { node_ids: ids }
      const addresses = await readAll((page) =>
        grid.proxy().publicIps({ page, size: MAX_SIZE }, { signal }),
      )
      const farms = addresses.filter(({ ip }) => ip.startsWith(start)).map((ip) => ip.farm_id)
      return farms.length > 0 ? { farm_ids: [...new Set(farms)] } : { node_ids: [] }
    },
    staleTime: 60_000,
  })

async function readAll<T>(read: (page: number) => Promise<{ items: T[] }>): Promise<T[]> {
  const all: T[] = []
  for (let page = 1; all.length < ADDRESSES; page++) {
    const { items } = await read(page)
    all.push(...items)
    if (items.length < MAX_SIZE) break
  }
  return all
}

/** Farms, page after page. */
export const farmPagesQuery = (filter: FarmFilter) =>
  infiniteQueryOptions({
    queryKey: ['proxy', 'farm-pages', filter] as const,
    queryFn: ({ pageParam, signal }) =>
      grid
        .proxy()
        .farms({ ...filter, page: pageParam, size: PAGE_SIZE, ret_count: true }, { signal }),
    initialPageParam: 1,
    getNextPageParam: (last, pages) =>
      last.items.length === PAGE_SIZE && (last.count ?? Infinity) > pages.length * PAGE_SIZE
        ? pages.length + 1
        : undefined,
  })

/** Ids of those that disagree, ascending, as one text; exported for its test. */
export function disagreeing(cache: QueryCache): string {
  const ids: number[] = []
  for (const query of cache.findAll({ queryKey: ['reply'] })) {
    // both are of replyQuery, the only one with this key
    const entry = query.meta as (Entry & { nodeId: number }) | undefined
    const reply = query.state.data as Reply | undefined
    if (entry && disagrees(entry, reply)) ids.push(entry.nodeId)
  }
  return ids.toSorted((a, b) => a - b).join(',')
}

/** Ids of the nodes that were asked and are known to disagree with the proxy, ascending. */
export function useDisagreeing(): readonly number[] {
  const cache = useQueryClient().getQueryCache()
  const subscribe = useCallback(
    (listener: () => void) =>
      cache.subscribe((event) => {
        if (event.query.queryKey[0] !== 'reply') return
        if (event.type === 'removed') listener()
        if (event.type === 'updated' && event.action.type === 'success') listener()
      }),
    [cache],
  )
  // a text, so that the same ids are the same snapshot
  const ids = useSyncExternalStore(subscribe, () => disagreeing(cache))
  return useMemo(() => (ids === '' ? [] : ids.split(',').map(Number)), [ids])
}
