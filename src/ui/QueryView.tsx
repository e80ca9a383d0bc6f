import type { ReactNode } from 'react'
import { useState } from 'react'
import { ago, stamp } from '#lib/time.ts'
import { Empty } from './Empty.tsx'
import { ErrorPanel, Forbidden } from './ErrorPanel.tsx'
import { explain, type Explained } from './explain.ts'
import { Section } from './Page.tsx'
import type { QueryLike } from './query.ts'
import s from './QueryView.module.css'
import { Skeleton } from './Skeleton.tsx'
import { Stamp, Witness, type Source } from './Stamp.tsx'
import { Glyph } from './State.tsx'
import { Note } from './text.tsx'
import { useLater } from './useLater.ts'
import { useNow } from './useNow.ts'

/** What both the body and the stamp of a query want to know. */
export interface Asked<Data> {
  query: QueryLike<Data>
  source: Source
  /** Who is waited for: "node 11 over relay.grid.tf". */
  waitingFor: string
  /** The command or address asked, for details and tooltips: `zos.storage.pools`. */
  command?: string | undefined
  /** When the subject was last seen, in milliseconds; shown when there is nothing to show. */
  lastSeen?: number | undefined
  /** Refresh period in seconds; data is old after three of them, or after a minute without one. */
  period?: number | undefined
  /** Stands before the age: "answered". */
  verb?: string | undefined
  /** Seconds after which data is old, where the period does not say: what is read once. */
  maxAge?: number | undefined
  /** Who was asked, as the page calls it: "Node 11". */
  subject?: string | undefined
}

/** The stamp of a query, in every state: age; waiting after 5 s; last seen when nothing came. */
export function QueryStamp<Data>({
  query,
  source,
  waitingFor,
  command,
  lastSeen,
  period,
  verb,
  maxAge = period === undefined ? 60 : 3 * period,
  refresh = true,
}: Asked<Data> & { refresh?: boolean }) {
  if (query.data !== undefined) {
    return (
      <Stamp
        source={source}
        at={query.dataUpdatedAt}
        verb={verb}
        every={period === undefined ? undefined : `every ${period} s`}
        maxAge={maxAge}
        detail={command}
        busy={query.isFetching}
        onRefresh={refresh ? query.refetch : undefined}
      />
    )
  }
  if (query.status === 'error') return <LastSeen source={source} at={lastSeen} />
  if (query.fetchStatus === 'idle') return null
  return <Waiting for={waitingFor} />
}

function LastSeen({ source, at }: { source: Source; at: number | undefined }) {
  const now = useNow()
  if (at === undefined) {
    return (
      <Witness source={source} old>
        never answered here
      </Witness>
    )
  }
  const clock = new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  return (
    <Witness source={source} old title={stamp(at)}>
      last seen {clock}, {ago(Math.max(0, (now - at) / 1000))}
    </Witness>
  )
}

/** "Waiting for node 11 over relay.grid.tf, 6 s"; silent for the first five seconds. */
export function Waiting({ for: what }: { for: string }) {
  const late = useLater(true, 5000)
  return late ? <Waited for={what} /> : null
}

function Waited({ for: what }: { for: string }) {
  const [since] = useState(() => Date.now())
  const seconds = 5 + Math.max(0, Math.floor((useNow() - since) / 1000))
  return (
    <span className={s.waiting} role="status">
      <Glyph state="busy" />
      <span>
        Waiting for {what}, <span className={s.age}>{seconds} s</span>
      </span>
    </span>
  )
}

interface QueryViewProps<Data> extends Asked<Data> {
  /** Drawn while nothing is known, from the first frame on; by default three grey lines after 150 ms. */
  skeleton?: ReactNode
  isEmpty?: ((data: Data) => boolean) | undefined
  empty?: { what: string; advice?: ReactNode; action?: ReactNode } | undefined
  /** Words for an error, when the view knows better ones than the error itself. */
  explain?: ((error: unknown) => Explained) | undefined
  /** Why this may not be read at all; nothing else is drawn then. */
  forbidden?: string | undefined
  children: (data: Data) => ReactNode
}

/**
 * The one place that knows pending, error, offline, stale and empty. The child gets data, never
 * undefined; data once read stays on the screen whatever happens afterwards.
 */
export function QueryView<Data>(props: QueryViewProps<Data>) {
  const { query, isEmpty, empty, command, forbidden, children } = props
  const told = props.explain ?? ((error: unknown) => explain(error, command, props.subject))
  if (query.data !== undefined) {
    return (
      <>
        {empty !== undefined && isEmpty?.(query.data) ? <Empty {...empty} /> : children(query.data)}
        {query.status === 'error' && (
          <Note icon={<Glyph state="warn" />}>
            Could not be read again: {told(query.error).sentence} What is shown is the last answer.
          </Note>
        )}
      </>
    )
  }
  if (forbidden !== undefined) return <Forbidden>{forbidden}</Forbidden>
  if (query.status === 'error') {
    return (
      <ErrorPanel
        explained={told(query.error)}
        raw={rawOf(query.error)}
        busy={query.isFetching}
        onRetry={query.refetch}
      />
    )
  }
  return <div aria-busy="true">{props.skeleton ?? <Lines />}</div>
}

/** Section and query in one: the stamp in its head, the state in its body. */
export function QuerySection<Data>({
  title,
  remark,
  action,
  table = false,
  stamps,
  ...view
}: QueryViewProps<Data> & {
  title: ReactNode
  remark?: ReactNode
  action?: ReactNode
  table?: boolean
  /** Further stamps before the query's own. */
  stamps?: ReactNode
}) {
  const failed = view.query.data === undefined && view.query.status === 'error'
  return (
    <Section
      title={title}
      remark={remark}
      table={table || failed}
      stamps={
        <>
          {stamps}
          {view.forbidden === undefined && <QueryStamp {...view} />}
        </>
      }
      action={action}
    >
      <QueryView {...view} />
    </Section>
  )
}

/** The other side's whole words, for copying; what is shown may be cut. */
function rawOf(error: unknown): string | undefined {
  const { sentence, details } = explain(error)
  return details === undefined ? undefined : `${sentence}\n${details}`
}

function Lines() {
  const due = useLater(true, 150)
  return (
    <div className={s.lines}>
      {due && (
        <>
          <Skeleton width={220} />
          <Skeleton width={160} />
          <Skeleton width={190} />
        </>
      )}
    </div>
  )
}
