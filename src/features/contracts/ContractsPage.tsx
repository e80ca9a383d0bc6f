import { useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import { useGrid } from '#queries/grid.ts'
import { ChoiceFilters } from '#ui/ChoiceFilters.tsx'
import { sorted } from '#ui/column.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { ListExport } from '#ui/ExportMenu.tsx'
import { FilterRow, PageBody } from '#ui/Page.tsx'
import { QueryStamp, QueryView } from '#ui/QueryView.tsx'
import { Foot, Roomy, Tight } from '#ui/Room.tsx'
import { SearchField } from '#ui/SearchField.tsx'
import { Note } from '#ui/text.tsx'
import { sorting, withChip } from '#ui/twinlist.ts'
import { WatchButton } from '#ui/WatchForm.tsx'
import { Chosen } from './Chosen.tsx'
import { columns, look } from './columns.tsx'
import { ContractsHead } from './ContractsHead.tsx'
import { exporting } from './export.ts'
import { addressOf, filters, type List, listOf, optionsOf, shownOf, sorts } from './list.ts'
import { MoneySection } from './Money.tsx'
import { hrefOf, Nobody, Nothing } from './Nothing.tsx'
import { useContracts } from './useContracts.ts'
import { Verified } from './Verified.tsx'
import { picking } from './words.ts'

/** Everything a twin pays for: its contracts, what each costs, and how long the money lasts. */
export default function ContractsPage() {
  const { network, speaking } = useGrid()
  const [params, setParams] = useSearchParams()
  const [picked, setPicked] = useState<ReadonlySet<string | number>>(new Set())
  const list = useMemo(() => listOf(params), [params])
  const twin = list.twin ?? speaking
  const told = useContracts(twin)
  const all = told.rows
  const rows = useMemo(() => all && sorted(shownOf(all, list), columns, list.sort), [all, list])
  const picks = useMemo(
    () => ({ ...look.picks, keys: picked, onPick: picking(setPicked) }),
    [picked],
  )
  if (twin === null) return <Nobody />

  const { own, cut, ledger } = told
  const go = (next: List, replace = false) => setParams(addressOf(next), { replace })
  const asked = {
    query: { ...told.list, data: rows },
    source: 'proxy',
    waitingFor: `the grid proxy of ${network.name}`,
    command: '/contracts',
  } as const
  const shown = { ...exporting, rows: rows ?? [], network: network.name, twin }
  const table = {
    ...look,
    columns,
    picks,
    sort: list.sort,
    onSort: sorting(sorts, list, go),
  }
  const chosen = rows?.filter(({ contractId }) => picked.has(String(contractId))) ?? []
  return (
    <>
      <ContractsHead
        twin={twin}
        told={told}
        stamp={<QueryStamp {...asked} verb="list" />}
        actions={
          <Roomy>
            <ListExport {...shown} />
          </Roomy>
        }
      />
      <PageBody wide>
        <Verified account={ledger.data?.account} rows={all} />
        <MoneySection twin={twin} told={told} />
        <FilterRow>
          <SearchField
            value={list.search}
            onChange={(search) => go({ ...list, search }, true)}
            placeholder="Name, node or contract"
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
        <Chosen twin={twin} rows={chosen} told={told} onClear={() => setPicked(new Set())} />
        <QueryView
          {...asked}
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
        <Foot>
          {cut && (
            <Note>This twin has more contracts than are read here; the list is not whole.</Note>
          )}
          <Note>
            Costs are what the chain would bill at this balance and today’s price; traffic is not in
            them. A month is 30 days.
          </Note>
        </Foot>
      </PageBody>
    </>
  )
}
