import { useCallback, useState } from 'react'

/** The room an element has, and whether its only child needs more. */
export interface Room {
  /** Pixels inside; 0 before the first measure. */
  width: number
  overflowing: boolean
}

/** The room of an element, known before the first paint and kept; give the function as `ref`. */
export function useRoom(): [Room, (element: HTMLElement | null) => void] {
  const [room, setRoom] = useState<Room>({ width: 0, overflowing: false })
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const measure = () => {
      const width = element.clientWidth
      const needed = element.firstElementChild?.clientWidth ?? 0
      const overflowing = needed > width + 1
      setRoom((known) =>
        known.width === width && known.overflowing === overflowing ? known : { width, overflowing },
      )
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    return () => observer.disconnect()
  }, [])
  return [room, ref]
}
