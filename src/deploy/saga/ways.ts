import type { Part, Saga } from './saga.ts'

/**
 * What a person may choose: `continue` with what is under way · `send-again` to the node · `cancel` the contracts
 * of a part and get the rest back · `put-back` the hash that the contract had before an update · `leave` it as it is
 */
export type Way = 'continue' | 'send-again' | 'cancel' | 'put-back' | 'leave'

/** One way on; `part` null means the whole saga. */
export interface WayOn {
  way: Way
  part: number | null
}

/** What a node has of a part that failed: its workloads, in error; or nothing, by a refusal or a loss. */
export const standsOnNode = (part: Part): boolean =>
  part.stage === 'failed' && part.trouble?.code === 'workloads'

const UNDER_WAY: ReadonlySet<Part['stage']> = new Set([
  'new',
  'known',
  'sending',
  'settling',
  'undoing',
])

/** Exactly the sensible ways on, the first the most sensible. Nothing is offered while money is on its way, but to go on. */
export function waysOn(saga: Saga): WayOn[] {
  if (saga.closed !== null) return []
  const on: WayOn = { way: 'continue', part: null }
  const leave: WayOn = { way: 'leave', part: null }
  if (saga.tx?.signed) return [on]
  if (saga.parts.every(isUnpaid)) return [on, leave]
  const goesOn = saga.tx !== null || saga.parts.some(goesOnBy)
  const each = saga.parts.flatMap((part, at) =>
    waysOf(part, saga).map((way): WayOn => ({ way, part: at })),
  )
  return [...(goesOn ? [on] : []), ...each, ...(mayBeLeft(saga) ? [leave] : [])]
}

const goesOnBy = ({ wish, stage }: Part): boolean =>
  UNDER_WAY.has(stage) || (wish === 'undo' && stage !== 'undone' && stage !== 'gone')

/** Nothing stands on the chain for it. */
const isUnpaid = (part: Part): boolean =>
  part.stage === 'new' &&
  part.wish === 'make' &&
  (part.kind !== 'create' || part.contractId === null) &&
  (part.kind === 'cancel' || part.names.every(({ own }) => !own))

function waysOf(part: Part, { parts }: Saga): Way[] {
  if (part.kind === 'cancel' || part.wish === 'undo') return []
  const failed = part.stage === 'failed'
  const again: Way[] = failed && !standsOnNode(part) ? ['send-again'] : []
  const isPaid = failed || ['known', 'sending', 'settling'].includes(part.stage)
  if (part.kind === 'update') {
    // what the node has taken is not put back, but updated once more
    const onNode = part.stage === 'settling' || standsOnNode(part)
    return [...again, ...(isPaid && part.before && !onNode ? (['put-back'] as const) : [])]
  }
  // where one of several failed, those that are well can be given up with it
  const half = part.stage === 'done' && parts.some(({ stage }) => stage === 'failed')
  return part.contractId !== null && (isPaid || half) ? [...again, 'cancel'] : again
}

/** Nothing is under way but the answer of a silent node, and no contract has a hash that its node knows nothing of. */
const mayBeLeft = ({ tx, parts }: Saga): boolean =>
  tx === null &&
  parts.every((part) => {
    if (part.stage === 'undoing') return part.trouble !== null
    if (part.kind === 'cancel' && part.stage === 'known') return part.trouble !== null
    if (part.wish === 'undo') return part.stage === 'undone' || part.stage === 'gone'
    if (part.kind === 'update' && part.stage === 'failed') return standsOnNode(part)
    return !UNDER_WAY.has(part.stage)
  })
