import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { paths } from '#paths.ts'
import { useGrid } from '#queries/grid.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { FilterRow, PageBody } from '#ui/Page.tsx'
import { QueryStamp, QueryView } from '#ui/QueryView.tsx'
import { Roomy, Tight } from '#ui/Room.tsx'
import { SearchField } from '#ui/SearchField.tsx'
import { CompactRow } from './cells.tsx'
import { columns } from './columns.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { FilterBar } from './FilterBar.tsx'
import { addressOf, type Fleet, fleetOf, sorts, withChip } from './filters.ts'
import { FleetHead } from './FleetHead.tsx'
import { LiveStamp } from './LiveStamp.tsx'
import { Nothing } from './Nothing.tsx'
import type { FleetRow } from './row.ts'
import { rowKey } from './rows.ts'
import { useFleet } from './useFleet.ts'
import { factWords } from './words.ts'

const href = ({ node }: FleetRow) => node && paths.node(node.nodeId)
const compact = ({ node }: FleetRow) => <CompactRow node={node} />
const COMPACT_HEIGHT = 85

/** The fleet: every node of the grid, searched, filtered and sorted by the proxy, live where it is on screen. */
export default function NodesPage() {
  const { network, speaking } = useGrid()
  const [params, setParams] = useSearchParams()
  const fleet = useMemo(() => fleetOf(params), [params])
  const { query, filter, countOf, total, seen } = useFleet(fleet, speaking)
  const asked = { query, source: 'proxy', waitingFor: `the grid proxy of ${network.name}` } as const

  const go = (next: Fleet, replace = false) => {
    setParams(addressOf(next), { replace })
    // another order or choice begins at its beginning
    document.querySelector('[data-scroll]')?.scrollTo(0, 0)
  }
  const table = {
    label: 'Nodes',
    columns,
    rowKey,
    href,
    compact,
    compactHeight: COMPACT_HEIGHT,
    sort: fleet.sort,
    wide: true,
    virtual: true,
    onVisible: seen.set,
    onSort: ({ id, desc }: { id: string; desc: boolean }) => {
      const known = sorts.find((sort) => sort === id)
      if (known) go({ ...fleet, sort: { id: known, desc } })
    },
  }
  return (
    <>
      <FleetHead
        fleet={fleet}
        countOf={countOf}
        total={total}
        stamps={
          <>
            <Roomy>
              <QueryStamp {...asked} verb="list" />
            </Roomy>
            <Tight inline>
              <QueryStamp {...asked} refresh={false} />
            </Tight>
            <LiveStamp seen={seen} />
          </>
        }
        actions={
          <Roomy>
            <ExportMenu filter={filter} total={total} />
          </Roomy>
        }
      />
      <PageBody wide>
        <FilterRow fact={<Roomy>{factWords(fleet)}</Roomy>}>
          <SearchField
            value={fleet.search}
            onChange={(search) => go({ ...fleet, search }, true)}
            placeholder="Node, farm, twin or IP"
            delay={250}
          />
          <FilterBar
            chips={fleet.chips}
            onChange={(key, value) => go(withChip(fleet, key, value))}
          />
          <Tight>
            <ExportMenu filter={filter} total={total} small />
          </Tight>
        </FilterRow>
        <QueryView
          {...asked}
          skeleton={<DataTable {...table} rows={[]} loading skeletonRows={20} />}
        >
          {(rows) => (
            <DataTable
              {...table}
              rows={rows}
              empty={<Nothing fleet={fleet} onClear={() => setParams({})} />}
            />
          )}
        </QueryView>
      </PageBody>
    </>
  )
}
