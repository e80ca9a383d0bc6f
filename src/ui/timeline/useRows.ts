import { useCallback, useRef, useState } from 'react'

/** Rows drawn beyond what is seen, so that scrolling meets painted rows. */
const MORE = 4
/** Before the first measure. */
const FIRST = 24

interface Rows {
  first: number
  /** Not among them. */
  last: number
  /** Give it to what scrolls. */
  ref: (element: HTMLElement | null) => (() => void) | undefined
  /** Scrolls so that the row is seen; nothing when it is. */
  reveal: (index: number) => void
}

/** Which of `count` rows of equal height are near what is seen of a scroller with a sticky axis, `axis` px high, at its top. */
export function useRows(count: number, height: number, axis: number): Rows {
  const [seen, setSeen] = useState({ first: 0, last: FIRST })
  const scroller = useRef<HTMLElement>(null)
  const ref = useCallback(
    (element: HTMLElement | null) => {
      scroller.current = element
      if (!element) return undefined
      const measure = () => {
        const from = element.scrollTop / height
        const to = (element.scrollTop + element.clientHeight - axis) / height
        // in steps, so that not each row that passes is a new drawing of all
        const first = Math.max(0, Math.floor(from / MORE) * MORE - MORE)
        const last = Math.ceil(to / MORE) * MORE + MORE
        setSeen((known) => (known.first === first && known.last === last ? known : { first, last }))
      }
      measure()
      const observer = new ResizeObserver(measure)
      observer.observe(element)
      element.addEventListener('scroll', measure, { passive: true })
      return () => {
        observer.disconnect()
        element.removeEventListener('scroll', measure)
      }
    },
    [height, axis],
  )
  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current
      if (!element) return
      const room = element.clientHeight - axis - 1
      const top = index * height
      if (top < element.scrollTop) element.scrollTop = top
      else if (top + height > element.scrollTop + room) element.scrollTop = top + height - room
    },
    [height, axis],
  )
  const last = Math.min(count, seen.last)
  return { first: Math.min(seen.first, Math.max(0, last - 1)), last, ref, reveal }
}

/** The rows near what is seen and the one that may hold the focus. */
export function visible(first: number, last: number, current: number, count: number): number[] {
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i)
  if (current >= count || (current >= first && current < last)) return rows
  return current < first ? [current, ...rows] : [...rows, current]
}
