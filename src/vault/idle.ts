/**
 * Tells once when nothing was done for so long. Timers fire late after a sleep, so every use asks `overdue` as
 * well. Times come from `now` (Unix ms), timers from the global.
 */
export function idleWatch(onIdle: () => void, now: () => number) {
  let ms: number | null = null
  let deadline = Infinity
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop() {
    clearTimeout(timer)
    deadline = Infinity
  }

  /** Counts from now; nothing to count where the time is `never`. */
  function start() {
    stop()
    if (ms === null) return
    deadline = now() + ms
    timer = setTimeout(onIdle, ms)
  }

  return {
    start,
    stop,
    overdue: () => now() >= deadline,
    /** Another time, in ms; null for never. Counting begins with `start`. */
    set: (other: number | null) => void (ms = other),
  }
}
