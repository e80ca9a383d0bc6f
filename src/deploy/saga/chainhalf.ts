import { readDeployment } from '#gridtypes/deployment.ts'
import { upgradeRefusal } from '#gridtypes/upgrade.ts'
import type { Left } from './calls.ts'
import { needsChain } from './next.ts'
import type { SagaChain, SagaNode } from './ports.ts'
import {
  partAt,
  withPart,
  type Call,
  type Part,
  type PartOf,
  type Saga,
  type Trouble,
} from './saga.ts'
import { insistOnHash } from './text.ts'
import { trouble } from './trouble.ts'

/** What the chain has already of what a saga wants of it; `trouble`: why nothing may be paid for. */
export interface Look {
  saga: Saga
  trouble: Trouble | null
}

interface Ports {
  chain: SagaChain
  node: SagaNode
  now: number
  signal?: AbortSignal | undefined
}

/**
 * Looks up on the chain what every part still wants of it, by node and hash, by name, by contract: so what was made
 * by an extrinsic that was lost sight of, or by another tool, is taken up and never paid for again. `sent` are the
 * calls of an extrinsic whose fate could not be read: what they asked for and is there was made by them.
 */
export async function lookUp(saga: Saga, ports: Ports, sent: readonly Call[] = []): Promise<Look> {
  let look: Look = { saga, trouble: null }
  for (const [at, part] of saga.parts.entries()) {
    if (!needsChain(part)) continue
    const own = sent.filter((call) => call.part === at)
    const { saga: next, trouble: fault } = await lookAt(look.saga, at, own, ports)
    look = { saga: next, trouble: look.trouble ?? fault }
  }
  return look
}

function lookAt(saga: Saga, at: number, sent: readonly Call[], ports: Ports): Promise<Look> {
  const part = partAt(saga, at)
  if (part.wish === 'undo') return lookAtUndo(saga, at, part, ports)
  switch (part.kind) {
    case 'create':
      return lookAtCreate(saga, at, part, sent, ports)
    case 'update':
      return lookAtUpdate(saga, at, part, sent, ports)
    case 'cancel':
      return lookAtCancel(saga, at, part, ports)
    default:
      return part satisfies never
  }
}

async function lookAtCreate(
  saga: Saga,
  at: number,
  part: PartOf<'create'>,
  sent: readonly Call[],
  { chain, now }: Ports,
): Promise<Look> {
  const named = await lookAtNames(saga, part, sent, { chain, now })
  const contractId = await chain.contractByHash(part.nodeId, part.hash)
  const contract = contractId === undefined ? undefined : await chain.contract(contractId)
  if (contract && contract.twinId !== saga.twinId) {
    const message = `Contract ${contract.contractId} of another twin has this very deployment on node ${part.nodeId}.`
    return { saga, trouble: trouble('taken', message, now) }
  }
  const known = contract?.contractId ?? null
  const complete = known !== null && named.names.every((name) => name.contractId !== null)
  const change = {
    names: named.names,
    contractId: known,
    ...(complete ? { stage: 'known' as const } : {}),
  }
  return { saga: withPart(saga, at, change), trouble: named.trouble }
}

async function lookAtNames(
  saga: Saga,
  part: PartOf<'create' | 'update'>,
  sent: readonly Call[],
  { chain, now }: Pick<Ports, 'chain' | 'now'>,
) {
  const names = []
  let fault: Trouble | null = null
  for (const one of part.names) {
    const contractId = await chain.contractByName(one.name)
    const contract = contractId === undefined ? undefined : await chain.contract(contractId)
    if (contract && contract.twinId !== saga.twinId) {
      fault ??= trouble('name-taken', `The name ${one.name} belongs to another twin.`, now)
    }
    const asked = sent.some((call) => call.call === 'create-name' && call.name === one.name)
    names.push({
      ...one,
      contractId: contract?.contractId ?? null,
      own: contract !== undefined && (one.own || asked),
    })
  }
  return { names, trouble: fault }
}

async function lookAtUpdate(
  saga: Saga,
  at: number,
  part: PartOf<'update'>,
  sent: readonly Call[],
  ports: Ports,
): Promise<Look> {
  const { chain, now } = ports
  const contract = await chain.contract(part.contractId)
  if (!contract || contract.kind !== 'node') return ended(saga, at, part.contractId, now)
  const named = await lookAtNames(saga, part, sent, ports)
  const { deploymentHash, deploymentData } = contract
  const complete = named.names.every((name) => name.contractId !== null)
  if (deploymentHash === part.hash && complete) {
    const change = { names: named.names, stage: 'known' as const }
    return { saga: withPart(saga, at, change), trouble: null }
  }
  const before = part.before ?? { hash: deploymentHash, data: deploymentData }
  const next = withPart(saga, at, { names: named.names, before })
  if (contract.state === 'GracePeriod') {
    const message = `Contract ${part.contractId} is in its grace period, in which the chain takes no update.`
    return { saga: next, trouble: trouble('grace', message, now) }
  }
  return { saga: next, trouble: named.trouble ?? (await updateFault(part, ports)) }
}

