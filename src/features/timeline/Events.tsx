import { type ReactNode, useCallback, useMemo } from 'react'
import type { History, Lane } from '#node/history.ts'
import { lookOf } from '#queries/states.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { EventLine, EventList } from '#ui/EventList.tsx'
import type { EventRow } from '#ui/eventrows.ts'
import { useNow } from '#ui/useNow.ts'
import type { View } from './address.ts'
import { Detail } from './Detail.tsx'
import { dayOf, eventWith, stepOf, type TimelineEvent } from './events.ts'
import { FilterBar } from './FilterBar.tsx'
import s from './timeline.module.css'
import { waitingFor } from './words.ts'

/** The list of events, newest first, with its filter and the stamp of what it was read from. */
export function Events({
  history,
  events,
  view,
  go,
  pending,
  readAt,
  stamp,
}: {
  history: History
  events: readonly TimelineEvent[]
  view: View
  go: (change: Partial<View>) => void
  pending: readonly Lane[]
  /** Unix ms. */
  readAt: number
  stamp: ReactNode
}) {
  const year = new Date(readAt).getFullYear()
  const rows = useMemo(() => events.map((event) => rowOf(event, year)), [events, year])
  const chosen = view.event === undefined ? undefined : eventWith(events, view.event)
  const waiting = pending.filter(
    ({ name }) =>
      (view.workload ?? name) === name && (view.state === undefined || view.state === 'init'),
  )
  const onSelect = useCallback(
    (key: EventRow['key'] | undefined) =>
      go({ event: key === undefined ? undefined : Number(key) }),
    [go],
  )
  const aside = (
    <>
      <FilterBar {...{ history, view, go }} />
      {stamp}
    </>
  )
  return (
    <div className={s.full}>
      {rows.length === 0 ? (
        <div className={s.empty}>
          {aside}
          <Empty
            what="No event fits the filter."
            advice="Other workloads or states have some."
            action={
              <Button onClick={() => go({ workload: undefined, state: undefined })}>
                Show all events
              </Button>
            }
          />
        </div>
      ) : (
        <EventList
          label="Events"
          rows={rows}
          selected={chosen?.index}
          onSelect={onSelect}
          detail={() => chosen && <Detail {...{ event: chosen, history, view, go }} />}
          lead={waiting.length > 0 ? <NowLine pending={waiting} /> : undefined}
          aside={aside}
        />
      )}
    </div>
  )
}

function rowOf(event: TimelineEvent, year: number): EventRow {
  const { index, changes, at, state, said, gap } = event
  const first = changes[0]! // an event has at least one change
  const many = changes.length > 1
  return {
    key: index,
    day: dayOf(at, year),
    at: at * 1000,
    state: lookOf(state),
    name: many ? String(changes.length) : first.name,
    kind: many ? 'workloads' : first.type,
    step: stepOf(event),
    said: cut(said.text),
    mono: said.by === 'node',
    loud: state === 'error',
    remark: gap,
  }
}

/** Nobody reads more of a message in a line; all of it stands below the chosen one. */
const cut = (text: string) => (text.length > 300 ? `${text.slice(0, 300)}…` : text)

/** What happens now: what is waited for, and for how long already. */
function NowLine({ pending }: { pending: readonly Lane[] }) {
  const now = useNow() / 1000
  const [first] = pending
  const many = pending.length > 1
  return (
    <EventLine
      clock="now"
      state="busy"
      name={many ? String(pending.length) : (first?.name ?? '')}
      kind={many ? 'workloads' : (first?.type ?? '')}
      step="init"
      said={waitingFor(pending, now)}
    />
  )
}
