import type { ReactNode } from 'react'
import { memo } from 'react'
import { Link } from 'wouter'
import s from './DataTable.module.css'
import type { Column } from './column.ts'

/** What a page may say about each row. */
export interface RowLook<Row> {
  /** Where a row leads: the first cell becomes the link, and the whole row presses it. */
  href?: ((row: Row) => string | undefined) | undefined
  /** Pressing a row picks it (no address of its own). */
  onPress?: ((row: Row) => void) | undefined
  /** Key of the chosen row. */
  selected?: string | number | undefined
  /** `differs` lays the amber tint under the row. */
  tone?: ((row: Row) => 'differs' | undefined) | undefined
  picks?: Picks<Row> | undefined
}

/** Rows that can be chosen, each with a box before it. The same object while nothing changes. */
export interface Picks<Row> {
  /** Keys of those that are chosen. */
  keys: ReadonlySet<string | number>
  /** Names a row for readers: "contract 41540, workers". */
  label: (row: Row) => string
  onPick: (rows: readonly Row[], on: boolean) => void
}

interface TableRowProps<Row> extends RowLook<Row> {
  row: Row
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string | number
  compact?: ((row: Row) => ReactNode) | undefined
  narrow: boolean
  span: number
  rowIndex?: number | undefined
  index?: number | undefined
}

function PlainRow<Row>(props: TableRowProps<Row>) {
  const { row, columns, href, onPress, selected, tone, compact, narrow, span, rowKey } = props
  const { picks } = props
  const to = href?.(row)
  const picked = picks?.keys.has(rowKey(row)) === true
  const chosen = picked || (selected !== undefined && rowKey(row) === selected)
  const press = onPress && (() => onPress(row))
  const lead = (content: ReactNode) =>
    to !== undefined ? (
      <Link href={to} className={s.stretch}>
        {content}
      </Link>
    ) : press ? (
      <button type="button" className={s.stretch} onClick={press} aria-pressed={chosen}>
        {content}
      </button>
    ) : (
      content
    )
  const box = picks && (
    <input
      type="checkbox"
      className={s.box}
      aria-label={`Choose ${picks.label(row)}`}
      checked={picked}
      onChange={({ target }) => picks.onPick([row], target.checked)}
    />
  )
  return (
    <tr
      data-index={props.index}
      aria-rowindex={props.rowIndex}
      aria-selected={selected === undefined && !picks ? undefined : chosen}
      className={[
        to !== undefined || press ? s.linked : '',
        chosen ? s.chosen : '',
        tone?.(row) === 'differs' ? s.differs : '',
      ].join(' ')}
    >
      {narrow && compact ? (
        <td colSpan={span} className={s.compact}>
          {box ? (
            <span className={s.picked}>
              {box}
              {lead(compact(row))}
            </span>
          ) : (
            lead(compact(row))
          )}
        </td>
      ) : (
        <>
          {box && <td className={s.pick}>{box}</td>}
          {columns.map((column, i) => (
            <td key={column.id} className={cellClass(column)}>
              {i === 0 ? lead(column.cell(row)) : column.cell(row)}
            </td>
          ))}
        </>
      )}
    </tr>
  )
}

/** The class of a column's cells, in rows, head and skeleton alike. */
export const cellClass = <Row,>(column: Column<Row>): string | undefined =>
  column.align === 'right' ? s.right : column.tight ? s.tight : undefined

/** One row; drawn again only when its own data or the columns change. */
export const TableRow = memo(PlainRow) as typeof PlainRow // memo forgets the type parameter
