import { useQuery } from '@tanstack/react-query'
import type { GridNode } from '#gridproxy/schemas.ts'
import { group } from '#lib/units.ts'
import type { Counters } from '#node/schemas.ts'
import { useGrid } from '#queries/grid.ts'
import { proxyGpusQuery } from '#queries/proxy.ts'
import { useReading } from '#queries/reading.ts'
import type { Sample } from '#queries/samples.ts'
import { Properties, type Property } from '#ui/Properties.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { type Asked, QuerySection } from '#ui/QueryView.tsx'
import { Sparkline } from '#ui/Sparkline.tsx'
import { Absent, Faint } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import { spanOf } from './capacity.ts'
import s from './pieces.module.css'

/** What runs on the node besides the sizes: deployments, connections, cards. */
export function Load({
  node,
  counters,
  samples,
}: {
  node: GridNode
  counters: Asked<Counters | null>
  samples: readonly Sample[]
}) {
  const gpus = useGpus(node)
  const visitor = counters.source === 'proxy'
  return (
    <QuerySection title="Load" {...counters}>
      {(data) => (
        <Properties
          label="Load"
          rows={[...users(data), connections(data, visitor ? [] : samples, visitor), gpus]}
        />
      )}
    </QuerySection>
  )
}

/** Old nodes do not count users; their rows say so. */
function users(data: Counters | null): Property[] {
  const told = data?.users
  const last = told?.last_deployment_timestamp
  const untold = { value: <Absent why="this node does not tell" />, note: 'not told by this node' }
  return [
    { label: 'Deployments', ...(told ? { value: <Quantity value={told.deployments} /> } : untold) },
    { label: 'Workloads', ...(told ? { value: <Quantity value={told.workloads} /> } : untold) },
    {
      label: 'Last deployment',
      ...(last === null || last === undefined
        ? untold
        : { value: last === 0 ? <Faint>none yet</Faint> : <Time seconds={last} /> }),
    },
  ]
}

function connections(
  data: Counters | null,
  samples: readonly Sample[],
  visitor: boolean,
): Property {
  const label = 'Open connections'
  const now = data?.open_connections
  if (now === null || now === undefined) {
    return {
      label,
      value: <Absent why="not told" />,
      note: visitor ? 'the grid proxy leaves them out' : 'not told by this node',
    }
  }
  const values = samples.flatMap(({ counters }) => counters.open_connections ?? [])
  return {
    label,
    value: (
      <span className={s.pair}>
        <Sparkline
          values={values}
          text={`Open connections, ${spanOf(samples).toLowerCase()}: now ${group(now)}`}
        />
        <Quantity value={now} />
      </span>
    ),
  }
}

/** Cards in use of all; their own call, so that a silent one costs only this row. */
function useGpus(node: GridNode): Property {
  const visitor = useGrid().speaking === null
  const own = useReading(node, 'zos.gpu.list').query
  const relayed = useQuery({ ...proxyGpusQuery(node.nodeId), enabled: visitor })
  const { data, error } = visitor ? relayed : own
  const label = 'GPUs taken'
  if (data === undefined || data === null) {
    return error
      ? { label, value: <Absent why={error.message} />, note: 'no answer about cards' }
      : { label, value: undefined }
  }
  if (data.length === 0) return { label, value: <Faint>no GPU</Faint> }
  const taken = data.filter((gpu) => gpu.contract !== 0n).length
  return { label, value: <Quantity value={taken} unit={`of ${data.length}`} /> }
}
