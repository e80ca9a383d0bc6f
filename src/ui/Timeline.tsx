import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo } from 'react'
import { useCallback, useRef, useState } from 'react'
import { stamp } from '#lib/time.ts'
import { say } from './announce.ts'
import { Hint, WheelKeys } from './timeline/Hint.tsx'
import { LaneRow } from './timeline/LaneRow.tsx'
import { Overview } from './timeline/Overview.tsx'
import s from './timeline/Timeline.module.css'
import { Chart } from './timeline/chart.ts'
import type { LookWords, TimelineData, TimelineWindow } from './timeline/data.ts'
import { attachGestures } from './timeline/gestures.ts'
import { type Item, find, stepped } from './timeline/items.ts'
import { actionOf, bringIntoView, inView, moveByKey } from './timeline/keys.ts'
import { idOf, pointTo, toldOf } from './timeline/pointing.ts'
import { prepare } from './timeline/prepare.ts'
import { AXIS, BAR, HEADS, LANE, LANE_NARROW } from './timeline/primitives.ts'
import { usePointing } from './timeline/usePointing.ts'
import { useBrought, useGrowing } from './timeline/useShown.ts'
import { useWheelKeys } from './timeline/useWheelKeys.ts'
import { useRows, visible } from './timeline/useRows.ts'
import { withRoom } from './timeline/window.ts'
import { inState, laneName, sentence, summary } from './timeline/words.ts'
import { useRoom } from './useRoom.ts'

/**
 * States over time, one lane for each thing; knows nothing of whose states they are.
 *
 * Controlled: `window` and `selected` are the page's, and are only ever changed through `onWindow` and
 * `onSelect`. While somebody pans or zooms, the drawing runs ahead and tells the page a few times a
 * second and at the end. Pure helpers for the page's own buttons are in `timeline/window.ts`:
 * `wholeOf(data)`, `zoomed(window, factor, around, bounds)`, `panned(window, ms, bounds)`, with
 * `wholeOf(data)` as bounds. The picture for export is `timelineSvg` in `timeline/svg.ts`, the legend for
 * the page's tool row `TimelineLegend` in `timeline/Legend.tsx`. Its names stand on the gutter and its
 * tints reach the sheet's edges, so its parent must have no padding at the sides.
 */
export interface TimelineProps extends TimelineData {
  /** Whose history, for readers: "Timeline of web-frontend". */
  label: string
  /** What a lane is, above the names: "Workload". */
  head?: string
  /** Above the durations at the right. */
  durationHead?: string
  /** What is shown; undefined: everything, following now. */
  window: TimelineWindow | undefined
  /** undefined: everything again. Called at most some times a second while a gesture lasts, and at its end. */
  onWindow: (window: TimelineWindow | undefined) => void
  /** Id of the chosen span, mark or lane: its lane is tinted and brought into view. */
  selected: string | undefined
  /** Id of a span, mark or lane that was pressed; undefined: the chosen one was pressed again. */
  onSelect: (id: string | undefined) => void
  /** The view's words for the looks, for hints and readers: `{ busy: 'init' }`. */
  words?: LookWords
  /** What can be shown at least: of a drawing that shares its window with another one. */
  extent?: TimelineWindow | undefined
}

