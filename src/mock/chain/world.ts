import type { Bytes } from '#lib/bytes.ts'
import { isActive } from '#mock/db.ts'
import type { ContractRow, Db, FarmRow, NodeRow } from '#mock/schema.ts'
import type { Seed, SeedContract, SeedFarm, SeedNode } from './seed.ts'

export interface WorldOptions {
  /** What a twin's keys say (keyring.ts): its 32-byte account key, and the key it has published. Asked once for each twin. */
  keysOf: (twin: number) => { account: Bytes; pk: Bytes | null }
  /** Number of the chain's first block: grace began three days before it. */
  height: number
}

/** Three days of blocks of 6 s. */
const THREE_DAYS = 43_200

function farmOf(
  db: Db,
  { farmId, name, twinId, certification, dedicated, stellar }: FarmRow,
): SeedFarm {
  const publicIps = db.publicIps.filter((ip) => ip.farmId === farmId)
  return { id: farmId, name, twinId, certification, dedicated, stellar, publicIps }
}

function nodeOf(node: NodeRow): SeedNode {
  const { nodeId, farmId, twinId, total, place, chainConfig, nics, power } = node
  return {
    id: nodeId,
    farmId,
    twinId,
    resources: total,
    city: place.city,
    country: place.country,
    latitude: String(place.latitude),
    longitude: String(place.longitude),
    publicConfig: chainConfig,
    interfaces: nics.map(({ name, mac, ips }) => ({ name, mac, ips: ips ?? [] })),
    created: node.created,
    certified: node.certified,
    serial: node.serial,
    power: { state: power.state || 'Up', target: power.target || 'Up' },
    extraFee: node.extraFee,
  }
}

function contractOf(
  { contractId, twinId, state, details }: ContractRow,
  height: number,
): SeedContract {
  const type: SeedContract['type'] = details
  const grace = state === 'GracePeriod' ? { graceSince: height - THREE_DAYS } : {}
  return { id: contractId, twinId, type, ...grace }
}

/**
 * What a chain begins with so that it is the demo grid's: its twins, farms, nodes, live contracts and money. What
 * contracts use is not in the world's rows; the nodes report it (`reportResources`).
 */
export function seedOf(db: Db, { keysOf, height }: WorldOptions): Seed {
  const twins = [...db.twins.values()].map((row) => ({ ...row, ...keysOf(row.twin) }))
  return {
    twins: twins.map(({ twin, account, relay, pk }) => ({ id: twin, account, relay, pk })),
    balances: twins
      .filter(({ balance }) => balance > 0)
      .map(({ account, balance }) => ({ account, free: BigInt(balance) })),
    farms: [...db.farms.values()].map((farm) => farmOf(db, farm)),
    nodes: [...db.nodes.values()].map(nodeOf),
    contracts: [...db.contracts.values()]
      .filter(isActive)
      .map((contract) => contractOf(contract, height)),
  }
}
