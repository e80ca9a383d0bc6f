import type { CSSProperties, KeyboardEvent, ReactNode } from 'react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { ClockTime } from './Time.tsx'
import s from './EventList.module.css'
import { type EventRow, itemsOf, sections, useRoving, useSheetRows } from './eventrows.ts'
import { Glyph } from './State.tsx'

/**
 * Events as a dense list under headings of days, the rows on a 1 px rail; ten thousand of them cost no
 * more than those on the screen. One row can be chosen; `detail` then stands below it. One stop for the
 * tabulator: arrows, Home, End and the page keys move, Enter chooses, Esc chooses nothing.
 */
export function EventList({
  label,
  rows,
  selected,
  onSelect,
  detail,
  lead,
  aside,
}: {
  label: string
  rows: readonly EventRow[]
  selected: EventRow['key'] | undefined
  onSelect: (key: EventRow['key'] | undefined) => void
  detail: (row: EventRow) => ReactNode
  /** A line of its own before the newest, made of EventLine: what happens now. */
  lead?: ReactNode
  /** At the right end of the first heading: stamps, filters. */
  aside?: ReactNode
}) {
  const widths = useMemo(() => widthsOf(rows), [rows])
  const leads = lead !== undefined
  const items = useMemo(() => itemsOf(rows, leads), [rows, leads])
  const places = useMemo(
    () => items.flatMap((item, i) => (item.kind === 'row' ? [i] : [])),
    [items],
  )
  const { root, virtualizer, margin } = useSheetRows(items, rows)
  const shown = virtualizer.getVirtualItems()
  const { move, tabStop } = useRoving(root, (row) =>
    virtualizer.scrollToIndex(places[row] ?? 0, { align: 'auto' }),
  )
  const chosen = rows.findIndex(({ key }) => key === selected)
  const own = useRef<EventRow['key'] | undefined>(undefined)
  const ready = virtualizer.scrollElement !== null
  const place = chosen < 0 ? undefined : places[chosen]
  useEffect(() => {
    // what was chosen elsewhere (in a drawing, by the address) is brought into sight
    if (selected === undefined) own.current = undefined
    if (!ready || place === undefined || own.current === selected) return
    own.current = selected
    virtualizer.scrollToIndex(place, { align: 'auto' })
  }, [ready, place, selected, virtualizer])

  const choose = useCallback(
    (key: EventRow['key'] | undefined) => {
      own.current = key
      onSelect(key)
    },
    [onSelect],
  )
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = Number((event.target as HTMLElement).dataset['row'] ?? Number.NaN) // keys come from elements
    if (Number.isNaN(at) || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Escape' && selected !== undefined) choose(undefined)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
    const page = { PageDown: at + 10, PageUp: at - 10 }[event.key]
    const next = to ?? page
    if (next === undefined) return
    event.preventDefault()
    move(Math.max(0, Math.min(rows.length - 1, next)))
  }
  const visible = shown.flatMap(({ index }) => {
    const item = items[index]
    return item?.kind === 'row' ? [item.index] : []
  })
  const stop = tabStop(visible, chosen)
  const before = shown[0] ? shown[0].start - margin : 0
  const last = shown.at(-1)
  const after = last ? virtualizer.getTotalSize() - (last.end - margin) : 0
  return (
    <div ref={root} role="group" aria-label={label} className={s.list} style={widths}>
      {/* the keys belong to the rows; what holds them only moves between them */}
      <div role="none" onKeyDown={onKeyDown}>
        {before > 0 && <div style={{ height: before }} />}
        {sections(shown, items).map(({ key, day, parts }) => (
          <section key={key}>
            {parts.map(({ index, item }) =>
              item.kind === 'day' ? (
                <div
                  key="day"
                  ref={virtualizer.measureElement}
                  data-index={index}
                  className={s.day}
                >
                  <h2>{day}</h2>
                  {index === 0 && aside !== undefined && <div className={s.aside}>{aside}</div>}
                </div>
              ) : null,
            )}
            <ol aria-label={day}>
              {parts.map(({ index, item }) =>
                item.kind === 'day' ? null : (
                  <li
                    key={item.kind === 'row' ? item.row.key : 'lead'}
                    ref={virtualizer.measureElement}
                    data-index={index}
                    className={item.kind === 'row' && item.index === chosen ? s.chosen : undefined}
                  >
                    {item.kind === 'lead' ? (
                      lead
                    ) : (
                      <Row
                        row={item.row}
                        index={item.index}
                        chosen={item.index === chosen}
                        stop={item.index === stop}
                        onChoose={choose}
                      >
                        {item.index === chosen ? detail(item.row) : undefined}
                      </Row>
                    )}
                  </li>
                ),
              )}
            </ol>
          </section>
        ))}
        {after > 0 && <div style={{ height: after }} />}
      </div>
    </div>
  )
}

function Row({
  row,
  index,
  chosen,
  stop,
  onChoose,
  children,
}: {
  row: EventRow
  index: number
  chosen: boolean
  stop: boolean
  onChoose: (key: EventRow['key'] | undefined) => void
  children: ReactNode
}) {
  const { key, at, ...rest } = row
  const { day: _day, ...cells } = rest
  return (
    <>
      <button
        type="button"
        className={s.row}
        data-row={index}
        tabIndex={stop ? 0 : -1}
        aria-expanded={chosen}
        onClick={() => onChoose(chosen ? undefined : key)}
      >
        <Cells {...cells} clock={<ClockTime at={at} />} />
      </button>
      {chosen && <div className={s.detail}>{children}</div>}
    </>
  )
}

/** A line in the list's columns that is no event: what happens now. */
export function EventLine({
  clock,
  ...cells
}: { clock: ReactNode } & Pick<EventRow, 'state' | 'name' | 'kind' | 'step' | 'said'>) {
  return (
    <div className={s.row}>
      <Cells {...cells} clock={clock} mono={false} loud={false} remark={undefined} />
    </div>
  )
}

function Cells(props: Omit<EventRow, 'key' | 'day' | 'at'> & { clock: ReactNode }) {
  const { clock, state, name, kind, step, said, mono, loud, remark } = props
  return (
    <>
      <span className={s.clock}>{clock} </span>
      <span className={s.glyph}>
        <Glyph state={state} />
      </span>
      <span className={s.name} title={name}>
        {name}{' '}
      </span>
      <span className={s.kind} title={kind}>
        {kind}{' '}
      </span>
      <span className={s.step} title={step}>
        {step}{' '}
      </span>
      <span className={`${mono ? s.mono : s.said} ${loud ? s.loud : ''}`} title={said}>
        {said}{' '}
      </span>
      {remark !== undefined && <span className={s.remark}>{remark}</span>}
    </>
  )
}

/** Columns as wide as the longest they hold, within reason; in ch of the mono face. */
function widthsOf(rows: readonly EventRow[]): CSSProperties {
  const longest = (of: (row: EventRow) => string) =>
    rows.reduce((most, row) => Math.max(most, of(row).length), 0)
  const within = (least: number, most: number, value: number) =>
    Math.max(least, Math.min(most, value))
  const widths = {
    '--name': `${within(
      6,
      18,
      longest(({ name }) => name),
    )}ch`,
    '--kind': `${within(
      9,
      19,
      longest(({ kind }) => kind),
    )}ch`,
    '--step': `${within(
      11,
      20,
      longest(({ step }) => step),
    )}ch`,
  }
  return widths as CSSProperties // custom properties are styles too
}
