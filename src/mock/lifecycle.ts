import { challengeHash } from '#gridtypes/challenge.ts'
import type { Deployment, LooseDeployment } from '#gridtypes/deployment.ts'
import { upgrade } from '#gridtypes/upgrade.ts'
import { messageOf } from '#lib/error.ts'
import { alter, AS_BEFORE } from './alter.ts'
import { secondsFor, type Course } from './course.ts'
import { deploymentKey, deploymentsOn } from './db.ts'
import { askedOf, settledAt, standing, workloadOf } from './history.ts'
import { install } from './install.ts'
import { current, record, recordAgain, type Fate, type Job } from './job.ts'
import type { Host } from './node.ts'
import type { Asked, DeploymentRow, NodeRow } from './schema.ts'
import { inOrder, inReverse } from './sequence.ts'

/*
 * The life of a deployment on a node (facts: node-api.md section 5; zosbase@063d895 pkg/provision/engine.go).
 * What a job does is written down whole when it is taken, with the moments at which it will have happened:
 * a deployment becomes ready while somebody looks, and no timer is kept.
 */

const secondsOf = ({ now }: Host) => Math.floor(now() / 1000)

/** The moment of what is not queued: now, or after what is written down as still to come. */
const momentOf = (host: Host, row: DeploymentRow) => Math.max(secondsOf(host), settledAt(row))

const INIT: Fate = { state: 'init', message: '', data: 'null' }

/** A job of a node begins when the ones before it are done. */
function queued(host: Host, node: NodeRow, row: DeploymentRow, course: Course): Job {
  const others = course.alone ? [] : deploymentsOn(host.db, node.nodeId).map(settledAt)
  return { host, node, row, course, at: Math.max(momentOf(host, row), ...others) }
}

/** Lets the time of a workload pass; false when it never ends. */
function pass(job: Job, { name, type }: Asked, share = 1): boolean {
  const told = job.course.took?.[name]
  const { db, latency } = job.host
  job.at += told ?? Math.ceil(secondsFor(type, db.seed, job.row.contractId, name) * share * latency)
  return Number.isFinite(job.at)
}

/** Installs one after the other; the first that never ends keeps all after it waiting. */
function installAll(job: Job, workloads: readonly Asked[]): boolean {
  const { order } = job.course
  const sorted = order
    ? workloads.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
    : inOrder(workloads)
  return sorted.every((asked) => installOne(job, asked))
}

function installOne(job: Job, asked: Asked): boolean {
  const fate = install(job, asked)
  // what is refused is refused early
  if (!pass(job, asked, fate.state === 'error' ? 0.2 : 1)) return false
  record(job, asked, fate)
  return true
}

/**
 * Why the contract forbids what was sent, looked up after the node has answered (facts: node-api.md section
 * 1.9, contract checks).
 */
export function contractFault(
  { db }: Host,
  node: NodeRow,
  deployment: LooseDeployment,
): string | null {
  const contract = db.contracts.get(Number(deployment.contract_id))
  if (!contract || contract.state === 'Deleted' || contract.state === 'OutOfFunds') {
    return `failed to get deployment contract: contract ${deployment.contract_id}: object not found`
  }
  const { details } = contract
  if (details.type !== 'node') return 'invalid contract type, expecting node contract'
  if (details.nodeId !== node.nodeId) return 'invalid node address in contract'
  try {
    // every workload was read: what could not be was refused before
    return challengeHash(deployment as Deployment) === details.hash
      ? null
      : 'contract hash does not match deployment hash'
  } catch (error) {
    return `failed to compute deployment hash: ${messageOf(error)}`
  }
}

/** All that stands goes into `error` with the same words. */
function fail(job: Job, message: string) {
  job.at += Math.ceil(job.host.latency)
  for (const { asked } of standing(job.row)) {
    record(job, asked, { state: 'error', message, data: 'null' })
  }
}

/** Takes a new deployment, validated and its signatures checked: all of it is `init` at once. */
export function accept(
  host: Host,
  node: NodeRow,
  deployment: LooseDeployment,
  course: Course = {},
): DeploymentRow {
  const workloads = deployment.workloads.map(askedOf)
  const row: DeploymentRow = {
    contractId: Number(deployment.contract_id),
    twinId: deployment.twin_id,
    nodeId: node.nodeId,
    version: deployment.version,
    metadata: deployment.metadata,
    description: deployment.description,
    signatureRequirement: deployment.signature_requirement,
    history: [],
  }
  const job = queued(host, node, row, course)
  for (const asked of workloads) record({ row, at: secondsOf(host) }, asked, INIT)
  host.db.deployments.set(deploymentKey(row), row)
  host.changed() // found by its node from here on: machines look for their networks there
  const fault = contractFault(host, node, deployment)
  if (fault !== null) fail(job, fault)
  else installAll(job, workloads)
  host.changed()
  return row
}

