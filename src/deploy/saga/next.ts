import type { Call, Part, Saga, Sent } from './saga.ts'

/** What a driver knows beside the journal. */
export interface Seen {
  /** Unix ms. */
  now: number
  /** The chain was looked at since anything was last sent to it: nothing is paid for before that. */
  looked: boolean
  /** Parts whose node is left alone until then, Unix ms. */
  rests: ReadonlyMap<number, number>
}

/**
 * The next thing to do. `unask` the wallet was being asked when it ended, so nothing was sent · `find` what became
 * of an extrinsic · `look` what the chain has already · `send`, `ask` and `watch` are of a part's node · `rest`
 * until then · `stop` until a person chooses
 */
export type Step =
  | { step: 'unask' | 'find' | 'sign' | 'look' | 'stop' }
  | { step: 'pay'; calls: Call[] }
  | { step: 'send' | 'ask' | 'watch' | 'verify'; part: number }
  | { step: 'rest'; until: number }
  | { step: 'close'; as: NonNullable<Saga['closed']> }

/** The one state machine of deploying, updating and cancelling. Pure: the same saga and sight, the same step. */
export function next(saga: Saga, seen: Seen): Step {
  if (saga.closed !== null) return { step: 'stop' }
  if (saga.tx) return { step: saga.tx.signed ? 'find' : 'unask' }
  if (saga.trouble) return { step: 'stop' }
  if (saga.parts.some(needsChain)) {
    if (!saga.signed && saga.parts.some(needsSignature)) return { step: 'sign' }
    if (!seen.looked) return { step: 'look' }
    const calls = callsOf(saga)
    if (calls.length > 0) return { step: 'pay', calls }
  }
  return nodeStep(saga, seen) ?? ending(saga)
}

/** What a part's node is asked for at its stage. */
function errand(part: Part): 'send' | 'ask' | 'watch' | 'verify' | undefined {
  if (part.stage === 'undoing') return 'verify'
  if (part.kind === 'cancel') return part.stage === 'known' ? 'verify' : undefined
  if (part.wish === 'undo') return undefined
  if (part.stage === 'known') return 'send'
  if (part.stage === 'sending') return 'ask'
  return part.stage === 'settling' ? 'watch' : undefined
}

function nodeStep(saga: Saga, { now, rests }: Seen): Step | undefined {
  const due = saga.parts.flatMap((part, at) => {
    const step = errand(part)
    return step ? [{ step, part: at, from: rests.get(at) ?? 0 }] : []
  })
  const [ready] = due.filter(({ from }) => from <= now)
  if (ready) return { step: ready.step, part: ready.part }
  if (due.length > 0) return { step: 'rest', until: Math.min(...due.map(({ from }) => from)) }
  return undefined
}

/** Nothing is under way any more: all is well, or a person has to choose. */
function ending({ parts }: Saga): Step {
  const has = (stage: Part['stage']) => parts.some((part) => part.stage === stage)
  if (has('failed') || has('new')) return { step: 'stop' }
  if (has('done')) return { step: 'close', as: has('gone') ? 'failed' : 'done' }
  return { step: 'close', as: has('undone') ? 'undone' : 'failed' }
}

const ENDED: ReadonlySet<Part['stage']> = new Set(['undoing', 'undone', 'gone'])

/** Whether something of a part is still to be done, or to be looked up, on the chain. */
export function needsChain(part: Part): boolean {
  if (part.wish === 'undo') return !ENDED.has(part.stage)
  return part.stage === 'new'
}

const needsSignature = (part: Part): part is Sent =>
  part.kind !== 'cancel' && part.wish === 'make' && part.stage === 'new'

/** The calls that are still to be paid for: what is given up comes alone, and first. */
export function callsOf({ parts }: Saga): Call[] {
  const undo = parts.flatMap((part, at) => (part.wish === 'undo' ? undoing(part, at) : []))
  if (undo.length > 0) return undo
  return parts.flatMap((part, at) =>
    part.wish === 'make' && part.stage === 'new' ? making(part, at) : [],
  )
}

function making(part: Part, at: number): Call[] {
  if (part.kind === 'cancel') {
    return [{ call: 'cancel', part: at, contractId: part.contractId }]
  }
  // a gateway's node looks for the name's contract, so that comes first
  const names = part.names
    .filter(({ contractId }) => contractId === null)
    .map(({ name }): Call => ({ call: 'create-name', part: at, name }))
  const { hash, data } = part
  if (part.kind === 'update') {
    return [...names, { call: 'update-node', part: at, contractId: part.contractId, hash, data }]
  }
  if (part.contractId !== null) return names
  const { nodeId, publicIps } = part
  return [...names, { call: 'create-node', part: at, nodeId, hash, data, publicIps }]
}

function undoing(part: Part, at: number): Call[] {
  if (part.kind === 'cancel' || ENDED.has(part.stage)) return []
  const own = part.names.filter((name) => name.own).flatMap(({ contractId }) => contractId ?? [])
  const names = own.map((contractId): Call => ({ call: 'cancel', part: at, contractId }))
  if (part.kind === 'create') {
    if (part.contractId === null || part.over) return names
    return [{ call: 'cancel', part: at, contractId: part.contractId }, ...names]
  }
  const { before, contractId } = part
  return before ? [{ call: 'update-node', part: at, contractId, ...before }, ...names] : names
}
