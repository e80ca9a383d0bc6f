import type { NodeStatus } from '#gridproxy/filters.ts'
import { statusOf as statusFrom } from '#gridproxy/status.ts'
import { contractsOf, indexOf, rentOf } from './db.ts'
import { featuresOf } from './node.ts'
import type { Db, FarmRow, NodeRow, Resources } from './schema.ts'
import { reportedAt, systemOf, usersOf } from './usage.ts'

const GIB = 2 ** 30
/** What the index makes of a node's power and age, by the rule of #gridproxy/status.ts. */
export const statusOf = (db: Db, node: NodeRow, nowMs: number): NodeStatus =>
  statusFrom(node.power, reportedAt(db, node, nowMs), nowMs / 1000)

/** USD of a whole node per month, with the faults of the server's SQL (facts: grid-services.md A.6, B.2). */
export function priceOf(node: NodeRow, balance: number): number {
  const { cru, mru, sru, hru } = node.total
  const memory = mru / GIB
  const cu = Math.min(
    Math.max(memory / 4, cru / 2),
    Math.max(memory / 8, cru),
    Math.max(memory / 2, cru / 4),
  )
  const su = hru / GIB / 1200 + sru / GIB / 200
  const factor = node.certified ? 1.25 : 1
  const price = ((cu * 100_000 + su * 50_000 + node.extraFee) * factor * 720) / 1e7
  const times = price === 0 ? Infinity : balance / price
  const reduced = times >= 18 ? 0.4 : times >= 6 ? 0.6 : times >= 3 ? 0.7 : times >= 1.5 ? 0.8 : 1
  return Math.round(price * reduced * 1000) / 1000
}

/** One node with all that filters and sorting ask for, worked out when it is asked for. */
export class View {
  readonly db: Db
  readonly node: NodeRow
  readonly nowMs: number
  #used: Resources | undefined

  constructor(db: Db, node: NodeRow, nowMs: number) {
    this.db = db
    this.node = node
    this.nowMs = nowMs
  }

  get farm(): FarmRow | undefined {
    return this.db.farms.get(this.node.farmId)
  }
  get status(): NodeStatus {
    return statusOf(this.db, this.node, this.nowMs)
  }
  /** From the contracts' reports on chain: 20 GiB of SSD are the system's, not 100 as the node says. */
  get used(): Resources {
    if (!this.#used) {
      const { cru, mru, sru, hru } = usersOf(this.db, this.node, this.nowMs)
      const { total } = this.node
      this.#used = {
        cru,
        mru: mru + systemOf(this.node).mru,
        sru: Math.min(total.sru, sru + 20 * GIB),
        hru,
      }
    }
    return this.#used
  }
  get free(): Resources {
    const { total } = this.node
    const left = (of: number, used: number) => Math.max(0, of - used)
    return {
      cru: left(total.cru, this.used.cru),
      mru: left(total.mru, this.used.mru),
      sru: left(total.sru, this.used.sru),
      hru: left(total.hru, this.used.hru),
    }
  }
  get rent() {
    return rentOf(this.db, this.node.nodeId)
  }
  get rentedBy(): number {
    return this.rent?.twinId ?? 0
  }
  get unused(): boolean {
    return contractsOf(this.db, this.node.nodeId).every(({ details }) => details.type !== 'node')
  }
  get inDedicatedFarm(): boolean {
    return this.farm?.dedicated ?? false
  }
  get dedicated(): boolean {
    return this.inDedicatedFarm || this.unused || this.rent !== undefined || this.node.extraFee > 0
  }
  get rentable(): boolean {
    return (this.inDedicatedFarm || this.unused) && this.rent === undefined
  }
  get freeIps(): number {
    const ips = indexOf(this.db).ipsOfFarm.get(this.node.farmId) ?? []
    return ips.filter(({ contractId }) => contractId === 0).length
  }
  /** Old nodes were never asked for theirs. */
  get features(): string[] {
    return this.node.flavour === 'old' ? [] : featuresOf(this.node)
  }
  get updatedAt(): number {
    return reportedAt(this.db, this.node, this.nowMs)
  }
  get uptime(): number {
    return Math.max(0, this.updatedAt - this.node.bootedAt)
  }
}

export const viewOf = (db: Db, node: NodeRow, nowMs: number) => new View(db, node, nowMs)
