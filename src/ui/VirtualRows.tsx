import { useVirtualizer } from '@tanstack/react-virtual'
import type { ReactNode } from 'react'
import { useCallback, useEffect, useState } from 'react'
import { TableRow, type RowLook } from './TableRow.tsx'
import type { Column } from './column.ts'

const ROW = 36

interface VirtualRowsProps<Row> extends RowLook<Row> {
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string | number
  compact?: (row: Row) => ReactNode
  compactHeight?: number
  narrow: boolean
  span: number
  onVisible?: (rows: readonly Row[]) => void
  onEnd?: () => void
}

/**
 * The rows near the screen between two spacers, in the table's own flow: roles, the sticky head and
 * column widths stay the browser's. Scrolls with the sheet (`data-scroll`).
 */
export function VirtualRows<Row>(props: VirtualRowsProps<Row>) {
  const { rows, rowKey, narrow, span, onVisible, onEnd } = props
  const [scroller, setScroller] = useState<Element | null>(null)
  const [margin, setMargin] = useState(0)
  // an empty body at the top of the rows says where they begin inside what scrolls
  const start = useCallback((element: HTMLElement | null) => {
    const found = element?.closest('[data-scroll]')
    if (!element || !found) return
    setScroller(found)
    const top = element.getBoundingClientRect().top - found.getBoundingClientRect().top
    setMargin(top + found.scrollTop)
  }, [])

  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoized by a compiler
  const virtualizer = useVirtualizer<Element, HTMLTableRowElement>({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => (narrow ? (props.compactHeight ?? 84) : ROW),
    getItemKey: (i) => rowKey(rows[i]!), // 0 <= i < count
    scrollMargin: margin,
    overscan: 8,
  })
  useEffect(() => virtualizer.measure(), [virtualizer, narrow])

  const items = virtualizer.getVirtualItems()
  const range = virtualizer.range
  const from = range?.startIndex ?? 0
  const to = range?.endIndex ?? -1
  useEffect(() => {
    onVisible?.(rows.slice(from, to + 1))
  }, [onVisible, rows, from, to])
  const near = to >= rows.length - 20
  useEffect(() => {
    if (near) onEnd?.()
  }, [near, onEnd, rows.length])

  const before = items.length ? items[0]!.start - margin : 0 // items is not empty
  const after = items.length
    ? virtualizer.getTotalSize() - (items[items.length - 1]!.end - margin) // items is not empty
    : 0
  const { columns, href, selected, tone, compact, onPress, picks } = props
  return (
    <>
      <tbody ref={start} key={String(narrow)} aria-hidden="true" />
      <Spacer height={before} />
      <tbody>
        {items.map((item) => (
          <TableRow
            key={item.key}
            row={rows[item.index]!} // the virtualizer only knows indices below count
            index={item.index}
            rowIndex={item.index + (narrow ? 1 : 2)}
            {...{ columns, href, selected, tone, compact, onPress, picks, narrow, span, rowKey }}
          />
        ))}
      </tbody>
      <Spacer height={after} />
    </>
  )
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null
  return (
    <tbody aria-hidden="true">
      <tr style={{ height }} />
    </tbody>
  )
}
