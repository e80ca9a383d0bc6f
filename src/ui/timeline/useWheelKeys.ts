import { type RefObject, useCallback, useEffect, useState } from 'react'

/** ms that the hint stays; Timeline.module.css fades it in the same time. */
const STAYS = 4000
/** Who has read it once knows it, on every drawing of the page. */
let told = false

/**
 * Where to tell which keys make the wheel zoom and pan, px in `root`: once, when somebody turns a plain wheel
 * over a drawing, for four seconds. The second is for the drawing's gestures.
 */
export function useWheelKeys(
  root: RefObject<HTMLElement | null>,
): [at: { x: number; y: number } | undefined, show: (event: WheelEvent) => void] {
  const [at, setAt] = useState<{ x: number; y: number }>()
  const show = useCallback(
    ({ clientX, clientY }: WheelEvent) => {
      const box = root.current?.getBoundingClientRect()
      if (told || !box) return
      told = true
      setAt({ x: clientX - box.left, y: clientY - box.top })
    },
    [root],
  )
  useEffect(() => {
    if (!at) return
    const timer = setTimeout(() => setAt(undefined), STAYS)
    return () => clearTimeout(timer)
  }, [at])
  return [at, show]
}
