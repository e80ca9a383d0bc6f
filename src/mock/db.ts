import type { ContractRow, Db, DeploymentRow, NodeRow, PublicIpRow } from './schema.ts'

/** What is found by another id than a row's own; built anew when the grid has changed. */
interface Index {
  revision: number
  contractsOfNode: Map<number, ContractRow[]>
  deploymentsOfNode: Map<number, DeploymentRow[]>
  nodesOfFarm: Map<number, NodeRow[]>
  ipsOfFarm: Map<number, PublicIpRow[]>
}

const indexes = new WeakMap<Db, Index>()

function groups<T>(rows: Iterable<T>, key: (row: T) => number | null): Map<number, T[]> {
  const out = new Map<number, T[]>()
  for (const row of rows) {
    const id = key(row)
    if (id === null) continue
    const group = out.get(id)
    if (group) group.push(row)
    else out.set(id, [row])
  }
  return out
}

/** The node a contract is for; null for a name. */
export const nodeOf = (contract: ContractRow): number | null =>
  contract.details.type === 'name' ? null : contract.details.nodeId

/** True while a contract holds what it is for. */
export const isActive = (contract: ContractRow): boolean =>
  contract.state === 'Created' || contract.state === 'GracePeriod'

export function indexOf(db: Db): Index {
  const known = indexes.get(db)
  if (known?.revision === db.revision) return known
  const index: Index = {
    revision: db.revision,
    contractsOfNode: groups(db.contracts.values(), nodeOf),
    deploymentsOfNode: groups(db.deployments.values(), (row) => row.nodeId),
    nodesOfFarm: groups(db.nodes.values(), (row) => row.farmId),
    ipsOfFarm: groups(db.publicIps, (row) => row.farmId),
  }
  indexes.set(db, index)
  return index
}

/** Active contracts of a node, of any type. */
export const contractsOf = (db: Db, nodeId: number): ContractRow[] =>
  (indexOf(db).contractsOfNode.get(nodeId) ?? []).filter(isActive)

/** The contract by which one twin rents the whole node. */
export const rentOf = (db: Db, nodeId: number): ContractRow | undefined =>
  contractsOf(db, nodeId).find((contract) => contract.details.type === 'rent')

/** Public addresses in use on a node, in the order of their farm. */
export function ipsOn(db: Db, nodeId: number): PublicIpRow[] {
  const contracts = new Set(contractsOf(db, nodeId).map(({ contractId }) => contractId))
  return contracts.size === 0
    ? []
    : db.publicIps.filter(({ contractId }) => contracts.has(contractId))
}

/** The twin that owns a node's farm. */
export const farmerOf = (db: Db, node: NodeRow): number => db.farms.get(node.farmId)?.twinId ?? 0

/** A copy that shares nothing with the grid: what is kept in IndexedDB or handed to another grid. */
export const snapshot = (db: Db): Db => structuredClone(db)

/** What a node runs: a deployment goes with its contract, unless the node has missed that. */
export const deploymentsOn = (db: Db, nodeId: number): DeploymentRow[] =>
  (indexOf(db).deploymentsOfNode.get(nodeId) ?? []).filter(({ contractId, ghost }) => {
    const contract = db.contracts.get(contractId)
    return ghost === true || contract === undefined || isActive(contract)
  })

/** Each node keeps its own deployments of each twin: the same contract may stand at two of them by mistake. */
export const deploymentKey = (
  row: Pick<DeploymentRow, 'nodeId' | 'twinId' | 'contractId'>,
): string => `${row.nodeId} ${row.twinId} ${row.contractId}`
