import type { ReactNode } from 'react'

/** What a table can be sorted by here; undefined comes last in both directions. */
export type Sortable = string | number | bigint | undefined

/** A table's order; `desc` is greatest first. */
export interface Sort {
  id: string
  desc: boolean
}

/** One column. Cells only format: numbers are prepared by the view's own functions. */
export interface Column<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** Numbers stand right. */
  align?: 'right'
  /** The value to sort by, when the rows are sorted here. */
  sort?: (row: Row) => Sortable
  /** The head can be pressed although the rows are sorted elsewhere (`onSort`). */
  sortable?: boolean
  /** The first press sorts greatest first. */
  descFirst?: boolean
  /** Pixels by which the head ends before the cell: a number's head above the number, not above its meter. */
  headInset?: number
  /** Pixels; virtual tables need it on all columns but one. */
  width?: number
  /** The column leaves when the table is narrower than this (pixels): the least needed the earliest. */
  hideBelow?: number
  /** Width of its block while loading, in pixels. */
  skeleton?: number
  /** Stands close behind the column before it: a number and its meter. */
  tight?: boolean
  /** The head is only for readers (an action, a sparkline's legend). */
  quietHead?: boolean
  /** What goes into an export; without it the column is left out of CSV. */
  value?: (row: Row) => unknown
}

/** The helper for one row type, at module scope: `const column = columnOf<Pool>()`. */
export const columnOf =
  <Row>() =>
  (column: Column<Row>): Column<Row> =>
    column

/** Rows in the order of one column, undefined last in both directions; as they come without an order. */
export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Sort | undefined,
): readonly Row[] {
  const value = columns.find(({ id }) => id === order?.id)?.sort
  if (!order || !value) return rows
  const sign = order.desc ? -1 : 1
  return rows.toSorted((a, b) => {
    const [one, other] = [value(a), value(b)]
    if (one === undefined || other === undefined) {
      return Number(one === undefined) - Number(other === undefined)
    }
    return sign * compare(one, other)
  })
}

/** Ascending order of two sortable values of one column; numbers and bigints mix. */
export function compare(a: Sortable, b: Sortable): number {
  if (typeof a === 'string' && typeof b === 'string') {
    return a.localeCompare(b, 'en', { numeric: true, sensitivity: 'base' })
  }
  if (a === undefined || b === undefined) return 0 // the table puts these last by itself
  return a < b ? -1 : a > b ? 1 : 0
}
