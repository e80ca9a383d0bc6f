import type { TimelineData, TimelineWindow } from './data.ts'

/** ms; nothing is shown closer. */
export const CLOSEST = 2000

/** Free room before the first event, as a part of the whole. */
const BEFORE = 0.04
/** ms; a history shorter than this is shown as if it were so long. */
const SHORTEST = 60_000

/** First and last moment of the data, up to now at least. */
export function extentOf(data: Pick<TimelineData, 'lanes' | 'ticks' | 'now'>): TimelineWindow {
  let from = Infinity
  let to = data.now
  const meet = (at: number) => {
    if (at < from) from = at
    if (at > to) to = at
  }
  for (const lane of data.lanes) {
    for (const span of lane.spans) {
      meet(span.from)
      if (span.to !== null) meet(span.to)
    }
    for (const mark of lane.marks) meet(mark.at)
  }
  for (const tick of data.ticks) meet(tick.at)
  return { from: Math.min(from, to), to }
}

/** The window that shows everything up to now, with a little room before the first event. */
export function wholeOf(data: Pick<TimelineData, 'lanes' | 'ticks' | 'now'>): TimelineWindow {
  return withRoom(extentOf(data))
}

/** `extent` with the room that a whole view has. */
export function withRoom({ from, to }: TimelineWindow): TimelineWindow {
  const width = Math.max(SHORTEST, (to - from) * (1 + BEFORE))
  return { from: to - width, to }
}

/** `window` moved, and if need be narrowed, so that it lies in `bounds`. */
export function within(window: TimelineWindow, bounds: TimelineWindow): TimelineWindow {
  const room = bounds.to - bounds.from
  const width = Math.min(room, Math.max(Math.min(CLOSEST, room), window.to - window.from))
  const from = Math.max(bounds.from, Math.min(bounds.to - width, window.from))
  return { from, to: from + width }
}

/** Everything is seen. */
export function isWhole(window: TimelineWindow, bounds: TimelineWindow): boolean {
  return window.to - window.from >= (bounds.to - bounds.from) * 0.9999
}

/**
 * `window` made `factor` times as wide (0.5 shows half as much, twice as large); the moment `around`
 * (ms) keeps its place. Never wider than `bounds`, never closer than two seconds.
 */
export function zoomed(
  window: TimelineWindow,
  factor: number,
  around: number,
  bounds: TimelineWindow,
): TimelineWindow {
  const old = window.to - window.from
  const room = bounds.to - bounds.from
  const width = Math.min(room, Math.max(Math.min(CLOSEST, room), old * factor))
  const place = old > 0 ? (around - window.from) / old : 0.5
  return within({ from: around - place * width, to: around + (1 - place) * width }, bounds)
}

/** `window` moved by `by` ms (positive: later), as far as `bounds` allow. */
export function panned(window: TimelineWindow, by: number, bounds: TimelineWindow): TimelineWindow {
  return within({ from: window.from + by, to: window.to + by }, bounds)
}
