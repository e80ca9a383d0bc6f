import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import s from './DataTable.module.css'
import { cellClass, type Picks, TableRow, type RowLook } from './TableRow.tsx'
import { sorted, type Column, type Sort } from './column.ts'
import { Skeleton } from './Skeleton.tsx'
import { useLater } from './useLater.ts'
import { useRoom } from './useRoom.ts'
import { VirtualRows } from './VirtualRows.tsx'

export interface DataTableProps<Row> extends RowLook<Row> {
  /** Names the table for readers. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  /** The order; with `onSort` the rows are taken as they come, without it they are sorted here. */
  sort?: Sort | undefined
  onSort?: (sort: Sort) => void
  /** Nothing is known yet: skeleton rows after 150 ms. */
  loading?: boolean
  skeletonRows?: number
  /** In place of rows when there are none. */
  empty?: ReactNode
  /** Lines and tints run to the edge of the sheet (the table is the page). */
  wide?: boolean
  /** Below 600 px a row is this instead of cells: two lines. */
  compact?: (row: Row) => ReactNode
  /** Pixels instead of those 600, for a table that cannot do without its last columns. */
  compactBelow?: number
  /** Height of a compact row in pixels, for virtual tables. */
  compactHeight?: number
  /** Only the rows on screen are in the document; for thousands. */
  virtual?: boolean
  /** All rows there are, when `rows` is only the beginning. */
  total?: number
  /** The rows on screen, whenever they change (virtual tables). */
  onVisible?: (rows: readonly Row[]) => void
  /** The last rows come near (virtual tables). */
  onEnd?: () => void
}

const NARROW = 600

/** A real table with the console's anatomy: sticky head, 36 px rows, numbers right, a quiet face. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, sort, onSort, loading = false, wide = false } = props
  const [{ width, overflowing }, measure] = useRoom()
  const narrow = props.compact !== undefined && width > 0 && width < (props.compactBelow ?? NARROW)
  const [ownSort, setOwnSort] = useState<Sort | undefined>(sort)
  const order = onSort ? sort : ownSort

  const shown = useMemo(
    () => columns.filter((each) => each.hideBelow === undefined || width >= each.hideBelow),
    [columns, width],
  )
  const ordered = useMemo(
    () => (onSort ? rows : sorted(rows, columns, order)),
    [onSort, rows, columns, order],
  )

  const press = (column: Column<Row>) => {
    const first = column.descFirst ?? false
    const next = { id: column.id, desc: order?.id === column.id ? !order.desc : first }
    if (onSort) onSort(next)
    else setOwnSort(next)
  }
  const { picks } = props
  const span = narrow ? 1 : shown.length + (picks ? 1 : 0)
  const body = {
    ...props,
    columns: shown,
    rows: ordered,
    narrow,
    span,
  }
  return (
    <div
      ref={measure}
      className={[
        s.frame,
        wide ? s.wide : '',
        narrow ? s.narrow : '',
        overflowing && !props.virtual ? s.scrolls : '',
      ].join(' ')}
      // what scrolls sideways must be reachable by keyboard
      tabIndex={overflowing && !props.virtual ? 0 : undefined}
      role={overflowing && !props.virtual ? 'group' : undefined}
      aria-label={overflowing && !props.virtual ? props.label : undefined}
    >
      <table
        className={props.virtual ? `${s.table} ${s.fixed}` : s.table}
        aria-label={props.label}
        aria-busy={loading || undefined}
        data-many={props.virtual ? '' : undefined}
        aria-rowcount={props.virtual ? (props.total ?? rows.length) + (narrow ? 0 : 1) : undefined}
      >
        {!narrow && (
          <thead>
            <tr aria-rowindex={props.virtual ? 1 : undefined}>
              {picks && <PickAll picks={picks} rows={rows} rowKey={rowKey} />}
              {shown.map((each) => (
                <HeadCell
                  key={each.id}
                  column={each}
                  order={order}
                  press={press}
                  server={!!onSort}
                />
              ))}
            </tr>
          </thead>
        )}
        {loading ? (
          <SkeletonRows
            columns={shown}
            rows={props.skeletonRows ?? 3}
            narrow={narrow}
            picks={picks !== undefined}
          />
        ) : rows.length === 0 ? (
          <tbody>
            <tr>
              <td colSpan={span} className={s.empty}>
                {props.empty ?? 'Nothing here.'}
              </td>
            </tr>
          </tbody>
        ) : props.virtual ? (
          <VirtualRows {...body} />
        ) : (
          <tbody>
            {body.rows.map((row) => (
              <TableRow key={rowKey(row)} row={row} {...look(body)} />
            ))}
          </tbody>
        )}
      </table>
    </div>
  )
}

/** The part of the props that a row needs; the same object parts each time, so that rows can be skipped. */
function look<Row>(all: DataTableProps<Row> & { narrow: boolean; span: number }) {
  const { columns, href, selected, tone, compact, onPress, picks, narrow, span, rowKey } = all
  return { columns, href, selected, tone, compact, onPress, picks, narrow, span, rowKey }
}

