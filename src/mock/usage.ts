import { capacityOf } from '#gridtypes/capacity.ts'
import { deploymentsOn, ipsOn, nodeOf } from './db.ts'
import { standing, workloadOf } from './history.ts'
import { hash } from './random.ts'
import type { ContractRow, Db, Entry, NodeRow, Resources } from './schema.ts'

const GIB = 2 ** 30

/** The system's own share: zos cache volume of 100 GiB and a tenth of memory, 2 GiB at least (facts: node-api.md section 6). */
export const systemOf = (node: NodeRow): Resources => ({
  cru: 0,
  mru: Math.max(Math.floor(node.total.mru / 10), 2 * GIB),
  sru: Math.min(node.total.sru, 100 * GIB),
  hru: 0,
})

const nothing = (): Resources => ({ cru: 0, mru: 0, sru: 0, hru: 0 })

export function add(into: Resources, more: Resources): Resources {
  into.cru += more.cru
  into.mru += more.mru
  into.sru += more.sru
  into.hru += more.hru
  return into
}

/** What a workload takes of its node, by the rules of gridtypes; nothing where it cannot be read. */
export function takenBy({ asked }: Entry): Resources {
  const booked = capacityOf(workloadOf(asked))
  if ('error' in booked) return nothing()
  const { cru, mru, sru, hru } = booked
  return { cru: Number(cru), mru: Number(mru), sru: Number(sru), hru: Number(hru) }
}

/** Whether a workload holds what it takes. */
export const counts = ({ result }: Entry) => result.state === 'ok' || result.state === 'paused'

/** What a node reports that a contract uses on it: all that stands of its deployment; undefined where it has none. */
export function usedBy(db: Db, contract: ContractRow, nowMs: number): Resources | undefined {
  const nodeId = nodeOf(contract)
  if (nodeId === null) return undefined
  const row = deploymentsOn(db, nodeId).find(
    ({ contractId, twinId }) => contractId === contract.contractId && twinId === contract.twinId,
  )
  if (!row) return undefined
  const all = nothing()
  for (const entry of standing(row, nowMs).filter(counts)) add(all, takenBy(entry))
  return all
}

/** A step lasts this long; the first one after the grid's making changes nothing. */
const STEP_MS = 180_000

/**
 * What other tenants come and go with: a few small machines, the same for the same node and time. Only
 * where there is room, and never on a node that nobody uses.
 */
function drift(db: Db, node: NodeRow, nowMs: number): Resources {
  const step = Math.floor((nowMs - db.bornMs) / STEP_MS)
  if (step <= 0 || node.others.workloads === 0) return nothing()
  const machines = (hash(db.seed, node.nodeId, 'drift', step) % 4) - 1
  const free = node.total.mru - systemOf(node).mru - node.others.mru
  if (machines > 0 && free < 16 * GIB) return nothing()
  const room = (used: number, change: number) => Math.max(change, -used)
  return {
    cru: room(node.others.cru, machines),
    mru: room(node.others.mru, machines * 2 * GIB),
    sru: room(node.others.sru, machines * 25 * GIB),
    hru: 0,
  }
}

export interface Use extends Resources {
  ipv4u: number
  deployments: number
  workloads: number
  lastDeployment: number
}

/** What tenants hold on a node at this moment: workloads in `ok` and `paused`. */
export function usersOf(db: Db, node: NodeRow, nowMs: number): Use {
  const use = add(nothing(), node.others)
  add(use, drift(db, node, nowMs))
  let { deployments, workloads, lastDeployment } = node.others
  for (const row of deploymentsOn(db, node.nodeId)) {
    const active = standing(row, nowMs).filter(counts)
    if (active.length > 0) deployments++
    workloads += active.length
    for (const workload of active) {
      add(use, takenBy(workload))
      lastDeployment = Math.max(lastDeployment, workload.result.created)
    }
  }
  return {
    ...use,
    ipv4u: ipsOn(db, node.nodeId).length,
    deployments,
    workloads,
    lastDeployment,
  }
}

/** Established TCP connections: around the node's own number, a new one every 5 s. */
export function connectionsOf(db: Db, node: NodeRow, nowMs: number): number {
  const step = Math.floor((nowMs - db.bornMs) / 5000)
  if (step <= 0) return node.connections
  const swing = Math.max(2, Math.floor(node.connections / 16))
  return node.connections + (hash(db.seed, node.nodeId, 'tcp', step) % (2 * swing)) - swing
}

/** Unix seconds of the newest run of what runs every `every` seconds and was `age` old when the grid was made. */
export function lastRun(db: Db, nowMs: number, every: number, age: number): number {
  const born = Math.floor(db.bornMs / 1000)
  const runs = Math.floor((Math.floor(nowMs / 1000) - born + age) / every)
  return born - age + runs * every
}

/** Unix seconds of the last uptime report on chain: every 40 minutes while the node lives. */
export const reportedAt = (db: Db, node: NodeRow, nowMs: number): number =>
  node.lastReport ?? lastRun(db, nowMs, 2400, hash(db.seed, node.nodeId, 'report') % 2400)

/** What the operating system uses beyond what is booked, bytes. */
const UNBOOKED = Math.ceil(0.03 * GIB)

/** Bytes of memory that a node would still give away: the one thing it refuses by (facts: node-api.md section 6). */
export const usableMemory = (db: Db, node: NodeRow, nowMs: number): number =>
  Math.max(0, node.total.mru - usersOf(db, node, nowMs).mru - systemOf(node).mru - UNBOOKED)
