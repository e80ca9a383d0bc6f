import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { useGrid } from '#queries/grid.ts'
import { sorted } from '#ui/column.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { FilterRow, PageBody } from '#ui/Page.tsx'
import { QueryStamp, QueryView } from '#ui/QueryView.tsx'
import { SearchField } from '#ui/SearchField.tsx'
import { Note } from '#ui/text.tsx'
import { columns, look } from './columns.tsx'
import s from './contracts.module.css'
import { ContractsHead } from './ContractsHead.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { FilterBar } from './FilterBar.tsx'
import { addressOf, type List, listOf, optionsOf, shownOf, sorts, withChip } from './list.ts'
import { MoneySection } from './Money.tsx'
import { Nobody, Nothing } from './Nothing.tsx'
import { useContracts } from './useContracts.ts'
import { WatchButton } from './WatchForm.tsx'

/** Everything a twin pays for: its contracts, what each costs, and how long the money lasts. */
export default function ContractsPage() {
  const { network, speaking } = useGrid()
  const [params, setParams] = useSearchParams()
  const list = useMemo(() => listOf(params), [params])
  const twin = list.twin ?? speaking
  const told = useContracts(twin)
  const all = told.rows
  const rows = useMemo(() => all && sorted(shownOf(all, list), columns, list.sort), [all, list])
  if (twin === null) return <Nobody />

  const { own, cut } = told
  const go = (next: List, replace = false) => setParams(addressOf(next), { replace })
  const asked = {
    query: { ...told.list, data: rows },
    source: 'proxy',
    waitingFor: `the grid proxy of ${network.name}`,
    command: '/contracts',
  } as const
  const table = {
    ...look,
    columns,
    sort: list.sort,
    onSort: ({ id, desc }: { id: string; desc: boolean }) => {
      const known = sorts.find((sort) => sort === id)
      if (known) go({ ...list, sort: { id: known, desc } })
    },
  }
  return (
    <>
      <ContractsHead
        twin={twin}
        told={told}
        stamp={<QueryStamp {...asked} verb="list" />}
        actions={
          <span className={s.roomy}>
            <ExportMenu rows={rows ?? []} twin={twin} />
          </span>
        }
      />
      <PageBody wide>
        <MoneySection twin={twin} told={told} />
        <FilterRow>
          <SearchField
            value={list.search}
            onChange={(search) => go({ ...list, search }, true)}
            placeholder="Name, node or contract"
          />
          <FilterBar
            chips={list.chips}
            optionsFor={(key) => optionsOf(key, all ?? [])}
            onChange={(key, value) => go(withChip(list, key, value))}
          />
          <WatchButton />
          <span className={`${s.tight} ${s.end}`}>
            <ExportMenu rows={rows ?? []} twin={twin} small />
          </span>
        </FilterRow>
        <QueryView
          {...asked}
          skeleton={<DataTable {...table} rows={[]} loading skeletonRows={8} />}
        >
          {(shown) => (
            <DataTable
              {...table}
              rows={shown}
              empty={<Nothing list={list} own={own} twin={twin} onClear={() => setParams({})} />}
            />
          )}
        </QueryView>
        <div className={s.notes}>
          {cut && (
            <Note>This twin has more contracts than are read here; the list is not whole.</Note>
          )}
          <Note>
            Costs are what the chain would bill at this balance and today’s price; traffic is not in
            them. A month is 30 days.
          </Note>
        </div>
      </PageBody>
    </>
  )
}
