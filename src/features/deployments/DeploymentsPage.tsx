import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { useGrid } from '#queries/grid.ts'
import { ChoiceFilters } from '#ui/ChoiceFilters.tsx'
import { sorted } from '#ui/column.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { explain } from '#ui/explain.ts'
import { ListExport } from '#ui/ExportMenu.tsx'
import { FilterRow, PageBody } from '#ui/Page.tsx'
import { QueryStamp, QueryView } from '#ui/QueryView.tsx'
import { Roomy, Tight } from '#ui/Room.tsx'
import { SearchField } from '#ui/SearchField.tsx'
import { sorting, withChip } from '#ui/twinlist.ts'
import { WatchButton } from '#ui/WatchForm.tsx'
import { columns, look, watchColumns, watchLook } from './columns.tsx'
import { DeploymentsHead } from './DeploymentsHead.tsx'
import { exporting } from './export.ts'
import {
  addressOf,
  filters,
  type List,
  listOf,
  notTwin,
  optionsOf,
  shownOf,
  sorts,
} from './list.ts'
import { NoTwin } from './NoTwin.tsx'
import { hrefOf, Nobody, Nothing } from './Nothing.tsx'
import { Notes } from './Notes.tsx'
import { Remembered } from './Remembered.tsx'
import { Summary } from './Summary.tsx'
import { useDeployments } from './useDeployments.ts'
import { factWords, UNREMEMBERED } from './words.ts'

/** A twin's deployments over all nodes: contracts at once, what each node says as it answers. */
export default function DeploymentsPage() {
  const { network, speaking } = useGrid()
  const [params, setParams] = useSearchParams()
  const list = useMemo(() => listOf(params), [params])
  const twin = list.twin ?? speaking
  const told = useDeployments(twin)
  const { query, own, remembered } = told
  const all = query.data
  const watch = useMemo(() => (own || twin === null ? null : watchLook(twin)), [own, twin])
  const rows = useMemo(() => all && sorted(shownOf(all, list), columns, list.sort), [all, list])
  const typed = notTwin(params)
  if (twin === null) return <Nobody typed={typed} />

  const go = (next: List, replace = false) => setParams(addressOf(next), { replace })
  const asked = {
    query: { ...query, data: rows },
    source: 'proxy',
    waitingFor: `the grid proxy of ${network.name}`,
    command: '/contracts',
  } as const
  const shown = { ...exporting, rows: rows ?? [], network: network.name, twin }
  const table = {
    ...(watch ?? look),
    columns: own ? columns : watchColumns,
    sort: list.sort,
    onSort: sorting(sorts, list, go),
  }
  return (
    <>
      <DeploymentsHead
        twin={twin}
        told={told}
        stamp={<QueryStamp {...asked} verb={remembered ? 'last list' : 'list'} />}
        actions={
          <Roomy>
            <ListExport {...shown} />
          </Roomy>
        }
      />
      <PageBody wide>
        {typed !== undefined && <NoTwin typed={typed} own />}
        {remembered && <Remembered at={remembered.at} />}
        {all && <Summary rows={all} list={list} />}
        <FilterRow fact={factWords(list)}>
          <SearchField
            value={list.search}
            onChange={(search) => go({ ...list, search }, true)}
            placeholder="Name, project, node or IP"
          />
          <ChoiceFilters
            {...filters}
            chips={list.chips}
            optionsFor={(key) => optionsOf(key, all ?? [])}
            onChange={(key, value) => go(withChip(list, key, value))}
          />
          <WatchButton hrefOf={hrefOf} />
          <Tight>
            <ListExport {...shown} small />
          </Tight>
        </FilterRow>
        <QueryView
          {...asked}
          explain={(error) => ({
            ...explain(error, '/contracts'),
            ...(own ? { advice: UNREMEMBERED } : {}),
          })}
          skeleton={<DataTable {...table} rows={[]} loading skeletonRows={8} />}
        >
          {(of) => (
            <DataTable
              {...table}
              rows={of}
              empty={
                <Nothing list={list} whose={own ? null : twin} onClear={() => setParams({})} />
              }
            />
          )}
        </QueryView>
        <Notes {...told} legend={rows?.some(({ shown }) => shown === 'in-step') ?? false} />
      </PageBody>
    </>
  )
}