/** Chooses all rows that are shown, or none. */
function PickAll<Row>({
  picks: { keys, onPick },
  rows,
  rowKey,
}: Pick<DataTableProps<Row>, 'rows' | 'rowKey'> & { picks: Picks<Row> }) {
  const all = rows.length > 0 && rows.every((row) => keys.has(rowKey(row)))
  return (
    <th scope="col" className={s.pick}>
      <input
        type="checkbox"
        className={s.box}
        aria-label="Choose all that are shown"
        checked={all}
        onChange={({ target }) => onPick(rows, target.checked)}
      />
    </th>
  )
}

function HeadCell<Row>({
  column,
  order,
  press,
  server,
}: {
  column: Column<Row>
  order: Sort | undefined
  press: (column: Column<Row>) => void
  server: boolean
}) {
  const sortable = server ? column.sortable === true : column.sort !== undefined
  const now = order?.id === column.id ? order : undefined
  const Arrow = now?.desc ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      className={cellClass(column)}
      style={{
        ...(column.width === undefined ? {} : { width: column.width }),
        ...(column.headInset === undefined ? {} : { paddingRight: 12 + column.headInset }),
      }}
      aria-sort={now ? (now.desc ? 'descending' : 'ascending') : undefined}
    >
      {sortable ? (
        <button
          type="button"
          className={now ? `${s.sort} ${s.sorted}` : s.sort}
          onClick={() => press(column)}
        >
          {column.header}
          {now && <Arrow size={12} strokeWidth={1.8} aria-hidden="true" />}
        </button>
      ) : (
        <span className={column.quietHead ? s.hidden : undefined}>{column.header}</span>
      )}
    </th>
  )
}

// a row of varied blocks reads as text to come; the same lengths every time, so that nothing dances
const LENGTHS = [104, 88, 72, 96, 80]

function SkeletonRows<Row>({
  columns,
  rows,
  narrow,
  picks,
}: {
  columns: readonly Column<Row>[]
  rows: number
  narrow: boolean
  picks: boolean
}) {
  const due = useLater(true, 150)
  return (
    <tbody aria-hidden="true">
      {Array.from({ length: rows }, (_, i) => (
        <tr key={i} className={s.waiting}>
          {narrow ? (
            <td>{due && <Skeleton width={200} />}</td>
          ) : (
            <>
              {picks && <td className={s.pick}>{due && <Skeleton width={16} />}</td>}
              {columns.map((column, c) => (
                <td key={column.id} className={cellClass(column)}>
                  {due && (
                    <Skeleton
                      width={
                        column.skeleton ??
                        (column.align === 'right'
                          ? 46
                          : c === 0
                            ? LENGTHS[i % LENGTHS.length]! // index < length
                            : 56)
                      }
                    />
                  )}
                </td>
              ))}
            </>
          )}
        </tr>
      ))}
    </tbody>
  )
}
