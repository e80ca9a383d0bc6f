import { type PointerEvent, type RefObject, useCallback, useState } from 'react'
import type { Chart } from './chart.ts'
import { type Frame, type Pointed, pointAt, samePointed } from './pointing.ts'

interface Pointing {
  /** The lane under the pointer. */
  hovered: number | undefined
  pointed: Pointed | undefined
  setPointed: (pointed: Pointed | undefined) => void
  /** Looks what lies at a place of the screen, and keeps it; undefined: no lane. */
  point: (at: { clientX: number; clientY: number }) => ReturnType<typeof pointAt>
  onMove: (event: PointerEvent) => void
  leave: () => void
  frame: () => Frame | undefined
}

/** What the pointer, or a key, points at. Changes only when another thing is pointed at. */
export function usePointing(
  chart: Chart,
  root: RefObject<HTMLElement | null>,
  plot: RefObject<HTMLElement | null>,
): Pointing {
  const [hovered, setHovered] = useState<number>()
  const [pointed, setPointed] = useState<Pointed>()
  const leave = useCallback(() => {
    setHovered(undefined)
    setPointed(undefined)
  }, [])
  const frame = () =>
    root.current && plot.current ? { root: root.current, plot: plot.current } : undefined
  const point: Pointing['point'] = ({ clientX, clientY }) => {
    const at = frame()
    const found = at && !chart.moving ? pointAt(chart, at, clientX, clientY) : undefined
    setHovered(found?.lane)
    setPointed((known) => (samePointed(known, found?.pointed) ? known : found?.pointed))
    return found
  }
  const onMove = (event: PointerEvent) => {
    if (event.pointerType === 'mouse' && event.buttons === 0) point(event)
  }
  return { hovered, pointed, setPointed, point, onMove, leave, frame }
}
