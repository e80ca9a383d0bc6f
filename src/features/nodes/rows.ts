import type { GridNode } from '#gridproxy/schemas.ts'
import type { FleetRow } from './row.ts'

/** Rows of one page of the proxy. */
export const PAGE = 100
/** Rows beyond the screen that are read too, so that slow scrolling meets no gap. */
const AHEAD = 20

/** The pages, counted from 1, that hold the rows on screen and those close to it. */
export function pagesOf(first: number, last: number): number[] {
  const from = Math.floor(Math.max(0, first - AHEAD) / PAGE) + 1
  const to = Math.floor(Math.max(0, last + AHEAD) / PAGE) + 1
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

/** A page as it has come; `items` undefined while it is on its way. */
export interface FleetPage {
  page: number
  items: readonly GridNode[] | undefined
  count: number | null
}

/**
 * How many rows there are: a page that is not full is the last one and knows best; then what a page was
 * told, then what the tab was told. Undefined while nobody knows.
 */
export function totalOf(pages: readonly FleetPage[], told: number | undefined): number | undefined {
  for (const { page, items } of pages) {
    if (items && items.length > 0 && items.length < PAGE) return (page - 1) * PAGE + items.length
    if (items?.length === 0 && page === 1) return 0
  }
  return pages.find(({ items, count }) => items && count !== null)?.count ?? told
}

// the same place and node make the same row, so that a row that did not change is not drawn again
const blanks: FleetRow[] = []
const blank = (index: number) => (blanks[index] ??= { index, node: undefined })
const filled = new WeakMap<GridNode, FleetRow>()
function rowOf(index: number, node: GridNode): FleetRow {
  const known = filled.get(node)
  if (known?.index === index) return known
  const row = { index, node }
  filled.set(node, row)
  return row
}

/** All places of the fleet in order; those whose page is not there are blank. */
export function rowsOf(pages: readonly FleetPage[], total: number): FleetRow[] {
  const rows = Array.from({ length: total }, (_, index) => blank(index))
  for (const { page, items } of pages) {
    const start = (page - 1) * PAGE
    for (const [i, node] of (items ?? []).entries()) {
      if (start + i < total) rows[start + i] = rowOf(start + i, node)
    }
  }
  return rows
}

/** A place's own key: a node that moved between two pages may be on both for a moment. */
export const rowKey = ({ index, node }: FleetRow) => (node ? `${index} ${node.nodeId}` : index)

/** The pages for the rows on screen; the same list when nothing changes. */
export function pagesFor(before: readonly number[], rows: readonly FleetRow[]): readonly number[] {
  const [first] = rows
  const last = rows.at(-1)
  if (!first || !last) return before
  const wanted = pagesOf(first.index, last.index)
  return wanted.length === before.length && wanted.every((page, i) => page === before[i])
    ? before
    : wanted
}
