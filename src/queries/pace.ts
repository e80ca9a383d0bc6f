import { type History, pendingOf } from '#node/history.ts'

/** Pause before the next look, by how long has been waited already, in seconds. */
const PACES = [
  { until: 60, ms: 2000 },
  { until: 180, ms: 5000 },
  { until: 600, ms: 15_000 },
] as const
const SLOWEST = 30_000

/**
 * Milliseconds until the history is read again, or false when nothing is in progress. What counts is how
 * long the newest `init` lasts or how long somebody has been looking, whichever is shorter: an old `init`
 * is looked at closely at first too, and a node whose clock is off does not matter. Times in Unix ms.
 */
export function followPace(history: History, lookingSince: number, now: number): number | false {
  const pending = pendingOf(history)
  if (pending.length === 0) return false
  const newest = Math.max(...pending.map(({ since }) => since * 1000))
  const waited = Math.max(0, Math.min(now - newest, now - lookingSince)) / 1000
  return PACES.find(({ until }) => waited < until)?.ms ?? SLOWEST
}
