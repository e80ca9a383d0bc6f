import { useCallback, useEffect, useRef, useState } from 'react'
import s from './Timeline.module.css'
import { clear } from './canvas.ts'
import type { Chart } from './chart.ts'
import { readColours, watchLooks } from './colours.ts'
import type { TimelineWindow } from './data.ts'
import { OVERVIEW, overviewOf, paintOverview } from './overview.ts'
import type { Prepared } from './prepare.ts'
import { within } from './window.ts'

/** px at either end of the frame that move this end alone. */
const GRIP = 8

/**
 * The whole history in 20 px with a frame around what is seen; the frame and its ends can be dragged, a
 * press beside it brings it there. For the pointer only: all of it can be done by keys on the chart.
 */
export function Overview({
  chart,
  prepared,
  bounds,
  now,
  width,
}: {
  chart: Chart
  prepared: Prepared
  bounds: TimelineWindow
  now: number
  width: number
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [colours, setColours] = useState(() => readColours())
  useEffect(() => watchLooks(() => setColours(readColours())), [])
  // a second more changes no pixel of a long history
  const perPixel = (bounds.to - bounds.from) / Math.max(1, width)
  const until = Math.ceil(now / perPixel) * perPixel
  const { from, to } = bounds
  const end = Math.ceil(to / perPixel) * perPixel
  useEffect(() => {
    const context = canvas.current && clear(canvas.current, width, OVERVIEW, 0)
    if (!context) return
    const rows = overviewOf(prepared, { from, to: end }, until, width)
    paintOverview(context, rows, colours)
  }, [prepared, from, end, until, width, colours])

  const frame = useCallback(
    (element: HTMLElement | null) => chart.framed(element, width),
    [chart, width],
  )
  const strip = useCallback(
    (element: HTMLElement | null) => (element ? attachStrip(element, chart) : undefined),
    [chart],
  )
  return (
    <div ref={strip} className={s.strip} style={{ width }}>
      <canvas ref={canvas} />
      <div ref={frame} className={s.frame} />
    </div>
  )
}

function attachStrip(element: HTMLElement, chart: Chart): () => void {
  let began: { x: number; view: TimelineWindow; part: 'both' | 'from' | 'to' } | undefined
  const msPerPixel = () => {
    const { bounds } = chart.scene! // the strip stands only where a scene is shown
    return (bounds.to - bounds.from) / element.clientWidth
  }
  const down = (event: PointerEvent) => {
    const scene = chart.scene
    if (event.button !== 0 || !scene) return
    element.setPointerCapture(event.pointerId)
    const at = (event.clientX - element.getBoundingClientRect().left) * msPerPixel()
    const moment = scene.bounds.from + at
    const grip = GRIP * msPerPixel()
    let { view } = chart
    let part: 'both' | 'from' | 'to' = 'both'
    const narrow = view.to - view.from < 3 * grip
    if (!narrow && Math.abs(moment - view.from) < grip) part = 'from'
    else if (!narrow && Math.abs(moment - view.to) < grip) part = 'to'
    else if (moment < view.from || moment > view.to) {
      const half = (view.to - view.from) / 2
      view = within({ from: moment - half, to: moment + half }, scene.bounds)
      chart.move(view, false)
    }
    began = { x: event.clientX, view, part }
  }
  const move = (event: PointerEvent) => {
    if (!began || !chart.scene) return
    const by = (event.clientX - began.x) * msPerPixel()
    const { from, to } = began.view
    const least = GRIP * msPerPixel()
    const next =
      began.part === 'both'
        ? { from: from + by, to: to + by }
        : began.part === 'from'
          ? { from: Math.max(chart.scene.bounds.from, Math.min(to - least, from + by)), to }
          : { from, to: Math.min(chart.scene.bounds.to, Math.max(from + least, to + by)) }
    chart.move(next, false)
  }
  const up = () => {
    began = undefined
    chart.settle()
  }
  element.addEventListener('pointerdown', down)
  element.addEventListener('pointermove', move)
  element.addEventListener('pointerup', up)
  element.addEventListener('pointercancel', up)
  return () => {
    element.removeEventListener('pointerdown', down)
    element.removeEventListener('pointermove', move)
    element.removeEventListener('pointerup', up)
    element.removeEventListener('pointercancel', up)
  }
}
