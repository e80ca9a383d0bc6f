import { cast, FARMER, farms, RENTER, TAKEN, TENANT } from './cast.ts'
import { fleet, fleetFarms } from './fleet.ts'
import { wordsOf } from './keyring.ts'
import type { WorldName } from './names.ts'
import { type Clock, random } from './random.ts'
import type { ContractRow, Db, NodeRow, TwinRow } from './schema.ts'
import { tenancy } from './tenant.ts'
import { standing } from './history.ts'
import { counts, takenBy } from './usage.ts'
import { furnish } from './worlds.ts'

/** Tenants of whom only contracts are known. */
const STRANGERS = [311, 618, 1544, 2233, RENTER]

const twin = (row: Partial<TwinRow> & { twin: number }, relay: string): TwinRow => ({
  curve: 'sr25519',
  secret: null,
  pk: true,
  relay,
  kyc: 'VERIFIED',
  nodeId: null,
  balance: 250_0000000,
  ...row,
})

/** Contracts of the tenants whose deployments the grid does not tell, so that what is promised has an owner. */
function strangers(seed: number, born: number, nodes: readonly NodeRow[]): ContractRow[] {
  const out: ContractRow[] = []
  let contractId = 40_000
  const add = (twinId: number, createdAt: number, details: ContractRow['details']) =>
    out.push({ contractId: contractId++, twinId, state: 'Created', createdAt, details })
  for (const node of nodes) {
    const r = random(seed, 'strangers', node.nodeId)
    for (let i = 0; i < node.others.deployments; i++) {
      const name = `vm${r.hex(5)}`
      const who = node.nodeId === 6004 ? RENTER : r.pick(STRANGERS)
      add(who, born - r.int(2, 300) * 86_400, {
        type: 'node',
        nodeId: node.nodeId,
        data: JSON.stringify({ version: 3, type: 'vm', name, projectName: `vm/${name}` }),
        hash: r.hex(32),
        publicIps: 0,
      })
    }
    if (node.nodeId === 6004) add(RENTER, born - 40 * 86_400, { type: 'rent', nodeId: 6004 })
  }
  return out
}

/** Gives each card that is taken to a tenant of its node. */
function takeCards(db: Db) {
  for (const node of db.nodes.values()) {
    if (!node.gpus.some(({ contract }) => contract === TAKEN)) continue
    const holders = [...db.contracts.values()].filter(
      ({ twinId, details }) =>
        twinId !== TENANT && details.type === 'node' && details.nodeId === node.nodeId,
    )
    for (const [i, gpu] of node.gpus.entries()) {
      if (gpu.contract === TAKEN) gpu.contract = holders[i]?.contractId ?? 0
    }
  }
}

/** Addresses that farms bought; nobody holds one yet. */
function publicIps(): Db['publicIps'] {
  const range = (
    farmId: number,
    net: string,
    mask: number,
    gateway: number,
    from: number,
    to: number,
  ) =>
    Array.from({ length: to - from + 1 }, (_, i) => ({
      id: `00000000${farmId}-0000${from + i}-demo`,
      farmId,
      ip: `${net}.${from + i}/${mask}`,
      gateway: `${net}.${gateway}`,
      contractId: 0,
    }))
  return [
    ...range(7, '185.206.122', 24, 1, 40, 47),
    ...range(22, '192.121.7', 26, 1, 41, 44),
    ...range(51, '91.143.80', 24, 1, 60, 61),
    ...range(61, '188.250.9', 28, 65, 81, 83),
  ]
}

/** Gives some addresses to tenants of whom only contracts are known. */
function holdIps(db: Db) {
  const strangersOn = (nodeId: number) =>
    [...db.contracts.values()].filter(
      ({ twinId, details }) =>
        twinId !== TENANT && details.type === 'node' && details.nodeId === nodeId,
    )
  const [first, second] = strangersOn(11)
  const held: readonly [ip: string, holder: ContractRow | undefined][] = [
    ['185.206.122.41/24', first],
    ['185.206.122.44/24', second],
    ['185.206.122.45/24', strangersOn(12)[0]],
    ['91.143.80.60/24', strangersOn(5120)[0]],
    ['188.250.9.81/28', strangersOn(6110)[0]],
  ]
  for (const [ip, holder] of held) {
    const row = db.publicIps.find((one) => one.ip === ip)
    if (!row || !holder) continue
    row.contractId = holder.contractId
    if (holder.details.type === 'node') holder.details.publicIps = 1
  }
}

