import { NodeError } from '#node/error.ts'
import { judge } from './judge.ts'
import type { SagaChain, SagaNode } from './ports.ts'
import { type Part, type PartOf, type Sent } from './saga.ts'
import { insistOnHash, withContract } from './text.ts'
import { trouble, troubleOf } from './trouble.ts'

/** What is now known of a part; `rest`: its node is left alone for a while, this often so far. */
export interface Heard {
  change: Partial<Part>
  rest: boolean
}

interface Ports {
  chain: SagaChain
  node: SagaNode
  now: number
  signal?: AbortSignal | undefined
}

/** What a node says to a deployment that it has already: exactly this (facts: node-api.md section 1.9). */
const EXISTS = 'exists'

const failed = (code: string, message: string, now: number, details?: string): Heard => ({
  change: { stage: 'failed', trouble: trouble(code, message, now, details) },
  rest: false,
})

/** Whether the contract is as the node must find it; a reason not to send otherwise. Rejects with ChainError. */
export async function contractFault(part: Sent, { chain, now }: Ports): Promise<Heard | undefined> {
  if (part.contractId === null) return failed('no-contract', 'It has no contract.', now)
  const contract = await chain.contract(part.contractId)
  if (!contract) {
    const gone = trouble('gone', `Contract ${part.contractId} has ended.`, now)
    return { change: { stage: 'gone', trouble: gone }, rest: false }
  }
  const fits =
    contract.kind === 'node' &&
    contract.nodeId === part.nodeId &&
    contract.deploymentHash === part.hash
  if (fits) return undefined
  const message = `Contract ${part.contractId} is not the one of this deployment any more.`
  return failed('contract-differs', message, now)
}

/** Hands a deployment or an update to its node. Never rejects but for an abort; whether a lost one arrived is asked later. */
export async function handOver(part: Sent, ports: Ports): Promise<Heard> {
  const { node, now, signal } = ports
  const text = withContract(part.text, part.contractId ?? 0n)
  try {
    insistOnHash(text, part.hash)
    await (part.kind === 'create'
      ? node.deploy(part.nodeTwin, text, signal)
      : node.update(part.nodeTwin, text, signal))
    return { change: { stage: 'settling', trouble: null }, rest: false }
  } catch (error) {
    const told = troubleOf(error, now)
    if (error instanceof NodeError) {
      // it is asked what it has, and left alone where its two answers do not fit
      if (error.details === EXISTS) return { change: { trouble: null }, rest: part.sends > 2 }
      // it stumbled: it may have it, and it may be asked again
      if (!UNSURE.has(error.code))
        return { change: { stage: 'failed', trouble: told }, rest: false }
    }
    if (told.code === 'mismatch' || told.code === 'unreadable') {
      return { change: { stage: 'failed', trouble: told }, rest: false }
    }
    return { change: { trouble: told }, rest: true }
  }
}

const UNSURE: ReadonlySet<string> = new Set(['panicked', 'unexpected-answer'])

/** Asks a node whether it has what may have been sent. Rejects where it does not answer. */
export async function askFor(part: Sent, { node, signal }: Ports): Promise<Heard> {
  if (part.contractId === null) return { change: { stage: 'new' }, rest: false }
  const got = await node.get(part.nodeTwin, part.contractId, signal)
  const judged = judge(part, got, null)
  const { version } = insistOnHash(part.text, part.hash)
  const isBehind = judged.stands === 'absent' && (judged.version ?? -1) < version
  // not there: it is sent once more, which cannot deploy twice, since a node takes each version of a contract once
  return { change: { stage: isBehind ? 'known' : 'settling' }, rest: false }
}

/** Watches a node at work. Rejects where it does not answer. */
export async function watch(part: Sent, { node, now, signal }: Ports): Promise<Heard> {
  if (part.contractId === null) return { change: { stage: 'new' }, rest: false }
  const got = await node.get(part.nodeTwin, part.contractId, signal)
  const changes = got === null ? null : await node.changes(part.nodeTwin, part.contractId, signal)
  const judged = judge(part, got, changes)
  switch (judged.stands) {
    case 'working':
      return { change: { trouble: null }, rest: true }
    case 'done':
      return { change: { stage: 'done', trouble: null }, rest: false }
    case 'failed': {
      const message = `Node ${part.nodeId} has it, and not all of it came up.`
      return failed('workloads', message, now, judged.why)
    }
    case 'absent': {
      if (got !== null && part.kind === 'update') {
        // an update on top of this one, by whatever tool: what was paid for here is done
        const { version } = insistOnHash(part.text, part.hash)
        if ((judged.version ?? 0) > version) return { change: { stage: 'done' }, rest: false }
      }
      const message = `Node ${part.nodeId} took it, and has it no more.`
      return failed('absent', message, now)
    }
    default:
      return judged satisfies never
  }
}

/** Asks a node whether it has let go of what ended on the chain. Rejects where it does not answer. */
export async function verifyGone(part: Part, { node, signal }: Ports): Promise<Heard> {
  const done: Heard = {
    change: { stage: part.kind === 'cancel' ? 'done' : 'undone', trouble: null },
    rest: false,
  }
  const where = whereOf(part)
  // an update's old hash is back; its node never had another
  if (!where || part.kind === 'update') return done
  const got = await node.get(where.nodeTwin, where.contractId, signal)
  return got === null ? done : { change: {}, rest: true }
}

function whereOf(part: Part) {
  if (part.kind === 'cancel') {
    return part.node ? { nodeTwin: part.node.nodeTwin, contractId: part.contractId } : undefined
  }
  const { nodeTwin, contractId }: Pick<PartOf<'create'>, 'nodeTwin' | 'contractId'> = part
  return contractId === null ? undefined : { nodeTwin, contractId }
}
