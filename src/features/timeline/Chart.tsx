import type { History } from '#node/history.ts'
import type { TimelineWindow } from '#ui/timeline/data.ts'
import { Timeline } from '#ui/Timeline.tsx'
import { useNow } from '#ui/useNow.ts'
import { type Drawing, eventOfId, idOf, looks } from './lanes.ts'
import s from './timeline.module.css'

/** The drawing of one history; its edge grows each second while something is in progress, else each minute. */
export function Chart({
  label,
  history,
  drawing,
  shift = 0,
  pending,
  window,
  onWindow,
  extent,
  event,
  onEvent,
}: {
  label: string
  history: History
  drawing: Drawing
  /** ms that the drawing was moved by. */
  shift?: number
  pending: boolean
  window: TimelineWindow | undefined
  onWindow: (window: TimelineWindow | undefined) => void
  /** What a second drawing in the same window brings along. */
  extent?: TimelineWindow | undefined
  event: number | undefined
  onEvent: (event: number | undefined) => void
}) {
  const now = nowOf(useNow(), history, pending) + shift
  return (
    <div className={s.full}>
      <Timeline
        label={label}
        head="Workload"
        {...drawing}
        {...{ now, window, onWindow, extent }}
        selected={idOf(event)}
        onSelect={(id) => onEvent(eventOfId(id, history))}
        words={looks}
      />
    </div>
  )
}

/** Where the drawing ends, Unix ms: never before its last change, for a node's clock may be ahead. */
export function nowOf(now: number, history: History, pending: boolean): number {
  return Math.max(pending ? now : now - (now % 60_000), history.last * 1000)
}
