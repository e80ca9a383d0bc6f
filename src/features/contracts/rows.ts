import { describeContract } from '#deploy/description.ts'
import type { GridContract } from '#gridproxy/schemas.ts'
import { type Cost, costOf, type Ledger } from '#queries/ledger.ts'

export const kinds = ['node', 'name', 'rent'] as const
export type Kind = (typeof kinds)[number]

export const kindWords = {
  node: 'Deployment',
  name: 'Name',
  rent: 'Whole node',
} satisfies Record<Kind, string>

/** One contract: what the grid proxy lists, and what the chain says of it. */
export interface ContractRow {
  contractId: bigint
  kind: Kind
  /** Null for a name. */
  nodeId: number | null
  farmName: string
  /** up, down or standby, as the grid proxy tells it; undefined while it has not. */
  nodeStatus: string | undefined
  /** Of the deployment, or the name itself. */
  name: string
  project: string
  publicIps: number
  /** In the chain's word: Created, GracePeriod, Deleted; `Ended` where the chain has it no more. */
  state: string
  /** Who told the state. */
  toldBy: 'chain' | 'proxy'
  createdAt: number
  /** Seconds. */
  age: number
  cost: Cost | undefined
  /** Why there is no cost: the chain is being read, could not be, or has the contract no more. */
  missing: 'waiting' | 'unread' | 'gone' | undefined
}

/** A contract's state in words. */
export function stateWords(state: string): string {
  switch (state) {
    case 'Created':
      return 'Active'
    case 'GracePeriod':
      return 'In grace'
    case 'Deleted':
      return 'Ending'
    case 'Ended':
      return 'Ended'
    case 'OutOfFunds':
      return 'Ended, out of funds'
    default:
      return state.slice(0, 24)
  }
}

const kindOf = (type: string): Kind => kinds.find((kind) => kind === type) ?? 'node'

/** The rows of a twin's contracts; `now` in Unix seconds, `away` when the chain could not be read. */
export function rowsOf(
  contracts: readonly GridContract[],
  ledger: Ledger | undefined,
  {
    now,
    away,
    statusOf = () => undefined,
  }: { now: number; away: boolean; statusOf?: (nodeId: number) => string | undefined },
): ContractRow[] {
  const entries = new Map(ledger?.entries.map((entry) => [BigInt(entry.contractId), entry]))
  return contracts.map(({ contract_id, type, state, created_at, details }) => {
    const entry = entries.get(contract_id)
    const kind = kindOf(type)
    const cost = ledger && entry ? (costOf(ledger, entry) ?? undefined) : undefined
    const said = describeContract(details.deployment_data)
    return {
      contractId: contract_id,
      kind,
      nodeId: details.nodeId,
      farmName: details.farm_name,
      nodeStatus: details.nodeId === null ? undefined : statusOf(details.nodeId),
      name:
        kind === 'name' ? details.name : said.name || (said.projectName.split('/').at(-1) ?? ''),
      project: kind === 'node' ? said.projectName : '',
      publicIps: details.number_of_public_ips,
      state: entry ? (entry.contract?.state ?? 'Ended') : state,
      toldBy: entry ? 'chain' : 'proxy',
      createdAt: created_at,
      age: Math.max(0, now - created_at),
      cost,
      missing: cost ? undefined : entry ? 'gone' : away ? 'unread' : 'waiting',
    }
  })
}

/** How much a row wants attention: what ends soonest first, then what is overdue, then the dearest. */
export function trouble({ cost, state }: ContractRow): number {
  const dear = Number(cost?.month ?? 0n)
  if (cost?.endsAt !== undefined) return 4e20 - cost.endsAt
  if (state === 'GracePeriod') return 2e20
  return (cost?.overdue ?? 0n) > 0n ? 1e20 + dear : dear
}
