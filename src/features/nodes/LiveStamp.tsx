import { useQueries } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import { replyQuery } from '#queries/fleet.ts'
import { useGrid } from '#queries/grid.ts'
import { useSession } from '#queries/session.ts'
import type { Reply } from '#queries/standing.ts'
import { Roomy } from '#ui/Room.tsx'
import { Witness } from '#ui/Stamp.tsx'
import { paths } from '#paths.ts'
import { LOCKED } from './cells.tsx'
import type { Seen } from './seen.ts'

const heard = (results: { data: Reply | undefined }[]) => ({
  asked: results.length,
  answered: results.filter(({ data }) => data?.kind === 'answered' || data?.kind === 'faulty')
    .length,
})

/**
 * Asks the nodes on screen, each on its own, and says how many have answered. RMB bounds how many calls
 * are under way; a node that leaves the screen unanswered is no longer waited for.
 */
export function LiveStamp({ seen }: { seen: Seen }) {
  const { speaking, transport } = useGrid()
  const { phase } = useSession()
  const nodes = useSyncExternalStore(seen.subscribe, seen.current)
  const { asked, answered } = useQueries({
    queries: nodes.map((node) => ({
      ...replyQuery(node),
      // asked again as soon as the relay is back
      enabled: speaking !== null && transport?.state === 'open',
    })),
    combine: heard,
  })
  if (speaking === null && phase === 'deriving') return null
  if (speaking === null) {
    return (
      <Witness source="node" title={LOCKED}>
        not asked · <Link href={paths.settings('identity')}>Unlock a twin</Link>
      </Witness>
    )
  }
  if (asked === 0) return null
  return (
    <Witness source="node" title="zos.statistics.get over RMB, to each node on screen">
      {answered} of {asked} <Roomy>on screen</Roomy> answered
    </Witness>
  )
}
