import { DeployError } from '../error.ts'
import { withPart, type Saga } from './saga.ts'
import { waysOn, type WayOn } from './ways.ts'

/** The saga after a person chose; the next drive does it. Throws DeployError `mismatch` for a way that is not open. */
export function choose(saga: Saga, chosen: WayOn): Saga {
  const isOpen = waysOn(saga).some(({ way, part }) => way === chosen.way && part === chosen.part)
  if (!isOpen) throw new DeployError('mismatch', 'This is not possible any more. Look again.')
  const { way, part: at } = chosen
  if (at === null) return way === 'leave' ? { ...saga, closed: leftAs(saga) } : saga
  if (way === 'send-again') {
    // asked first: a node that has it by now is not sent it again
    return withPart(saga, at, { stage: 'sending', trouble: null })
  }
  return withPart(saga, at, { wish: 'undo', trouble: null })
}

/** What stands on the chain and is well or not is told from what was never paid for. */
function leftAs({ parts }: Saga): NonNullable<Saga['closed']> {
  if (parts.some(({ stage }) => stage === 'failed')) return 'failed'
  return 'left'
}
