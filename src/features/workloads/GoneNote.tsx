import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link } from 'wouter'
import type { LooseWorkload } from '#gridtypes/deployment.ts'
import { paths } from '#paths.ts'
import { historyQuery, type Subject } from '#queries/deployment.ts'
import { Time } from '#ui/Time.tsx'
import { goneOf, goneWords } from './gone.ts'
import s from './pieces.module.css'

/** Which workloads are no more and why the last of them went: one look at the history, which is read once. */
export function GoneNote({
  subject: { node, contractId },
  workloads,
}: {
  subject: Subject
  workloads: readonly LooseWorkload[]
}) {
  const { data } = useQuery({
    ...historyQuery(node.twinId, contractId),
    refetchInterval: false,
    refetchOnWindowFocus: false,
  })
  const gone = useMemo(
    () => data && goneOf(data.history, new Set(workloads.map(({ name }) => name))),
    [data, workloads],
  )
  if (!gone) return null
  const { name, change, at, why } = gone.newest
  return (
    <div className={s.gone}>
      <p>
        {goneWords(gone.names)}{' '}
        <Link href={paths.deployment(node.nodeId, contractId, 'timeline', { event: change })}>
          The timeline tells why.
        </Link>
      </p>
      {why !== '' && (
        <p>
          {gone.names.length > 1 && `${name}, `}
          <Time seconds={at} />: {why}
        </p>
      )}
    </div>
  )
}
