import type { History } from '#node/history.ts'
import type { TimelineWindow } from '#ui/timeline/data.ts'
import { Timeline } from '#ui/Timeline.tsx'
import { useNow } from '#ui/useNow.ts'
import { type Drawing, eventOfId, idOf, looks } from './lanes.ts'
import { nowOf } from './range.ts'
import s from './timeline.module.css'

/** The drawing of one history; its edge grows each second. */
export function Chart({
  label,
  history,
  drawing,
  shift = 0,
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
  window: TimelineWindow | undefined
  onWindow: (window: TimelineWindow | undefined) => void
  /** What a second drawing in the same window brings along. */
  extent?: TimelineWindow | undefined
  event: number | undefined
  onEvent: (event: number | undefined) => void
}) {
  const now = nowOf(useNow(), history) + shift
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
