import { useSearchParams } from 'wouter'
import type { LooseDeployment } from '#gridtypes/deployment.ts'
import { paths } from '#paths.ts'
import { type Subject, useDeployment } from '#queries/deployment.ts'
import { useGrid } from '#queries/grid.ts'
import { Button } from '#ui/Button.tsx'
import { Columns, PageBody } from '#ui/Page.tsx'
import { QuerySection, QueryView } from '#ui/QueryView.tsx'
import { absent } from './absent.ts'
import { Contract } from './Contract.tsx'
import { DeploymentRemarks } from './DeploymentRemarks.tsx'
import { GoneNote } from './GoneNote.tsx'
import { ManyWorkloads } from './ManyWorkloads.tsx'
import s from './pieces.module.css'
import { sceneOf, type Scene } from './scene.ts'
import { WorkloadPanel } from './WorkloadPanel.tsx'
import { Paused } from './Paused.tsx'
import { inOrder, isBroad, MANY } from './workloads.ts'

/** Every workload of a deployment with what there is to know of it. */
export default function WorkloadsPage({ subject }: { subject: Subject }) {
  const { speaking } = useGrid()
  const reading = useDeployment(subject)
  const { status, data } = reading.query
  if (!data && (reading.forbidden !== undefined || status !== 'pending')) {
    return (
      <PageBody>
        <Columns
          main={
            <QuerySection
              title="Workloads"
              {...reading}
              action={
                speaking === null && (
                  <Button size="small" href={paths.settings('identity')}>
                    Unlock a twin
                  </Button>
                )
              }
              isEmpty={() => true}
              empty={absent(subject, false)}
            >
              {() => null}
            </QuerySection>
          }
          side={<Contract contractId={subject.contractId} />}
        />
      </PageBody>
    )
  }
  return (
    <PageBody>
      <QueryView
        {...reading}
        isEmpty={(told) => told?.deployment.workloads.length === 0}
        empty={absent(subject, true)}
      >
        {(told) => told && <Workloads subject={subject} deployment={told.deployment} />}
      </QueryView>
    </PageBody>
  )
}

function Workloads({ subject, deployment }: { subject: Subject; deployment: LooseDeployment }) {
  const scene = sceneOf(subject, deployment.workloads)
  const all = inOrder(deployment.workloads)
  const paused = all.some(({ result }) => result.state === 'paused')
  return (
    <>
      <GoneNote subject={subject} workloads={deployment.workloads} />
      {paused && <Paused contract={subject.contract} />}
      {all.length > MANY ? (
        <ManyWorkloads all={all} scene={scene} />
      ) : (
        <Panels all={all} scene={scene} />
      )}
      <DeploymentRemarks deployment={deployment} />
    </>
  )
}

/** Machines take the broad column; without any, all share the room. */
function Panels({ all, scene }: { all: LooseDeployment['workloads']; scene: Scene }) {
  const [params] = useSearchParams()
  const chosen = params.get('workload')
  const draw = (workload: LooseDeployment['workloads'][number], i: number) => (
    <WorkloadPanel
      key={`${scene.subject.contractId} ${workload.name} ${i}`}
      workload={workload}
      scene={scene}
      chosen={workload.name === chosen}
    />
  )
  const broad = all.filter(isBroad)
  const narrow = all.filter((workload) => !isBroad(workload))
  if (broad.length === 0) return <div className={s.even}>{narrow.map(draw)}</div>
  const main = <div className={s.panels}>{broad.map(draw)}</div>
  if (narrow.length === 0) return main
  return <Columns main={main} side={<div className={s.panels}>{narrow.map(draw)}</div>} />
}