/** Why the node would not take an update, asked before anything is paid; null for no reason. Rejects where it is silent. */
async function updateFault(
  part: PartOf<'update'>,
  { node, now, signal }: Ports,
): Promise<Trouble | null> {
  const got = await node.get(part.nodeTwin, part.contractId, signal)
  if (got === null) {
    const message = `Node ${part.nodeId} has no deployment of contract ${part.contractId}.`
    return trouble('absent', message, now)
  }
  const refusal = upgradeRefusal(readDeployment(got), insistOnHash(part.text, part.hash))
  if (refusal === null) return null
  const message = `Node ${part.nodeId} would refuse this update, so nothing was paid.`
  return trouble('upgrade', message, now, refusal)
}

async function lookAtCancel(
  saga: Saga,
  at: number,
  part: PartOf<'cancel'>,
  { chain }: Ports,
): Promise<Look> {
  const contract = await chain.contract(part.contractId)
  if (contract) return { saga, trouble: null }
  return { saga: withPart(saga, at, goneOf(part)), trouble: null }
}

/** A name or a rent is over with its contract; a deployment when its node has let go of it. */
const goneOf = ({ node }: PartOf<'cancel'>): Partial<Part> => ({ stage: node ? 'known' : 'done' })

async function lookAtUndo(saga: Saga, at: number, part: Part, ports: Ports): Promise<Look> {
  const { chain, node, now, signal } = ports
  if (part.kind === 'cancel') return { saga, trouble: null }
  const names = []
  for (const one of part.names) {
    const stands = one.contractId !== null && (await chain.contract(one.contractId)) !== undefined
    names.push(stands ? one : { ...one, contractId: null })
  }
  const over = names.every(({ own, contractId }) => !own || contractId === null)
  if (part.kind === 'create') {
    const id = part.contractId
    const stands = id !== null && (await chain.contract(id)) !== undefined
    const done = id === null ? ('undone' as const) : ('undoing' as const)
    const stage = stands || !over ? part.stage : done
    return {
      saga: withPart(saga, at, { names, stage, over: id !== null && !stands }),
      trouble: null,
    }
  }
  const contract = await chain.contract(part.contractId)
  if (!contract || contract.kind !== 'node') return ended(saga, at, part.contractId, now)
  if (part.before === null || contract.deploymentHash === part.before.hash) {
    const stage = over ? 'undoing' : part.stage
    return { saga: withPart(saga, at, { names, stage }), trouble: null }
  }
  const got = await node.get(part.nodeTwin, part.contractId, signal)
  const { version } = insistOnHash(part.text, part.hash)
  if (got === null || readDeployment(got).version < version) {
    return { saga: withPart(saga, at, { names }), trouble: null }
  }
  const message = `Node ${part.nodeId} has taken the update after all, so the contract’s hash stays as it is.`
  const change = { wish: 'make' as const, stage: 'settling' as const }
  return { saga: withPart(saga, at, change), trouble: trouble('on-node', message, now) }
}

function ended(saga: Saga, at: number, contractId: bigint, now: number): Look {
  const fault = trouble('gone', `Contract ${contractId} has ended.`, now)
  return { saga: withPart(saga, at, { stage: 'gone', trouble: fault }), trouble: null }
}

/** What an extrinsic that is final left behind, by its own events. */
export function applied(saga: Saga, calls: readonly Call[], left: readonly Left[]): Saga {
  let next = saga
  for (const [i, call] of calls.entries()) next = appliedOne(next, call, left[i] ?? null)
  return { ...next, tx: null, trouble: null }
}

function appliedOne(saga: Saga, call: Call, left: Left): Saga {
  const at = call.part
  const part = partAt(saga, at)
  switch (call.call) {
    case 'create-name': {
      if (part.kind === 'cancel') return saga
      const names = part.names.map((one) =>
        one.name === call.name ? { ...one, contractId: left, own: true } : one,
      )
      const isLast = part.kind === 'create' && part.contractId !== null
      return withPart(saga, at, isLast ? { names, stage: 'known' } : { names })
    }
    case 'create-node':
      return withPart(saga, at, { contractId: left, stage: 'known', trouble: null })
    case 'update-node':
      return withPart(saga, at, {
        stage: part.wish === 'undo' ? 'undoing' : 'known',
        trouble: null,
      })
    case 'cancel':
      if (part.kind === 'cancel') return withPart(saga, at, { ...goneOf(part), trouble: null })
      return withPart(saga, at, { stage: 'undoing', trouble: null })
    default:
      return call satisfies never
  }
}
