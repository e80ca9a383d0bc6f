import type { LooseDeployment } from '#gridtypes/deployment.ts'
import { Section } from '#ui/Page.tsx'
import s from './pieces.module.css'
import { Remarks } from './Remarks.tsx'
import { remarkOf } from './remarks.ts'

/** What was written beside the deployment as a whole. */
export function DeploymentRemarks({ deployment }: { deployment: LooseDeployment }) {
  if (!remarkOf(deployment.metadata) && !remarkOf(deployment.description)) return null
  return (
    <div className={s.after}>
      <Section title="Deployment">
        <Remarks of={deployment} name="the deployment" />
      </Section>
    </div>
  )
}
