import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type History, type Lane, pendingOf } from '#node/history.ts'
import { deploymentQuery, type Subject, useHistory } from './deployment.ts'
import { followPace } from './pace.ts'

/**
 * A deployment's history that is read again, often at first and seldom later, while any workload is `init`;
 * it rests while nobody looks. `onSettled` hears of the workloads that were waited for once none is left.
 * `pending` are those waited for now.
 */
export function useFollowing(
  subject: Subject,
  onSettled: (waitedFor: Lane[], history: History) => void,
) {
  const [since] = useState(() => Date.now())
  const reading = useHistory(subject, (history) => followPace(history, since, Date.now()))
  const queries = useQueryClient()
  const history = reading.query.data?.history
  const waited = useRef(new Map<string, Lane>())
  const told = useRef(onSettled)
  useEffect(() => {
    told.current = onSettled
  }, [onSettled])
  const { twinId } = subject.node
  useEffect(() => {
    if (!history) return
    const pending = pendingOf(history)
    const known = waited.current
    const moved = [...known.keys()].some((name) => !pending.some((lane) => lane.name === name))
    for (const lane of pending) if (!known.has(lane.name)) known.set(lane.name, lane)
    // the head of the page should not say otherwise until its next turn
    const { queryKey } = deploymentQuery(twinId, subject.contractId)
    if (moved) void queries.invalidateQueries({ queryKey })
    if (pending.length > 0 || known.size === 0) return
    told.current([...known.values()], history)
    known.clear()
  }, [history, queries, twinId, subject.contractId])
  return { reading, pending: history ? pendingOf(history) : [] }
}
