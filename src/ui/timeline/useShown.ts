import { useEffect, useRef } from 'react'
import type { Chart } from './chart.ts'
import type { TimelineWindow } from './data.ts'
import type { Place } from './items.ts'
import { bringIntoView } from './keys.ts'

/** Brings what the page chose into view, once for each choice: who moves away is not brought back by news. */
export function useBrought(
  chart: Chart,
  chosen: Place | undefined,
  selected: string | undefined,
  reveal: (lane: number) => void,
): void {
  const brought = useRef<string>(undefined)
  useEffect(() => {
    if (!chosen) brought.current = undefined
    if (!chosen || brought.current === selected) return
    brought.current = selected
    reveal(chosen.lane)
    if (chosen.item) bringIntoView(chart, chosen.item)
  }, [chart, chosen, selected, reveal])
}

/** A window that ends with the history goes on doing so while the history grows. `end` in ms. */
export function useGrowing(
  chart: Chart,
  window: TimelineWindow | undefined,
  end: number,
  onWindow: (window: TimelineWindow) => void,
): void {
  const known = useRef(end)
  useEffect(() => {
    const before = known.current
    known.current = end
    if (!window || chart.moving || end <= before || Math.abs(window.to - before) > 1) return
    onWindow({ from: window.from + end - window.to, to: end })
  }, [chart, window, end, onWindow])
}
