import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ContractFilter, FarmFilter, NodeFilter, TwinFilter } from '#gridproxy/filters.ts'
import { grid } from './grid.ts'

/** Rows fetched at once of a long list; the proxy has no maximum, its keepers ask for 200 at most. */
export const PAGE_SIZE = 100

/** How many nodes a filter leaves. */
export const nodeCountQuery = (filter: NodeFilter) =>
  queryOptions({
    queryKey: ['proxy', 'node-count', filter] as const,
    queryFn: async ({ signal }) =>
      (await grid.proxy().nodes({ ...filter, size: 1, ret_count: true }, { signal })).count,
    placeholderData: keepPreviousData,
  })

/** All nodes of a filter in one list, for a farm's few; at most 200. */
export const nodeListQuery = (filter: NodeFilter) =>
  queryOptions({
    queryKey: ['proxy', 'node-list', filter] as const,
    queryFn: ({ signal }) =>
      grid.proxy().nodes({ ...filter, size: 200, ret_count: true }, { signal }),
  })

/** One node as the proxy knows it; null when there is none. */
export const nodeDetailQuery = (nodeId: number) =>
  queryOptions({
    queryKey: ['proxy', 'node', nodeId] as const,
    queryFn: ({ signal }) => grid.proxy().node(nodeId, { signal }),
  })

/** A node's counters as the proxy fetches them over its own RMB: the node's witness for a visitor. */
export const proxyStatisticsQuery = (nodeId: number) =>
  queryOptions({
    queryKey: ['proxy', 'statistics', nodeId] as const,
    queryFn: ({ signal }) => grid.proxy().statistics(nodeId, { signal }),
  })

/** A node's cards as the proxy fetches them over its own RMB. */
export const proxyGpusQuery = (nodeId: number) =>
  queryOptions({
    queryKey: ['proxy', 'gpus', nodeId] as const,
    queryFn: ({ signal }) => grid.proxy().gpus(nodeId, { signal }),
  })

export const farmsQuery = (filter: FarmFilter) =>
  queryOptions({
    queryKey: ['proxy', 'farms', filter] as const,
    queryFn: ({ signal }) => grid.proxy().farms({ ...filter, ret_count: true }, { signal }),
    placeholderData: keepPreviousData,
  })

/** One farm; null when there is none. */
export const farmQuery = (farmId: number) =>
  queryOptions({
    queryKey: ['proxy', 'farm', farmId] as const,
    queryFn: async ({ signal }) =>
      (await grid.proxy().farms({ farm_id: farmId }, { signal })).items[0] ?? null,
  })

/** Contracts for workloads that are billed. */
export const ACTIVE = {
  type: 'node',
  state: ['Created', 'GracePeriod'],
} as const satisfies ContractFilter

export const contractsQuery = (filter: ContractFilter) =>
  queryOptions({
    queryKey: ['proxy', 'contracts', filter] as const,
    queryFn: ({ signal }) => grid.proxy().contracts({ ...filter, ret_count: true }, { signal }),
  })

export const twinsQuery = (filter: TwinFilter) =>
  queryOptions({
    queryKey: ['proxy', 'twins', filter] as const,
    queryFn: ({ signal }) => grid.proxy().twins(filter, { signal }),
  })

export const statsQuery = () =>
  queryOptions({
    queryKey: ['proxy', 'stats'] as const,
    queryFn: ({ signal }) => grid.proxy().stats({}, { signal }),
  })
