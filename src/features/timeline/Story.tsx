import { type ReactNode, useMemo, useState } from 'react'
import type { History, Lane } from '#node/history.ts'
import type { Subject } from '#queries/deployment.ts'
import type { TimelineWindow } from '#ui/timeline/data.ts'
import type { View } from './address.ts'
import { Chart } from './Chart.tsx'
import { Compared } from './Compared.tsx'
import { Events } from './Events.tsx'
import { eventsOf } from './events.ts'
import { drawingOf } from './lanes.ts'
import { Tools } from './Tools.tsx'

export interface StoryProps {
  subject: Subject
  history: History
  /** Unix ms. */
  readAt: number
  view: View
  go: (change: Partial<View>) => void
  pending: readonly Lane[]
  stamp: ReactNode
}

/** The drawing above, the list below; what is chosen in one is chosen in the other. */
export function Story({ subject, history, readAt, view, go, pending, stamp }: StoryProps) {
  const [window, setWindow] = useState<TimelineWindow>()
  const { workload, state } = view
  const events = useMemo(() => eventsOf(history, { workload, state }), [history, workload, state])
  const drawing = useMemo(() => {
    const filtered = workload !== undefined || state !== undefined
    const names = events.flatMap(({ changes }) => changes.map(({ name }) => name))
    return drawingOf(history, filtered ? new Set(names) : undefined)
  }, [history, events, workload, state])
  const shared = { window, onWindow: setWindow }
  return (
    <>
      <Tools {...{ subject, history, drawing, events, view, go, readAt }} {...shared} />
      <Chart
        label={`Timeline of contract ${subject.contractId}`}
        {...{ history, drawing, pending: pending.length > 0 }}
        {...shared}
        event={view.event}
        onEvent={(event) => go({ event })}
      />
      {view.other && (
        <Compared
          key={`${view.other.nodeId} ${view.other.contractId}`}
          {...{ history, view, go, other: view.other }}
          {...shared}
        />
      )}
      <Events {...{ history, events, view, go, pending, readAt, stamp }} />
    </>
  )
}
