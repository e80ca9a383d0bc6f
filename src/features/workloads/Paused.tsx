import type { Subject } from '#queries/deployment.ts'
import { Glyph } from '#ui/State.tsx'
import { Note } from '#ui/text.tsx'
import s from './pieces.module.css'

/** What it means that workloads are paused (facts: node-api.md section 5, grace period). */
export const Paused = ({ contract }: Pick<Subject, 'contract'>) => (
  <div className={s.paused}>
    <Note icon={<Glyph state="paused" />}>
      {contract?.state === 'GracePeriod'
        ? 'The contract is in its grace period: it could not be paid for, so the node holds its workloads still and keeps their data.'
        : 'The node holds workloads still, as it does while a contract cannot be paid for; the grid proxy does not tell of a grace period, so this may be over soon.'}{' '}
      Once the account of the twin is funded, the node goes on by itself. A contract that stays
      unfunded is cancelled in the end, and its data is lost with it.
    </Note>
  </div>
)
