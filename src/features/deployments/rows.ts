import type { Served } from '#deploy/served.ts'
import { describeDeployment, nameOf } from '#deploy/description.ts'
import { type ContractSide, type NodeSide, type Truth, truthOf } from '#deploy/truth.ts'
import type { GridContract } from '#gridproxy/schemas.ts'
import type { ListSeal, SeenSeal } from '#queries/listseals.ts'
import type { KnownContract, KnownNode, Remembered } from '#queries/remembered.ts'
import { rank, tally } from '#queries/states.ts'
import { type Shown, shownGravity, shownOf } from '#queries/truthwords.ts'

/** What a node has said of the twin's deployments, or why nothing is known of it; `short` stands in the row. `unreadable`: it answered, and that was of no use. */
export type NodeHeard =
  | { kind: 'waiting' }
  | { kind: 'answered'; served: readonly Served[]; unsure: ReadonlyMap<bigint, string> }
  | { kind: 'silent' | 'unreadable' | 'unasked'; short: string; why: string }

/** All that has been told so far; every part may still be on its way. */
export interface Told {
  /** The twin's active contracts for deployments; undefined while they are not read. */
  contracts: readonly GridContract[] | undefined
  /** Its newest ended ones: they make a row only where a node still serves one. */
  ended: readonly GridContract[]
  /** Contracts looked up by their number because a node serves them; null where there is none. */
  looked: ReadonlyMap<bigint, GridContract | null>
  /** What this browser remembers, where the proxy cannot be reached. */
  remembered: Remembered | null
  nodes: ReadonlyMap<number, KnownNode>
  heard: ReadonlyMap<number, NodeHeard>
  /** The latest verdict on seals that could be judged. */
  seals: ReadonlyMap<bigint, SeenSeal>
  /** When the youngest part was told, Unix seconds. */
  now: number
}

/** One deployment: its contract and what its node says of it. */
export interface DeploymentRow {
  /** `node contract`. */
  key: string
  contractId: bigint
  nodeId: number
  farmName: string
  /** `''` where nobody named it. */
  name: string
  project: string
  type: string
  /** The contract's state, '' where none is known; `stateAt` in ms where it is only remembered. */
  contractState: string
  stateAt: number | undefined
  /** Since the contract was made, seconds; undefined where it is not known. */
  age: number | undefined
  createdAt: number | undefined
  /** What the node says; undefined while or where nothing was heard. */
  heard: NodeHeard
  served: Served | null | undefined
  states: readonly { state: string; count: number }[]
  /** Addresses as the node tells them, and how many the contract has reserved. */
  ips: readonly string[]
  reservedIps: number
  truth: Truth
  /** What of all this needs somebody first. */
  shown: Shown
}

const SILENCE: NodeHeard = {
  kind: 'unasked',
  short: 'not asked',
  why: 'The grid proxy does not know the node, so it could not be asked.',
}

/** The rows of what is told, in no order: a contract and the deployment on its node are one row. */
export function rowsOf(told: Told): DeploymentRow[] {
  const rows: DeploymentRow[] = []
  const claimed = new Set<string>()
  const heardOf = (nodeId: number) => told.heard.get(nodeId) ?? SILENCE
  const add = (nodeId: number, contractId: bigint, known: Known, truth?: Truth) => {
    claimed.add(keyOf(nodeId, contractId))
    rows.push(rowOf({ told, nodeId, contractId, heard: heardOf(nodeId), known, truth }))
  }
  for (const contract of told.contracts ?? []) {
    const { nodeId } = contract.details
    if (nodeId !== null) add(nodeId, contract.contract_id, { kind: 'read', contract })
  }
  if (!told.contracts) {
    for (const contract of told.remembered?.contracts ?? []) {
      add(contract.nodeId, contract.contract_id, { kind: 'remembered', contract })
    }
  }
  // what nodes serve and no active contract claims
  const ended = new Map(told.ended.map((contract) => [contract.contract_id, contract]))
  for (const [nodeId, heard] of told.heard) {
    if (heard.kind !== 'answered') continue
    for (const { contract_id } of heard.served) {
      if (claimed.has(keyOf(nodeId, contract_id))) continue
      const contract = ended.get(contract_id) ?? told.looked.get(contract_id)
      if (contract === undefined) {
        // with the proxy at hand it is being looked up, without it nobody can
        add(nodeId, contract_id, { kind: 'none' }, told.contracts ? LOOKING : undefined)
      } else if (contract === null) {
        add(nodeId, contract_id, { kind: 'unknown' })
      } else if (contract.details.nodeId !== nodeId) {
        add(nodeId, contract_id, { kind: 'read', contract }, elsewhere(contract))
      } else {
        add(nodeId, contract_id, { kind: 'read', contract })
      }
    }
  }
  return rows
}

const keyOf = (nodeId: number, contractId: bigint) => `${nodeId} ${contractId}`

