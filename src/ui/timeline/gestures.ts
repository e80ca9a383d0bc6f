import type { Chart } from './chart.ts'
import type { TimelineWindow } from './data.ts'
import { momentOf, scaleOf } from './scale.ts'
import { panned, zoomed } from './window.ts'

/** px a finger or mouse may wander and still press. */
const STILL = 4
/** px of a line and of a page, for wheels that count in those. */
const LINE = 16
const PAGE = 400

/**
 * Wheel, drag and pinch on `element`, whose plot begins `left()` px from the screen's edge. A plain
 * vertical wheel stays the page's; with ctrl, meta or alt it zooms; sideways, or with shift, it pans.
 * `onDrag` is called when a press has become a movement, `onPlain` for a wheel that is the page's. Returns the end of it.
 */
export function attachGestures(
  element: HTMLElement,
  chart: Chart,
  left: () => number,
  onDrag: () => void,
  onPlain: (event: WheelEvent) => void,
): () => void {
  const wheel = (event: WheelEvent) => {
    const bounds = chart.scene?.bounds
    if (!bounds) return
    const unit = event.deltaMode === 1 ? LINE : event.deltaMode === 2 ? PAGE : 1
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit]
    const scale = chart.scale()
    if (event.ctrlKey || event.metaKey || event.altKey) {
      event.preventDefault()
      const factor = Math.exp(Math.max(-120, Math.min(120, dy || dx)) * 0.0035)
      const around = momentOf(scale, event.clientX - left())
      chart.move(zoomed(chart.view, factor, around, bounds), false)
    } else if (event.shiftKey || Math.abs(dx) > Math.abs(dy)) {
      event.preventDefault()
      const by = Math.round(dx || dy)
      chart.move(panned(chart.view, by / scale.perMs, bounds), false)
    } else {
      onPlain(event)
      return
    }
    onDrag()
  }

  const pointers = new Map<number, number>()
  /** Where all fingers were when their number last changed. */
  let began: { xs: number[]; view: TimelineWindow } | undefined
  let dragged = false
  const begin = () => {
    began = pointers.size > 0 ? { xs: [...pointers.values()], view: chart.view } : undefined
  }
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || pointers.size >= 2) return
    if (pointers.size === 0) dragged = false
    pointers.set(event.pointerId, event.clientX)
    begin()
  }
  const move = (event: PointerEvent) => {
    const bounds = chart.scene?.bounds
    if (!pointers.has(event.pointerId) || !began || !bounds) return
    pointers.set(event.pointerId, event.clientX)
    const xs = [...pointers.values()]
    const before = scaleOf(began.view, chart.scale().width)
    const [a0, b0] = began.xs
    const [a, b] = xs
    if (a0 === undefined || a === undefined) return
    if (!dragged) {
      if (xs.length === 1 && Math.abs(a - a0) < STILL) return
      dragged = true
      element.setPointerCapture(event.pointerId)
      onDrag()
    }
    if (b0 !== undefined && b !== undefined) {
      const factor = Math.max(20, Math.abs(b0 - a0)) / Math.max(20, Math.abs(b - a))
      const around = momentOf(before, (a0 + b0) / 2 - left())
      const near = zoomed(began.view, factor, around, bounds)
      const by = ((a + b) / 2 - (a0 + b0) / 2) / scaleOf(near, before.width).perMs
      chart.move(panned(near, -by, bounds), false)
    } else {
      chart.move(panned(began.view, -Math.round(a - a0) / before.perMs, bounds), false)
    }
  }
  const up = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return
    begin()
    if (pointers.size === 0 && dragged) chart.settle()
  }
  // a drag that ends over something presses nothing
  const click = (event: MouseEvent) => {
    if (!dragged) return
    dragged = false
    event.preventDefault()
    event.stopPropagation()
  }

  element.addEventListener('wheel', wheel, { passive: false })
  element.addEventListener('pointerdown', down)
  element.addEventListener('pointermove', move)
  element.addEventListener('pointerup', up)
  element.addEventListener('pointercancel', up)
  element.addEventListener('click', click, { capture: true })
  return () => {
    element.removeEventListener('wheel', wheel)
    element.removeEventListener('pointerdown', down)
    element.removeEventListener('pointermove', move)
    element.removeEventListener('pointerup', up)
    element.removeEventListener('pointercancel', up)
    element.removeEventListener('click', click, { capture: true })
  }
}
