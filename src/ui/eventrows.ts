import { useVirtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { State } from './State.tsx'

/** One line: something that happened to somebody. Rows come newest first, those of one day together. */
export interface EventRow {
  key: string | number
  /** The heading it stands under: "Wednesday 18 November". */
  day: string
  /** ms since 1970. */
  at: number
  state: State
  /** To whom, and what that is. */
  name: string
  kind: string
  /** "ok → deleted". */
  step: string
  /** What is said of it; `mono` when a machine said it. */
  said: string
  mono: boolean
  /** In the error's ink. */
  loud: boolean
  /** At the right end: "after 9 min 24 s". */
  remark: string | undefined
}

/** What the list is made of. */
export type Item =
  | { kind: 'day'; day: string }
  | { kind: 'lead' }
  | { kind: 'row'; row: EventRow; index: number }

/** Rows with the headings of their days, and the line of what happens now. */
export function itemsOf(rows: readonly EventRow[], lead: boolean): Item[] {
  const items: Item[] = []
  let day: string | undefined
  for (const [index, row] of rows.entries()) {
    if (row.day !== day) {
      items.push({ kind: 'day', day: row.day })
      if (index === 0 && lead) items.push({ kind: 'lead' })
      day = row.day
    }
    items.push({ kind: 'row', row, index })
  }
  return items
}

/** The items on the screen, those of one day together. */
export function sections(shown: readonly { index: number }[], items: readonly Item[]) {
  const all: { key: number; day: string; parts: { index: number; item: Item }[] }[] = []
  let day = ''
  for (const { index } of shown) {
    const item = items[index]
    if (!item) continue
    if (item.kind !== 'lead') day = item.kind === 'day' ? item.day : item.row.day
    const last = all.at(-1)
    if (!last || item.kind === 'day') all.push({ key: index, day, parts: [{ index, item }] })
    else last.parts.push({ index, item })
  }
  // the first section keeps its key while rows of it leave above
  const [first] = all
  if (first) first.key = -1
  return all
}

const ROW = 32
const DAY = 52

/** The list's own part of the sheet's scrolling. */
export function useSheetRows(items: readonly Item[], rows: readonly EventRow[]) {
  const root = useRef<HTMLDivElement>(null)
  const [scroller, setScroller] = useState<Element | null>(null)
  const [margin, setMargin] = useState(0)
  useLayoutEffect(() => {
    const element = root.current
    const found = element?.closest('[data-scroll]')
    if (!element || !found) return
    const measure = () => {
      const top = element.getBoundingClientRect().top - found.getBoundingClientRect().top
      setMargin(Math.round(top + found.scrollTop))
    }
    setScroller(found)
    measure()
    // what stands above may grow, shrink, come and go
    const observer = new ResizeObserver(measure)
    for (const child of found.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoized by a compiler
  const virtualizer = useVirtualizer<Element, HTMLElement>({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: (i) => (items[i]?.kind === 'day' ? DAY : ROW),
    getItemKey: (i) => {
      const item = items[i]
      return item?.kind === 'row' ? item.row.key : `${item?.kind} ${i}`
    },
    scrollMargin: margin,
    overscan: 10,
  })
  useEffect(() => virtualizer.measure(), [virtualizer, rows])
  return { root, virtualizer, margin }
}

/** One stop for the tabulator that wanders with the arrows. */
export function useRoving(root: RefObject<HTMLElement | null>, scrollTo: (row: number) => void) {
  const [focus, setFocus] = useState<number>()
  const wanted = useRef<number>(undefined)
  useEffect(() => {
    if (wanted.current === undefined) return
    const row = root.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`)
    if (!row) return
    wanted.current = undefined
    row.focus({ preventScroll: true })
  })
  return {
    move: (row: number) => {
      wanted.current = row
      setFocus(row)
      scrollTo(row)
    },
    /** The last one moved to, the chosen one, or the first on the screen, whichever is there. */
    tabStop: (visible: readonly number[], chosen: number) =>
      [focus, chosen].find((row) => row !== undefined && visible.includes(row)) ?? visible[0],
  }
}
