import { useQuery } from '@tanstack/react-query'
import type { GridNode } from '#gridproxy/schemas.ts'
import type { Counters } from '#node/schemas.ts'
import { useGrid } from '#queries/grid.ts'
import { proxyStatisticsQuery } from '#queries/proxy.ts'
import { useReading } from '#queries/reading.ts'
import type { Asked } from '#ui/QueryView.tsx'
import { countersOf } from './capacity.ts'

/**
 * A node's counters: its own word over RMB, or, while nobody speaks, what the grid proxy fetches over
 * its own RMB. Null where the proxy knows no such node.
 */
export function useCounters(node: GridNode): Asked<Counters | null> {
  const visitor = useGrid().speaking === null
  const { forbidden: _, ...own } = useReading(node, 'zos.statistics.get')
  const relayed = useQuery({
    ...proxyStatisticsQuery(node.nodeId),
    enabled: visitor,
    select: toCounters,
  })
  if (!visitor) return own
  return {
    ...own,
    query: relayed,
    source: 'proxy',
    command: `/nodes/${node.nodeId}/statistics`,
    waitingFor: `the grid proxy, which asks node ${node.nodeId}`,
  }
}

// one function for all renders, so that the query selects once per answer
const toCounters = (found: Parameters<typeof countersOf>[0] | null) => found && countersOf(found)
