import ZoomIn from 'lucide-react/icons/zoom-in'
import ZoomOut from 'lucide-react/icons/zoom-out'
import type { History } from '#node/history.ts'
import type { Subject } from '#queries/deployment.ts'
import { Button, IconButton } from '#ui/Button.tsx'
import { Mono, Name } from '#ui/text.tsx'
import { isMac } from '#ui/shortcuts.ts'
import type { TimelineWindow } from '#ui/timeline/data.ts'
import { TimelineLegend } from '#ui/timeline/Legend.tsx'
import { extentOf, isWhole, withRoom, zoomed } from '#ui/timeline/window.ts'
import { useNow } from '#ui/useNow.ts'
import type { View } from './address.ts'
import { CompareMenu } from './CompareMenu.tsx'
import type { TimelineEvent } from './events.ts'
import { ExportMenu } from './ExportMenu.tsx'
import { type Drawing, looks } from './lanes.ts'
import { nowOf, rangeOf } from './range.ts'
import s from './timeline.module.css'

/** What the wheel does over the drawing. */
const WHEEL = `${isMac ? '⌘' : 'Ctrl'} and wheel, Shift and wheel to pan`

/** The row above the drawing: what is shown, what the bars mean, zoom, compare, export. */
export function Tools({
  subject,
  history,
  drawing,
  events,
  view,
  go,
  readAt,
  window,
  onWindow,
  extent,
}: {
  subject: Subject
  history: History
  drawing: Drawing
  events: readonly TimelineEvent[]
  view: View
  go: (change: Partial<View>) => void
  readAt: number
  window: TimelineWindow | undefined
  onWindow: (window: TimelineWindow | undefined) => void
  extent: TimelineWindow | undefined
}) {
  const now = nowOf(useNow(), history)
  const own = extentOf({ ...drawing, now })
  const whole = withRoom({
    from: Math.min(own.from, extent?.from ?? now),
    to: Math.max(own.to, extent?.to ?? now),
  })
  const shown = window ?? whole
  const { days, times } = rangeOf(shown)
  const zoom = (factor: number) => {
    const at = (history.changes[view.event ?? -1]?.at ?? Number.NaN) * 1000
    const around = at >= shown.from && at <= shown.to ? at : (shown.from + shown.to) / 2
    const next = zoomed(shown, factor, around, whole)
    onWindow(isWhole(next, whole) ? undefined : next)
  }
  return (
    <div className={s.tools}>
      <span className={s.range}>
        <Name>{days}</Name>
        {times !== undefined && <Mono>{times}</Mono>}
      </span>
      <TimelineLegend words={looks} />
      <div className={s.buttons}>
        {window && (
          <Button kind="text" size="small" onClick={() => onWindow(undefined)}>
            Show all
          </Button>
        )}
        <IconButton label={`Zoom out (${WHEEL})`} onClick={() => zoom(2)}>
          <ZoomOut size={14} strokeWidth={1.7} aria-hidden="true" />
        </IconButton>
        <IconButton label={`Zoom in (${WHEEL})`} onClick={() => zoom(0.5)}>
          <ZoomIn size={14} strokeWidth={1.7} aria-hidden="true" />
        </IconButton>
        <CompareMenu subject={subject} onCompare={(other) => go({ other, align: undefined })} />
        <ExportMenu {...{ subject, history, drawing, events, readAt, window: shown, now }} />
      </div>
    </div>
  )
}
