import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { GridNode } from '#gridproxy/schemas.ts'
import { useGrid } from './grid.ts'
import { nodeQuery } from './node.ts'
import { nodeDetailQuery, proxyStatisticsQuery } from './proxy.ts'
import { type Heard, type NodeWord, nodeWord, type ProxyWord } from './hearing.ts'

/**
 * What the three witnesses of a node have said so far, for `testify`. The node is asked by the twin that
 * speaks; for a visitor the grid proxy asks it.
 */
export function useWitnesses(node: GridNode): { node: NodeWord; proxy: ProxyWord } {
  const { speaking, transport } = useGrid()
  const via = speaking === null ? 'proxy' : 'rmb'
  const cutOff =
    via === 'rmb' && transport !== null && transport.state !== 'open' && transport.refusedInARow > 0
  const own = useQuery({
    ...nodeQuery(node.twinId, 'zos.statistics.get'),
    enabled: via === 'rmb',
  })
  const relayed = useQuery({ ...proxyStatisticsQuery(node.nodeId), enabled: via === 'proxy' })
  const detail = useQuery(nodeDetailQuery(node.nodeId))
  const heard = useHeard(via === 'rmb' ? own : relayed)
  return {
    node: nodeWord(via, heard, cutOff),
    proxy: {
      status: node.status,
      reportedAt: node.updatedAt * 1000,
      readAt: detail.dataUpdatedAt,
      failing: detail.error !== null,
      power: node.power,
    },
  }
}

/**
 * A query that is read again after a failure forgets it while it waits; a witness does not: the silence
 * holds until there is news, or the verdict of a dead node would blink at every refresh.
 */
function useHeard(query: Heard): Heard {
  const [failure, setFailure] = useState<{ error: unknown; at: number } | null>(null)
  if (query.error !== null && failure?.at !== query.errorUpdatedAt) {
    setFailure({ error: query.error, at: query.errorUpdatedAt })
  }
  const { data, dataUpdatedAt, errorUpdatedAt } = query
  const held = errorUpdatedAt > dataUpdatedAt && failure?.at === errorUpdatedAt
  return {
    data,
    dataUpdatedAt,
    errorUpdatedAt,
    error: query.error ?? (held ? failure.error : null),
  }
}
