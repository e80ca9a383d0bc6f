import { useCallback, useMemo } from 'react'
import type { LooseDeployment } from '#gridtypes/deployment.ts'
import { paths } from '#paths.ts'
import { nothingTold, type Subject, useDeployment } from '#queries/deployment.ts'
import { useGrid } from '#queries/grid.ts'
import { Button } from '#ui/Button.tsx'
import { PageBody, Section } from '#ui/Page.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Note } from '#ui/text.tsx'
import { Picture } from './Picture.tsx'
import { TieTable } from './TieTable.tsx'
import { MANY, topologyOf } from './topology.ts'

/** Which workload mounts, joins, has and serves which: drawn, and as a list. */
export default function TopologyPage({ subject }: { subject: Subject }) {
  const { node, contractId } = subject
  const { speaking } = useGrid()
  const reading = useDeployment(subject)
  return (
    <PageBody>
      <QuerySection
        title="Topology"
        remark="What leans on what, from outside to inside"
        {...reading}
        action={
          speaking === null && (
            <Button size="small" href={paths.settings('identity')}>
              Unlock a twin
            </Button>
          )
        }
        isEmpty={(told) => told === null || told.deployment.workloads.length === 0}
        empty={{
          what:
            reading.query.data === null
              ? nothingTold(subject)
              : 'This deployment has no workloads now.',
          advice: 'So there is nothing to draw.',
        }}
      >
        {(told) =>
          told && <Wiring nodeId={node.nodeId} contractId={contractId} told={told.deployment} />
        }
      </QuerySection>
    </PageBody>
  )
}

function Wiring({
  nodeId,
  contractId,
  told: { workloads },
}: {
  nodeId: number
  contractId: bigint
  told: LooseDeployment
}) {
  const topology = useMemo(() => topologyOf(workloads), [workloads])
  const hrefOf = useCallback(
    (workload: string) => paths.deployment(nodeId, contractId, 'workloads', { workload }),
    [nodeId, contractId],
  )
  const tied = new Set(topology.ties.flatMap(({ from, to }) => [from, to]))
  const alone = topology.things
    .filter(({ key }) => !tied.has(key))
    .map(({ name }) => name || 'unnamed')
  return (
    <>
      {workloads.length <= MANY ? (
        <Picture topology={topology} hrefOf={hrefOf} />
      ) : (
        <Note>{workloads.length} workloads are too many to draw: the list has them all.</Note>
      )}
      <Section title="As a list" table={topology.ties.length > 0}>
        {topology.ties.length > 0 && <TieTable topology={topology} hrefOf={hrefOf} />}
        {alone.length > 0 && (
          <Note>
            {alone.length === workloads.length
              ? 'No workload here leans on another.'
              : `On their own: ${alone.join(', ')}.`}
          </Note>
        )}
      </Section>
    </>
  )
}
