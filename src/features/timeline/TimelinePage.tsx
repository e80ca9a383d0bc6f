import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'wouter'
import type { History, Lane } from '#node/history.ts'
import { paths } from '#paths.ts'
import { nothingTold, type Subject, type ToldHistory } from '#queries/deployment.ts'
import { useFollowing } from '#queries/following.ts'
import { Button } from '#ui/Button.tsx'
import { PageBody } from '#ui/Page.tsx'
import { QueryStamp, QueryView, Waiting } from '#ui/QueryView.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Stamp } from '#ui/Stamp.tsx'
import { toast } from '#ui/toast.ts'
import { addressOf, type View, viewOf } from './address.ts'
import { Story } from './Story.tsx'
import s from './timeline.module.css'
import { settledWords } from './words.ts'

function onSettled(waitedFor: Lane[], history: History) {
  const words = settledWords(waitedFor, history)
  // the messages are a live region: readers hear it too
  if (words) toast(words)
}

/** Why there is no history to draw. */
function absent(told: ToldHistory | null | undefined, subject: Subject) {
  const { contractId, contract, node, owner } = subject
  if (told) {
    return {
      what: `Node ${node.nodeId} tells no history of contract ${contractId}.`,
      advice:
        'The deployment is there, its record of changes is empty. Workloads shows how it stands now.',
    }
  }
  const gone = contract?.state === 'Deleted' || contract?.state === 'OutOfFunds'
  return {
    what: nothingTold(subject),
    advice: gone
      ? 'The contract is cancelled, and a cancelled contract takes its history along: the node keeps none of it.'
      : owner === undefined
        ? `A node tells a deployment only to the twin it belongs to, and ${contract === null ? 'the grid proxy knows no such contract' : 'whose contract this is could not be read from the grid proxy'}.`
        : 'A cancelled contract takes its history along. If this one still stands, it was never sent to the node, or was sent by another twin.',
    action: <Button href={paths.deployments()}>All deployments</Button>,
  }
}

/** The whole life of a deployment's workloads: drawn, and told line by line. */
export default function TimelinePage({ subject }: { subject: Subject }) {
  const [params, setParams] = useSearchParams()
  const view = useMemo(() => viewOf(params), [params])
  const go = useCallback(
    (change: Partial<View>) =>
      setParams((now) => addressOf({ ...viewOf(now), ...change }), { replace: true }),
    [setParams],
  )
  const { reading, pending } = useFollowing(subject, onSettled)
  const { query } = reading
  const following = pending.length > 0 && query.status === 'success'
  return (
    <PageBody wide>
      <QueryView
        {...reading}
        isEmpty={(told) => told === null || told.history.changes.length === 0}
        empty={absent(query.data, subject)}
        skeleton={
          <div className={s.skeleton}>
            {[340, 480, 420, 360].map((width) => (
              <Skeleton key={width} width={width} />
            ))}
            <Waiting for={reading.waitingFor} />
          </div>
        }
      >
        {(told) =>
          told && (
            <Story
              {...{ subject, view, go, pending }}
              history={told.history}
              readAt={query.dataUpdatedAt}
              stamp={
                following ? (
                  <Stamp
                    source="node"
                    at={query.dataUpdatedAt}
                    every="following"
                    detail={reading.command}
                  />
                ) : (
                  <QueryStamp {...reading} />
                )
              }
            />
          )
        }
      </QueryView>
    </PageBody>
  )
}
