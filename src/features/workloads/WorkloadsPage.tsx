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
import { ManyWorkloads } from './ManyWorkloads.tsx'
import s from './pieces.module.css'
import { sceneOf, type Scene } from './scene.ts'
import { WorkloadPanel } from './WorkloadPanel.tsx'
import { Paused } from './Paused.tsx'
import { inOrder, isMachine, MANY } from './workloads.ts'

/** Every workload of a deployment with what there is to know of it. */
export default function WorkloadsPage({ subject }: { subject: Subject }) {
  const { speaking } = useGrid()
  const reading = useDeployment(subject)
  if (!reading.query.data) {
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
  const panels = all.map((workload, i) => ({
    machine: isMachine(workload),
    panel: (
      <WorkloadPanel
        key={`${scene.subject.contractId} ${workload.name} ${i}`}
        workload={workload}
        scene={scene}
        chosen={workload.name === chosen}
      />
    ),
  }))
  const machines = panels.filter(({ machine }) => machine).map(({ panel }) => panel)
  const others = panels.filter(({ machine }) => !machine).map(({ panel }) => panel)
  return machines.length > 0 && others.length > 0 ? (
    <Columns
      main={<div className={s.panels}>{machines}</div>}
      side={<div className={s.panels}>{others}</div>}
    />
  ) : (
    <div className={machines.length > 0 ? s.panels : s.even}>{[...machines, ...others]}</div>
  )
}