/** The deployment that stands, as far as an update is compared with it. */
export const currentOf = (row: DeploymentRow, nowMs: number): LooseDeployment => ({
  version: row.version,
  twin_id: row.twinId,
  contract_id: BigInt(row.contractId),
  metadata: row.metadata,
  description: row.description,
  expiration: 0n,
  signature_requirement: row.signatureRequirement,
  workloads: standing(row, nowMs).map(({ asked }) => workloadOf(asked)),
})

/**
 * Takes an update that gridtypes do not refuse. Version, texts and signatures are the new ones at once;
 * what becomes of the workloads follows as a job: removals first, in reverse order, then the rest.
 */
export function change(
  host: Host,
  node: NodeRow,
  row: DeploymentRow,
  next: LooseDeployment,
  course: Course = {},
) {
  const plan = upgrade(currentOf(row, host.now()), next)
  if ('error' in plan) return
  row.version = next.version
  row.metadata = next.metadata
  row.description = next.description
  row.signatureRequirement = next.signature_requirement
  delete row.unsigned
  const job = queued(host, node, row, course)
  const fault = contractFault(host, node, next)
  if (fault !== null) fail(job, fault)
  else {
    const gone = plan.remove_any_order.flatMap(({ name }) => current(job, name)?.asked ?? [])
    for (const asked of inReverse(gone)) {
      remove(job, asked, 'deleted by an update')
      job.at += Math.ceil(host.latency)
    }
    const named = new Map(next.workloads.map((workload) => [workload.name, workload]))
    const steps = plan.add_update_in_order.map(({ name }) => askedOf(named.get(name)!)) // a step is of a workload of `next`
    inOrder(steps).every((asked) => addOrAlter(job, asked))
  }
  host.changed()
}

function addOrAlter(job: Job, asked: Asked): boolean {
  const before = current(job, asked.name)
  if (!before) {
    // a name that another deployment of the twin has for its network is passed over without a trace
    if (conflictOf(job.host, job.node, job.row, [asked]) !== undefined) return true
    record(job, asked, INIT)
    return installOne(job, asked)
  }
  const fate = alter(job, asked, before)
  if (fate === AS_BEFORE) {
    recordAgain(job, asked, before)
    return true
  }
  if (!pass(job, asked, fate.state === 'ok' ? 0.5 : 0)) return false
  record(job, asked, fate)
  return true
}

function remove(job: Pick<Job, 'row' | 'at'>, asked: Asked, message: string) {
  record(job, asked, { state: 'deleted', message, data: 'null' })
}

/**
 * The first network whose name the twin has in another deployment on this node: such names are the twin's
 * on a node, not the deployment's (facts: node-api.md section 2.3).
 */
export function conflictOf(
  { db, now }: Host,
  node: NodeRow,
  row: Pick<DeploymentRow, 'contractId' | 'twinId'>,
  workloads: readonly Pick<Asked, 'name' | 'type'>[],
): string | undefined {
  const taken = new Set(
    deploymentsOn(db, node.nodeId)
      .filter(({ twinId, contractId }) => twinId === row.twinId && contractId !== row.contractId)
      .flatMap((one) => standing(one, now()))
      .filter(({ asked }) => asked.type.startsWith('network'))
      .map(({ asked }) => asked.name),
  )
  return workloads.find(({ name, type }) => type.startsWith('network') && taken.has(name))?.name
}

/** A machine that the node gave up, or the like: it is gone, and only the history tells why. */
export function decommission(host: Host, row: DeploymentRow, name: string, reason: string) {
  const found = standing(row).find(({ asked }) => asked.name === name)
  if (!found || found.result.state === 'error') return
  const message = `workload decommissioned by system, reason: ${reason}`
  remove({ row, at: momentOf(host, row) }, found.asked, message)
  host.changed()
}

/** The contract is in its grace period: what is `ok` is paused. */
function pause(host: Host, row: DeploymentRow) {
  const at = momentOf(host, row)
  for (const { asked, result } of standing(row)) {
    if (result.state !== 'ok') continue
    record({ row, at }, asked, { state: 'paused', message: 'paused', data: result.data })
  }
}

/** The contract is paid for again: what was paused goes on with the result it had. */
function resume(host: Host, row: DeploymentRow) {
  const at = momentOf(host, row)
  for (const { asked, result } of standing(row)) {
    if (result.state !== 'paused') continue
    record({ row, at }, asked, { state: 'ok', message: '', data: result.data })
  }
}

/**
 * What a node does when the chain tells that a contract's state has changed (facts: node-api.md section 5):
 * a cancelled one takes deployment and history along, its grace period pauses them, funds bring them back.
 */
export function contractChanged(host: Host, contractId: number) {
  const contract = host.db.contracts.get(contractId)
  if (contract?.details.type === 'node') {
    const { nodeId } = contract.details
    const key = deploymentKey({ ...contract, nodeId })
    const row = host.db.deployments.get(key)
    if (row && !row.ghost) {
      if (contract.state === 'Created') resume(host, row)
      else if (contract.state === 'GracePeriod') pause(host, row)
      else host.db.deployments.delete(key)
    }
  }
  host.changed()
}
