import { type RefObject, useLayoutEffect, useRef } from 'react'
import { OVERVIEW } from './overview.ts'

/** px that the strip takes with the air above it; Timeline.module.css. */
const TAKES = OVERVIEW + 4

/**
 * When the overview comes or goes while the pointer is on the plot, the sheet scrolls by its height, so that
 * what is pointed at stays under the pointer.
 */
export function useKeptPlace(plot: RefObject<HTMLElement | null>, strip: boolean): void {
  const known = useRef(strip)
  useLayoutEffect(() => {
    if (known.current === strip) return
    known.current = strip
    const element = plot.current
    if (!element?.matches(':hover')) return
    element.closest('[data-scroll]')?.scrollBy(0, strip ? TAKES : -TAKES)
  }, [plot, strip])
}
