import type { History } from '#node/history.ts'
import type { Subject } from '#queries/deployment.ts'
import type { TimelineWindow } from '#ui/timeline/data.ts'
import type { View } from './address.ts'
import { Chart } from './Chart.tsx'
import type { TimelineEvent } from './events.ts'
import type { Drawing } from './lanes.ts'
import { Tools } from './Tools.tsx'

export interface AboveProps {
  subject: Subject
  history: History
  drawing: Drawing
  events: readonly TimelineEvent[]
  view: View
  go: (change: Partial<View>) => void
  /** Unix ms. */
  readAt: number
  window: TimelineWindow | undefined
  onWindow: (window: TimelineWindow | undefined) => void
}

/** The deployment's own drawing under its tool row; `extent` is what one beneath it brings along. */
export function Above({ extent, ...all }: AboveProps & { extent?: TimelineWindow | undefined }) {
  const { subject, history, drawing, view, go, window, onWindow } = all
  return (
    <>
      <Tools {...all} extent={extent} />
      <Chart
        label={`Timeline of contract ${subject.contractId}`}
        {...{ history, drawing, window, onWindow, extent }}
        event={view.event}
        onEvent={(event) => go({ event })}
      />
    </>
  )
}
