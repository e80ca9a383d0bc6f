import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { NodeFilter } from '#gridproxy/filters.ts'
import type { GridNode } from '#gridproxy/schemas.ts'
import { addressQuery, fleetPageQuery, numberQuery, useDisagreeing } from '#queries/fleet.ts'
import { nodeCountQuery } from '#queries/proxy.ts'
import type { QueryLike } from '#ui/query.ts'
import {
  both,
  chipFilter,
  type Fleet,
  type FleetTab,
  sortFilter,
  tabFilter,
  tabs,
} from './filters.ts'
import type { FleetRow } from './row.ts'
import { pagesFor, rowsOf, totalOf } from './rows.ts'
import { termOf } from './search.ts'
import { createSeen } from './seen.ts'

type PageResult = UseQueryResult<{ items: GridNode[]; count: number | null }>

/** One object for all pages, compared by its parts, so that it is new only when something is. */
const together = (results: PageResult[]) => ({
  pages: results.map(({ data }) => data),
  error: results.find(({ data, error }) => error !== null && data === undefined)?.error ?? null,
  stumbled: results.find(({ error }) => error !== null)?.error ?? null,
  isFetching: results.some(({ isFetching }) => isFetching),
  again: results.map(({ refetch }) => refetch),
  // as old as its oldest part
  dataUpdatedAt: Math.min(...results.map(({ dataUpdatedAt }) => dataUpdatedAt || Infinity)),
})

/** The fleet of an address: its rows as one query, the counts of its tabs, and the filter that was asked. */
export function useFleet(fleet: Fleet, speaking: number | null) {
  const [pages, setPages] = useState<readonly number[]>([1])
  const [seen] = useState(() => createSeen((rows) => setPages((before) => pagesFor(before, rows))))
  const disagreeing = useDisagreeing()
  const term = useMemo(() => termOf(fleet.search), [fleet.search])
  const number = useQuery({
    ...numberQuery(term.kind === 'number' ? term.n : 0),
    enabled: term.kind === 'number',
  })
  const address = useQuery({
    ...addressQuery(term.kind === 'address' ? term.start : ''),
    enabled: term.kind === 'address',
  })
  const lookup = term.kind === 'number' ? number : term.kind === 'address' ? address : undefined
  const searched: NodeFilter | undefined =
    term.kind === 'filter' ? term.filter : lookup ? lookup.data : {}
  const narrowed = searched && both(chipFilter(fleet.chips, speaking), searched)
  const ask = (tab: FleetTab) => both(narrowed ?? {}, tabFilter(tab, disagreeing))
  const filter = { ...ask(fleet.tab), ...sortFilter(fleet) }
  const ready = narrowed !== undefined

  const read = useQueries({
    queries: pages.map((page) => ({ ...fleetPageQuery(filter, page), enabled: ready })),
    combine: together,
  })
  const counts = useQueries({
    queries: tabs.map((tab) => ({
      ...nodeCountQuery(ask(tab)),
      enabled: ready && tab !== 'disagree',
    })),
    combine: (results) => results.map(({ data }) => data ?? undefined),
  })
  const countOf = (tab: FleetTab) =>
    tab === 'disagree' ? disagreeing.length : counts[tabs.indexOf(tab)]

  const told = fleet.tab === 'disagree' ? undefined : countOf(fleet.tab)
  const rows = useMemo(() => {
    const known = pages.map((page, i) => ({
      page,
      items: read.pages[i]?.items,
      count: read.pages[i]?.count ?? null,
    }))
    const total = totalOf(known, told)
    return total === undefined || !known.some(({ items }) => items)
      ? undefined
      : rowsOf(known, total)
  }, [pages, read.pages, told])

  const error = (ready ? read.error : null) ?? lookup?.error ?? null
  const shown = useKept(rows, error)
  const query: QueryLike<readonly FleetRow[]> = {
    status: (error ?? read.stumbled) ? 'error' : shown ? 'success' : 'pending',
    fetchStatus: read.isFetching || lookup?.isFetching ? 'fetching' : 'idle',
    data: shown,
    error: error ?? read.stumbled,
    isFetching: read.isFetching,
    dataUpdatedAt: Number.isFinite(read.dataUpdatedAt) ? read.dataUpdatedAt : 0,
    refetch: () => (ready ? read.again.map((again) => again()) : lookup?.refetch()),
  }
  return { query, filter, countOf, total: rows?.length, seen }
}

/** Rows stay on screen until those of the next order or filter are there; an error takes them away. */
function useKept(rows: readonly FleetRow[] | undefined, error: unknown) {
  const [kept, setKept] = useState(rows)
  const next = rows ?? (error === null ? kept : undefined)
  if (next !== kept) setKept(next)
  return next
}
