import { type ReactNode, useMemo, useState } from 'react'
import type { History, Lane } from '#node/history.ts'
import type { Subject } from '#queries/deployment.ts'
import type { TimelineWindow } from '#ui/timeline/data.ts'
import type { View } from './address.ts'
import { Above } from './Above.tsx'
import { Compared } from './Compared.tsx'
import { Events } from './Events.tsx'
import { eventsOf } from './events.ts'
import { drawingOf } from './lanes.ts'

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
  const above = {
    subject,
    history,
    drawing,
    events,
    view,
    go,
    readAt,
    window,
    onWindow: setWindow,
  }
  return (
    <>
      {view.other ? (
        <Compared
          key={`${view.other.nodeId} ${view.other.contractId}`}
          above={above}
          other={view.other}
        />
      ) : (
        <Above {...above} />
      )}
      <Events {...{ history, events, view, go, pending, readAt, stamp }} />
    </>
  )
}
