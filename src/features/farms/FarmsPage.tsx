import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { group } from '#lib/units.ts'
import { paths } from '#paths.ts'
import { farmPagesQuery } from '#queries/fleet.ts'
import { useGrid } from '#queries/grid.ts'
import { farmsQuery } from '#queries/proxy.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { FilterRow, PageBody, PageHead } from '#ui/Page.tsx'
import { QueryStamp, QueryView } from '#ui/QueryView.tsx'
import { SearchField } from '#ui/SearchField.tsx'
import { Tabs } from '#ui/Tabs.tsx'
import { look } from './farmColumns.tsx'
import {
  addressOf,
  countFilter,
  farmFilter,
  type FarmList,
  listOf,
  onlies,
  type Only,
  sorts,
} from './farms.ts'
import { Nothing } from './Nothing.tsx'
import { OwnFarms } from './OwnFarms.tsx'

const labels = {
  all: 'All',
  gold: 'Gold',
  ips: 'Free IPs',
  dedicated: 'Whole nodes only',
} satisfies Record<Only, string>

/** All farms, as the proxy searches and sorts them; those of the twin that speaks stand on top. */
export default function FarmsPage() {
  const { network, speaking } = useGrid()
  const [params, setParams] = useSearchParams()
  const list = useMemo(() => listOf(params), [params])
  const farms = useInfiniteQuery(farmPagesQuery(farmFilter(list)))
  const rows = useMemo(() => farms.data?.pages.flatMap((page) => page.items), [farms.data])
  const total = farms.data?.pages.at(-1)?.count ?? undefined
  const counts = useQueries({
    queries: onlies.map((only) => farmsQuery(countFilter(list.search, only))),
    combine: (results) => results.map(({ data }) => data?.count ?? undefined),
  })
  const go = (next: FarmList, replace = false) => setParams(addressOf(next), { replace })
  const narrowed = list.only !== 'all' || list.search !== ''
  const asked = {
    query: { ...farms, data: rows },
    source: 'proxy',
    waitingFor: `the grid proxy of ${network.name}`,
  } as const
  const table = {
    ...look,
    label: 'Farms',
    wide: true,
    sort: list.sort,
    onSort: ({ id, desc }: { id: string; desc: boolean }) => {
      const known = sorts.find((sort) => sort === id)
      if (known) go({ ...list, sort: { id: known, desc } })
    },
  }
  return (
    <>
      <PageHead
        title="Farms"
        count={total === undefined ? undefined : group(total)}
        stampsRight
        stamps={<QueryStamp {...asked} verb="list" />}
        tabs={
          <Tabs
            label="Farms by kind"
            tabs={onlies.map((only, i) => ({
              label: labels[only],
              href: paths.farms(addressOf({ ...list, only })),
              count: counts[i],
              current: only === list.only,
            }))}
          />
        }
      />
      <PageBody wide>
        {speaking !== null && <OwnFarms twin={speaking} />}
        <FilterRow>
          <SearchField
            value={list.search}
            onChange={(search) => go({ ...list, search }, true)}
            placeholder="Name, farm or twin"
            delay={250}
          />
        </FilterRow>
        <QueryView
          {...asked}
          skeleton={<DataTable {...table} rows={[]} loading skeletonRows={12} />}
        >
          {(shown) => (
            <DataTable
              {...table}
              rows={shown}
              virtual
              {...(total === undefined ? {} : { total })}
              onEnd={() => {
                if (farms.hasNextPage && !farms.isFetching) void farms.fetchNextPage()
              }}
              empty={<Nothing narrowed={narrowed} onClear={() => setParams({})} />}
            />
          )}
        </QueryView>
      </PageBody>
    </>
  )
}