const LOOKING: Truth = { class: 'waiting', why: 'Its contract has not been looked up yet.' }

const elsewhere = ({ details }: GridContract): Truth => ({
  class: 'ghost',
  why:
    details.nodeId === null
      ? 'The node has it, and the contract of that number is not for a deployment.'
      : `The node has it, and the contract of that number is for node ${details.nodeId}.`,
})

/** Contracts looked up one by one at most, out of courtesy to the proxy. */
const MOST_LOOKUPS = 100

/** Contracts that a node serves and that must be looked up: in no list that was read. `told` without `looked`. */
export function strangers(told: Omit<Told, 'looked'>): bigint[] {
  if (!told.contracts) return []
  const known = new Set([...told.contracts, ...told.ended].map((each) => each.contract_id))
  const ids = [...told.heard.values()].flatMap((heard) =>
    heard.kind === 'answered' ? heard.served.map(({ contract_id }) => contract_id) : [],
  )
  const strange = [...new Set(ids)].filter((id) => !known.has(id))
  return strange.toSorted((a, b) => (a < b ? -1 : 1)).slice(0, MOST_LOOKUPS)
}

/** What is known of a row's contract. */
type Known =
  | { kind: 'read'; contract: GridContract }
  | { kind: 'remembered'; contract: KnownContract }
  /** The proxy says that there is none. */
  | { kind: 'unknown' }
  /** It was not read. */
  | { kind: 'none' }

function rowOf({
  told,
  nodeId,
  contractId,
  heard,
  known,
  truth,
}: {
  told: Told
  nodeId: number
  contractId: bigint
  heard: NodeHeard
  known: Known
  truth: Truth | undefined
}): DeploymentRow {
  const served = servedBy(heard, contractId)
  const states = (served?.workloads ?? []).map(({ state }) => state)
  const side: ContractSide =
    known.kind === 'read' ? known.contract : known.kind === 'unknown' ? null : undefined
  const contract = 'contract' in known ? known.contract : undefined
  const data = dataOf(known)
  const said = describeDeployment(data, served?.metadata ?? '')
  const seal = sealOf(told.seals.get(contractId), known)
  const judged =
    truth ??
    truthOf({
      contract: side,
      node: sideOf(heard, contractId, served),
      sealBroken: seal === 'differs',
      now: told.now,
    })
  return {
    key: keyOf(nodeId, contractId),
    contractId,
    nodeId,
    farmName:
      told.nodes.get(nodeId)?.farmName ??
      (known.kind === 'read' ? known.contract.details.farm_name : ''),
    name: nameOf(said),
    project: said.projectName,
    type: said.type,
    contractState: contract?.state ?? '',
    stateAt: known.kind === 'remembered' ? told.remembered?.at : undefined,
    age: contract && Math.max(0, told.now - contract.created_at),
    createdAt: contract?.created_at,
    heard,
    served,
    states: tally(states),
    ips: served?.ips ?? [],
    reservedIps: reservedBy(known),
    truth: judged,
    shown: shownOf(judged, states, seal === 'unexplained'),
  }
}

/** A verdict is on one hash: once the contract carries another, it says nothing. */
function sealOf(seen: SeenSeal | undefined, known: Known): ListSeal | undefined {
  if (known.kind !== 'read') return seen?.seal
  return seen?.hash === known.contract.details.deployment_hash.toLowerCase() ? seen.seal : undefined
}

const dataOf = (known: Known) =>
  known.kind === 'read'
    ? known.contract.details.deployment_data
    : known.kind === 'remembered'
      ? known.contract.deployment_data
      : ''
const reservedBy = (known: Known) =>
  known.kind === 'read'
    ? known.contract.details.number_of_public_ips
    : known.kind === 'remembered'
      ? known.contract.number_of_public_ips
      : 0

function servedBy(heard: NodeHeard, contractId: bigint): Served | null | undefined {
  if (heard.kind !== 'answered' || heard.unsure.has(contractId)) return undefined
  return heard.served.find(({ contract_id }) => contract_id === contractId) ?? null
}

/** What the node says of one contract; where its list came and its get did not, it has not been heard. */
function sideOf(heard: NodeHeard, contractId: bigint, served: Served | null | undefined): NodeSide {
  if (heard.kind === 'waiting') return heard
  if (heard.kind !== 'answered') {
    return { kind: heard.kind === 'unasked' ? 'unasked' : 'silent', why: heard.why }
  }
  const why = heard.unsure.get(contractId)
  return why === undefined ? { kind: 'answered', served: served ?? null } : { kind: 'silent', why }
}

/**
 * How much a row wants attention: first what it shows, then its worst workload. Larger is
 * worse; a row that is still being heard counts as well, so that good news moves nothing.
 */
export function trouble({ shown, states }: DeploymentRow): number {
  const [worst] = states
  const healthy = rank('ok')
  return shownGravity(shown) * 100 + (worst ? healthy - rank(worst.state) : 0)
}