/** A node's count of strangers is what is promised less what the tenant's own deployments take. */
function subtract(db: Db, nowMs: number) {
  for (const row of db.deployments.values()) {
    const others = db.nodes.get(row.nodeId)?.others
    if (!others) continue
    const active = standing(row, nowMs).filter(counts)
    if (active.length > 0 && others.deployments > 0) others.deployments--
    others.workloads = Math.max(0, others.workloads - active.length)
    for (const workload of active) {
      const { cru, mru, sru, hru } = takenBy(workload)
      others.cru = Math.max(0, others.cru - cru)
      others.mru = Math.max(0, others.mru - mru)
      others.sru = Math.max(0, others.sru - sru)
      others.hru = Math.max(0, others.hru - hru)
    }
  }
}

const byId = <T>(rows: readonly T[], id: (row: T) => number) =>
  new Map(rows.map((row) => [id(row), row]))

/**
 * A grid in memory: the same world, seed and time give the same grid, key by key. `relay` is the host that
 * twins name on chain.
 */
export function createDb(
  world: WorldName,
  seed: number,
  now: Clock,
  relay = 'relay.demo.invalid',
): Db {
  const bornMs = now()
  const born = Math.floor(bornMs / 1000)
  const populated = world !== 'empty'
  const huge = world === 'huge'
  const nodes = populated ? cast(seed, born) : []
  if (huge) nodes.push(...fleet(seed, born, 5000 - nodes.length))
  const farmRows = populated ? farms.map((row) => ({ ...row })) : []
  if (huge) farmRows.push(...fleetFarms(seed, 5000 - farms.length))
  const people: TwinRow[] = [
    twin(
      {
        twin: TENANT,
        curve: 'ed25519',
        secret: wordsOf(seed, 'tenant'),
        // some weeks of what its contracts cost
        balance: 2_480_0000000,
      },
      relay,
    ),
    twin({ twin: FARMER, secret: wordsOf(seed, 'farmer') }, relay),
    twin({ twin: 1 }, relay),
    // a twin that a relay elsewhere serves, one that has none, and one whose published key is no key
    twin({ twin: 311 }, 'relay.02.demo.invalid'),
    twin({ twin: 618, kyc: 'PENDING' }, ''),
    twin({ twin: 1544, pk: '00'.repeat(33), kyc: 'REJECTED' }, relay),
    ...[2233, RENTER].map((id) => twin({ twin: id }, relay)),
    ...farmRows
      .filter(({ twinId }) => twinId !== FARMER)
      .map((row) => twin({ twin: row.twinId }, relay)),
  ]
  const machines = nodes.map((node): TwinRow => ({
    twin: node.twinId,
    curve: 'ed25519',
    secret: null,
    nodeId: node.nodeId,
    // before end-to-end encryption: an old node answers in plain
    pk: node.flavour !== 'old',
    relay,
    balance: 0,
  }))

  const db: Db = {
    world,
    seed,
    bornMs,
    revision: 0,
    relay,
    nodes: byId(nodes, ({ nodeId }) => nodeId),
    farms: byId(farmRows, ({ farmId }) => farmId),
    twins: byId([...people, ...machines], (row) => row.twin),
    contracts: new Map(),
    deployments: new Map(),
    publicIps: populated ? publicIps() : [],
    identities: [
      { name: 'tenant', twin: TENANT },
      { name: 'farmer', twin: FARMER },
    ],
    adminTwins: [1],
  }
  if (populated) tenancy(db, born)
  subtract(db, bornMs)
  const known = [...db.contracts.values(), ...strangers(seed, born, nodes)]
  db.contracts = byId(
    known.toSorted((a, b) => a.contractId - b.contractId),
    ({ contractId }) => contractId,
  )
  db.deployments = new Map(
    [...db.deployments].toSorted(([, a], [, b]) => a.contractId - b.contractId),
  )
  holdIps(db)
  takeCards(db)
  furnish(db)
  return db
}
