import type { LooseDeployment, LooseWorkload } from '#gridtypes/deployment.ts'
import { asContract, type ContractId } from '#lib/ids.ts'
import { bytes, group } from '#lib/units.ts'
import { costOf, type Ledger } from './ledger.ts'

/** What has to be known of a contract that is to end. */
export interface Doomed {
  contractId: bigint
  kind: 'node' | 'name' | 'rent'
  /** Null for a name. */
  nodeId: number | null
  /** Of the deployment, or the name itself; '' where it has none. */
  name: string
  publicIps: number
}

/** What runs under a contract, as its node tells it: in words, and the names that its gateways answer to. */
export interface Inside {
  things: readonly string[]
  names: readonly string[]
}

/** What is to be ended, in the order in which the chain takes it, and what that costs. */
export interface Ending {
  ids: ContractId[]
  /** Not chosen, and yet to end: a node is given back only when nothing of one's own runs on it. */
  added: Doomed[]
  title: string
  verb: string
  /** What will be lost, a line each. */
  lose: string[]
  /** The word that is typed before. */
  type: string
}

// the chain refuses to give a node back while contracts stand on it; a name outlives what answers to it
const ORDER = { node: 0, name: 1, rent: 2 } as const

const byOrder = (a: Doomed, b: Doomed) =>
  ORDER[a.kind] - ORDER[b.kind] || (a.contractId < b.contractId ? -1 : 1)

/**
 * How to end these contracts: dependent ones first (facts: tfchain.md section 5), all in one extrinsic or none.
 * `all` are the twin's contracts; `insides` what nodes told of some of them.
 */
export function endingOf(
  chosen: readonly Doomed[],
  all: readonly Doomed[],
  insides: ReadonlyMap<bigint, Inside> = new Map(),
): Ending {
  const ids = new Set(chosen.map(({ contractId }) => contractId))
  const rented = new Set(chosen.flatMap((one) => (one.kind === 'rent' ? [one.nodeId] : [])))
  const added = all.filter(
    ({ contractId, kind, nodeId }) => kind === 'node' && rented.has(nodeId) && !ids.has(contractId),
  )
  const ending = [...chosen, ...added].toSorted(byOrder)
  const [only] = ending
  const one = ending.length === 1 && only !== undefined
  return {
    ids: ending.map(({ contractId }) => asContract(contractId)),
    added,
    title: one ? `Cancel contract ${only.contractId}` : `Cancel ${group(ending.length)} contracts`,
    verb: one ? 'Cancel contract' : `Cancel ${group(ending.length)} contracts`,
    lose: ending.flatMap((doomed) => linesOf(doomed, ending, all, insides)),
    type: one ? wordOf(only) : `cancel ${ending.length}`,
  }
}

/** What is typed for a single contract: its name where it can be typed, else its number. */
const wordOf = ({ name, contractId }: Doomed): string =>
  /^[\w .-]{2,40}$/.test(name) && name === name.trim() ? name : String(contractId)

function linesOf(
  doomed: Doomed,
  ending: readonly Doomed[],
  all: readonly Doomed[],
  insides: ReadonlyMap<bigint, Inside>,
): string[] {
  const { contractId, kind, nodeId, name, publicIps } = doomed
  if (kind === 'rent') {
    return [`Node ${nodeId} as a whole (contract ${contractId}): anyone can rent it after you.`]
  }
  if (kind === 'name') {
    const gateways = all.filter(
      (other) =>
        !ending.includes(other) && insides.get(other.contractId)?.names.includes(name) === true,
    )
    const free = `The name ${name} (contract ${contractId}): anyone can take it.`
    return gateways.length === 0
      ? [free]
      : [
          free,
          `The gateway in ${gateways.map(calledOf).join(', ')} answers to that name and goes on costing; end it as well, or it stays without one.`,
        ]
  }
  const inside = insides.get(contractId)
  const things =
    inside === undefined
      ? 'all that runs and is stored under it; its node was not heard'
      : inside.things.length === 0
        ? 'nothing that its node knows of'
        : inside.things.join(', ')
  const ips =
    publicIps === 0
      ? ''
      : ` ${publicIps === 1 ? 'Its public IP goes' : `Its ${group(publicIps)} public IPs go`} back to the farm.`
  return [
    `${capital(calledOf(doomed))} on node ${nodeId} (contract ${contractId}): ${things}.${ips}`,
  ]
}

const calledOf = ({ name, contractId }: Doomed) =>
  name === '' ? `contract ${contractId}` : `deployment ${name.slice(0, 60)}`
const capital = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/**
 * What the chain bills in the block in which these contracts are cancelled, or billed on demand, in TFT units:
 * of each the part of an hour that has run since its last bill, with its traffic, and what could not be paid
 * before (facts: tfchain.md sections 5 and 6). Comes out of the usable balance of the contracts' twin, which may
 * hold less: then less is taken.
 */
export const finalBillOf = (contracts: readonly bigint[], ledger: Ledger): bigint =>
  ledger.entries
    .filter(({ contractId }) => contracts.includes(contractId))
    .reduce((sum, entry) => sum + (costOf(ledger, entry)?.billNow ?? 0n), 0n)

/** What runs under a contract, in words that a person recognises. */
export const insideOf = ({ workloads }: Pick<LooseDeployment, 'workloads'>): Inside => ({
  things: workloads.flatMap(thingOf),
  names: workloads.flatMap((workload) =>
    'data' in workload && workload.type === 'gateway-name-proxy' ? [workload.data.name] : [],
  ),
})

/** Public addresses are counted by the contract. */
function thingOf(workload: LooseWorkload): string[] {
  const { name } = workload
  if (!('data' in workload)) return [`${workload.type.slice(0, 40)} ${name}`]
  switch (workload.type) {
    case 'zmachine':
    case 'zmachine-light':
      return [`machine ${name}`]
    case 'zmount':
      return [`disk ${name} of ${sized(workload.data.size)} with its data`]
    case 'volume':
      return [`volume ${name} of ${sized(workload.data.size)} with its data`]
    case 'zdb':
      return [`0-db ${name} of ${sized(workload.data.size)} with its data`]
    case 'qsfs':
      return [`file system ${name}`]
    case 'network':
    case 'network-light':
      return [`network ${name}`]
    case 'gateway-name-proxy':
      return [`gateway ${workload.data.name}`]
    case 'gateway-fqdn-proxy':
      return [`gateway ${workload.data.fqdn}`]
    case 'ip':
    case 'ipv4':
    case 'zlogs':
      return []
    default:
      return workload satisfies never
  }
}

function sized(size: bigint): string {
  const { value, unit } = bytes(size)
  return `${value.replace(/\.0$/, '')} ${unit}`
}