/** See TimelineProps. */
export function Timeline({
  label,
  head = '',
  durationHead = 'In this state',
  words,
  window,
  onWindow,
  selected,
  onSelect,
  lanes,
  ticks,
  links,
  now,
  extent,
}: TimelineProps) {
  const [chart] = useState(() => new Chart())
  const [rootRoom, rootRoomRef] = useRoom()
  const [plotRoom, plotRoomRef] = useRoom()
  const root = useRef<HTMLElement>(null)
  const plot = useRef<HTMLElement>(null)
  const axis = useRef<HTMLCanvasElement>(null)
  const body = useRef<HTMLCanvasElement>(null)
  const list = useRef<HTMLUListElement>(null)

  const prepared = useMemo(() => prepare({ lanes, ticks }), [lanes, ticks])
  const chosen = useMemo(() => find(prepared, selected), [prepared, selected])
  const { told } = prepared
  const bounds = withRoom({
    from: Math.min(told.from, now, extent?.from ?? now),
    to: Math.max(told.to, now, extent?.to ?? now),
  })
  const partial = window && (window.from > Math.min(told.from, now) || window.to < bounds.to)
  const narrow = rootRoom.width > 0 && rootRoom.width < 600
  const laneHeight = narrow ? LANE_NARROW : LANE
  const barTop = narrow ? 25 : (LANE - BAR) / 2
  const {
    first,
    last,
    ref: scroller,
    reveal,
  } = useRows(lanes.length, laneHeight, narrow ? AXIS + HEADS : AXIS)

  /** The lane the tabulator reaches, and the item of it that was told last. */
  const [cursor, setCursor] = useState<{ lane: number; item?: Item }>({ lane: chosen?.lane ?? 0 })
  // what the page chooses takes the cursor along
  const [followed, setFollowed] = useState(chosen)
  if (followed !== chosen) {
    setFollowed(chosen)
    if (chosen && chosen.lane !== cursor.lane) setCursor({ lane: chosen.lane })
  }
  const [focused, setFocused] = useState(false)
  const pointing = usePointing(chart, root, plot)
  const { hovered, pointed, setPointed, leave } = pointing
  const [keysAt, showKeys] = useWheelKeys(root)
  const current = Math.min(cursor.lane, Math.max(0, lanes.length - 1))

  useEffect(() => chart.start(), [chart])
  useLayoutEffect(() => chart.on(axis.current, body.current), [chart])
  useLayoutEffect(() => {
    const linked = hovered ?? (focused ? current : chosen?.lane)
    const shown = { prepared, ticks, links, now, bounds, laneHeight, barTop, first, last }
    chart.show({ ...shown, width: plotRoom.width, chosen, linked }, window ?? bounds, onWindow)
  })

  useBrought(chart, chosen, selected, reveal)
  useGrowing(chart, window, bounds.to, onWindow)

  const rootRef = useCallback(
    (element: HTMLElement | null) => {
      root.current = element
      return rootRoomRef(element)
    },
    [rootRoomRef],
  )
  const plotRef = useCallback(
    (element: HTMLElement | null) => {
      plot.current = element
      return plotRoomRef(element)
    },
    [plotRoomRef],
  )
  const gestures = useCallback(
    (element: HTMLElement | null) => {
      const left = () => plot.current?.getBoundingClientRect().left ?? 0
      return element ? attachGestures(element, chart, left, leave, showKeys) : undefined
    },
    [chart, leave, showKeys],
  )
  const choose = (id: string | undefined) => onSelect(id === selected ? undefined : id)
  const onPressPlot = (event: React.MouseEvent) => {
    const found = pointing.point(event)
    if (!found) return
    setCursor({ lane: found.lane })
    choose((found.pointed && idOf(prepared, found.pointed, selected)) ?? lanes[found.lane]?.id)
  }
  // the rows keep the same function, so that they are not drawn again for a new one
  const press = useRef<(lane: number) => void>(() => undefined)
  useEffect(() => {
    press.current = (lane) => {
      const next = cursor.lane === lane ? cursor : { lane }
      setCursor(next)
      choose(next.item?.id ?? lanes[lane]?.id)
    }
  })
  const onPress = useCallback((lane: number) => press.current(lane), [])

  const goToLane = (lane: number) => {
    const next = Math.max(0, Math.min(lanes.length - 1, lane))
    setCursor({ lane: next })
    setPointed(undefined)
    reveal(next)
    // a row far away is drawn first
    requestAnimationFrame(() => {
      list.current?.querySelector<HTMLElement>(`[data-lane="${next}"]`)?.focus()
      const at = pointing.frame()
      const present = prepared.lanes[next] && stepped(prepared.lanes[next], undefined, -1)
      if (at && present && inView(chart, present)) setPointed(pointTo(chart, at, next, present))
    })
  }
  const goToItem = (by: number) => {
    const lane = prepared.lanes[current]
    const at = pointing.frame()
    if (!lane || !at) return
    const item = stepped(lane, cursor.item, by)
    if (!item) return say(`${lane.lane.name} has no history`)
    bringIntoView(chart, item)
    const there = pointTo(chart, at, current, item)
    setCursor({ lane: current, item })
    setPointed(there)
    const words_ = toldOf(prepared, there, now, words)
    if (words_) say(`${lane.lane.name}: ${sentence(words_)}`)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const onLane = event.target instanceof Element && event.target.closest('[data-lane]') !== null
    const action = actionOf(event.key, onLane)
    if (!action) return
    event.preventDefault()
    if (action.do === 'lane') goToLane(onLane ? current + action.by : current)
    else if (action.do === 'item') goToItem(action.by)
    else if (action.do === 'choose') choose(cursor.item?.id ?? lanes[current]?.id)
    else if (action.do === 'leave') setPointed(undefined)
    else if (moveByKey(chart, action)) {
      setPointed(undefined)
      say(`${stamp(chart.view.from)} to ${stamp(chart.view.to)}`)
    }
  }

  const hint = pointed && toldOf(prepared, pointed, now, words)
  const shownRows = visible(first, last, current, lanes.length)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the lanes' buttons and of the chart
    <div
      ref={rootRef}
      className={narrow ? `${s.timeline} ${s.narrow}` : s.timeline}
      role="group"
      aria-label={summary(label, lanes, words)}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const lane = event.target.closest<HTMLElement>('[data-lane]')?.dataset.lane
        setFocused(lane !== undefined)
        if (lane !== undefined && Number(lane) !== cursor.lane) setCursor({ lane: Number(lane) })
      }}
      onBlur={() => setFocused(false)}
    >
      {/* its room is always there: the first zoom moves nothing */}
      <div className={s.overview} aria-hidden="true">
        {partial && plotRoom.width > 0 && (
          <Overview {...{ chart, prepared, bounds, now }} width={plotRoom.width} />
        )}
      </div>
      <div ref={scroller} className={s.scroller} onScroll={leave}>
        <div className={s.axis} aria-hidden="true">
          <span>{head}</span>
          <canvas ref={axis} />
          <span className={s.right}>{durationHead}</span>
        </div>
        <div
          ref={gestures}
          className={s.rows}
          style={{ height: lanes.length * laneHeight }}
          onPointerMove={pointing.onMove}
          onPointerLeave={leave}
        >
          <ul ref={list}>
            {shownRows.map((i) => {
              const lane = lanes[i]! // visible() only gives numbers of lanes
              return (
                <LaneRow
                  key={lane.id}
                  lane={lane}
                  name={laneName(lane, now, words)}
                  told={inState(lane, now)}
                  top={i * laneHeight}
                  index={i}
                  count={lanes.length}
                  selected={chosen?.lane === i}
                  current={current === i}
                  onPress={onPress}
                />
              )
            })}
          </ul>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- Enter chooses as a press does, see onKeyDown */}
          <div
            ref={plotRef}
            className={s.plot}
            role="application"
            aria-roledescription="chart"
            aria-label="Left and right move through time, plus and minus zoom, 0 shows all, up and down go through the lanes"
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- its keys move the window
            tabIndex={0}
            onClick={onPressPlot}
          >
            <canvas ref={body} style={{ top: first * laneHeight }} />
          </div>
        </div>
      </div>
      {hint && pointed && <Hint told={hint} x={pointed.x} y={pointed.y} above={pointed.above} />}
      {keysAt && <WheelKeys {...keysAt} />}
    </div>
  )
}
