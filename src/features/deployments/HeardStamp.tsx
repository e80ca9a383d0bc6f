import { Link } from 'wouter'
import { hearingWords, type Hearing } from '#deploy/summary.ts'
import { paths } from '#paths.ts'
import { useGrid } from '#queries/grid.ts'
import { useSession } from '#queries/session.ts'
import { Witness } from '#ui/Stamp.tsx'

/** How many of the nodes have been heard, or why none is asked. `twin` is whose list this is. */
export function HeardStamp({
  twin,
  own,
  hearing,
}: {
  twin: number
  own: boolean
  hearing: Hearing
}) {
  const { speaking } = useGrid()
  const { phase } = useSession()
  if (speaking === null && phase === 'deriving') return null
  if (!own) {
    return (
      <Witness
        source="node"
        title={`What nodes run for twin ${twin} they tell only to twin ${twin}.`}
      >
        not asked ·{' '}
        {speaking === null ? (
          <Link href={paths.settings('identity')}>Unlock twin {twin}</Link>
        ) : (
          `you are twin ${speaking}`
        )}
      </Witness>
    )
  }
  if (hearing.nodes === 0) return null
  return (
    <Witness
      source="node"
      old={hearing.silent.length + hearing.unreadable.length > 0}
      title="zos.deployment.list over RMB to each node, and zos.deployment.get for what the list lacks. A silent node, and one whose answer cannot be read, says nothing of its deployments."
    >
      {hearingWords(hearing)}
    </Witness>
  )
}
