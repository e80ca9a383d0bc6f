import type { GridNode } from '#gridproxy/schemas.ts'
import { useReading } from '#queries/reading.ts'
import { useSamples } from '#queries/samples.ts'
import { MeterLegend } from '#ui/Meter.tsx'
import { Columns, PageBody } from '#ui/Page.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { rows } from './capacity.ts'
import { FitCheck } from './FitCheck.tsx'
import { Load } from './Load.tsx'
import { ResourceTable, WaitingResources } from './ResourceTable.tsx'
import { useCounters } from './useCounters.ts'

/** How much of the node is taken, by whom, and what would still fit. */
export default function CapacityPage({ node }: { node: GridNode }) {
  const counters = useCounters(node)
  const pools = useReading(node, 'zos.storage.pools')
  const samples = useSamples(node.twinId)
  return (
    <PageBody>
      <QuerySection
        title="Capacity"
        table
        stamps={<MeterLegend />}
        {...counters}
        isEmpty={(data) => data === null}
        empty={{ what: `The grid proxy has no counters of node ${node.nodeId}.` }}
        skeleton={<WaitingResources />}
      >
        {(data) => (
          // what the proxy fetches is not kept: only the node's own answers make a line
          <ResourceTable
            list={data ? rows(data) : []}
            samples={counters.source === 'node' ? samples : undefined}
          />
        )}
      </QuerySection>
      <Columns
        main={<FitCheck node={node} counters={counters.query.data ?? undefined} pools={pools} />}
        side={<Load node={node} counters={counters} samples={samples} />}
      />
    </PageBody>
  )
}
