import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { LooseDeployment } from '#gridtypes/deployment.ts'
import type { GridContract, GridNode } from '#gridproxy/schemas.ts'
import type { ContractId } from '#lib/ids.ts'
import type { History } from '#node/history.ts'
import { refreshPace } from './client.ts'
import { callNodeText } from './node.ts'
import { grid, useGrid } from './grid.ts'
import { useSpeechless } from './reading.ts'
import { memory } from './remembered.ts'
import { networkKey } from './sessionstate.ts'
import { readHistory, reading } from './types.ts'

/** What the pages of one deployment are about. */
export interface Subject {
  /** `updatedAt` is not there where the node is only remembered: the proxy is away. */
  node: Pick<GridNode, 'nodeId' | 'twinId'> & { updatedAt?: number }
  contractId: ContractId
  /** Null where the grid proxy knows none, undefined while or where it could not be read. */
  contract: GridContract | null | undefined
  /** Who told the contract; absent: the grid proxy. */
  contractFrom?: 'chain' | 'proxy'
  /** The twin whose deployment it is, as far as it is known. */
  owner: number | undefined
}

/** A deployment as its node told it; `text` is its JSON to the byte. */
export interface ToldDeployment {
  text: string
  deployment: LooseDeployment
}

/** A deployment's history as its node told it. */
export interface ToldHistory {
  text: string
  history: History
}

// the same text means the same thing: what was made of it is kept
const sharing = { structuralSharing: sameText } as const
function sameText(before: unknown, after: unknown): unknown {
  const textOf = (told: unknown) => (told as { text: string } | null | undefined)?.text // both are told by a query below
  return before && after && textOf(before) === textOf(after) ? before : after
}

/** One contract as the grid proxy knows it; null when it knows none. */
export const contractQuery = (contractId: ContractId) =>
  queryOptions({
    queryKey: ['proxy', 'contract', contractId] as const,
    queryFn: ({ signal }) => grid.proxy().contract(contractId, { signal }),
  })

/** `zos.deployment.get`; null when the node has no such deployment of the twin that speaks. */
export const deploymentQuery = (twin: number, contractId: ContractId) =>
  queryOptions({
    queryKey: ['node', twin, 'zos.deployment.get', { contract_id: contractId }] as const,
    queryFn: async ({ signal }): Promise<ToldDeployment | null> => {
      const command = 'zos.deployment.get'
      const [text, { readDeployment }] = await Promise.all([
        callNodeText(twin, command, { contract_id: contractId }, signal),
        import('#gridtypes/deployment.ts'),
      ])
      if (text === null || text.trim() === 'null') return null
      return reading(text, () => ({ text, deployment: readDeployment(text) }))
    },
    ...sharing,
  })

/** `zos.deployment.changes`; null when the node has no such deployment: a cancelled contract takes its history along. */
export const historyQuery = (twin: number, contractId: ContractId) =>
  queryOptions({
    queryKey: ['node', twin, 'zos.deployment.changes', { contract_id: contractId }] as const,
    queryFn: async ({ signal }): Promise<ToldHistory | null> => {
      const command = 'zos.deployment.changes'
      const text = await callNodeText(twin, command, { contract_id: contractId }, signal)
      return text === null ? null : { text, history: await readHistory(text, signal) }
    },
    ...sharing,
  })

/** A node that held deployments of the twin that speaks, for when the grid proxy cannot tell who it is. */
export function rememberedNode(nodeId: number): Subject['node'] | undefined {
  const { network, speaking } = grid.state()
  if (speaking === null) return undefined
  return memory.recall(networkKey(network), speaking)?.nodes.find((one) => one.nodeId === nodeId)
}

/** Why the speaking twin cannot read this deployment from its node; undefined when it can. */
export function forbiddenTo(speaking: number, { owner, contractId }: Subject) {
  return owner === undefined || owner === speaking
    ? undefined
    : `Contract ${contractId} is twin ${owner}'s, and a node tells a deployment only to the twin it belongs to. You are twin ${speaking}.`
}

/** Nobody speaks: which twin has to be unlocked, where it is known. */
export const unlocking = (speechless: string | undefined, { owner }: Pick<Subject, 'owner'>) =>
  speechless === undefined || owner === undefined
    ? speechless
    : `${speechless} This deployment is twin ${owner}’s, so it has to be twin ${owner} that is unlocked.`

/**
 * That a node has nothing, as far as it can be known: of another twin's deployment it tells nothing either
 * (facts: node-api.md section 1.9).
 */
export const nothingTold = ({ node, contractId, owner }: Omit<Subject, 'contract'>): string =>
  owner === undefined
    ? `Node ${node.nodeId} tells you of no deployment of contract ${contractId}.`
    : `Node ${node.nodeId} has no deployment of contract ${contractId}.`

/** What pages need of a query. */
type Answer<Data> = Pick<
  UseQueryResult<Data>,
  | 'status'
  | 'fetchStatus'
  | 'data'
  | 'error'
  | 'isFetching'
  | 'dataUpdatedAt'
  | 'errorUpdatedAt'
  | 'refetch'
>

/** A node's "there is none" is no answer until it is known that the twin that asked may be told. */
export const believed = <Data>(query: Answer<Data | null>, may: boolean): Answer<Data | null> =>
  query.data === null && !may ? { ...query, status: 'pending', data: undefined } : query

/** What all readings of a subject share, for ui/QueryView; whether to ask, and whether to believe a "there is none". */
function useTelling(subject: Subject, command: string) {
  const { network, speaking } = useGrid()
  const asking = useQuery(contractQuery(subject.contractId)).status === 'pending'
  const { node } = subject
  const pace = refreshPace()
  const speechless = useSpeechless()
  const telling = {
    source: 'node' as const,
    command,
    waitingFor: `node ${node.nodeId} over ${new URL(network.relay).host}`,
    lastSeen: node.updatedAt === undefined ? undefined : node.updatedAt * 1000,
    period: pace === false ? undefined : pace / 1000,
    subject: `Node ${node.nodeId}`,
    forbidden: speaking === null ? unlocking(speechless, subject) : forbiddenTo(speaking, subject),
  }
  // while a twin is being unlocked nothing is forbidden, and nothing can be asked yet
  const enabled = speaking !== null && telling.forbidden === undefined
  return { telling, enabled, may: enabled && !asking }
}

/** The deployment as it stands on its node, asked by the twin that speaks. */
export function useDeployment(subject: Subject) {
  const { telling, enabled, may } = useTelling(subject, 'zos.deployment.get')
  const query = useQuery({
    ...deploymentQuery(subject.node.twinId, subject.contractId),
    enabled,
  })
  return { ...telling, query: believed(query, may) }
}

/** The deployment's history; `follow` gives the pause in ms until it is read again, false for the ordinary pace. */
export function useHistory(subject: Subject, follow?: (history: History) => number | false) {
  const { telling, enabled, may } = useTelling(subject, 'zos.deployment.changes')
  const query = useQuery({
    ...historyQuery(subject.node.twinId, subject.contractId),
    enabled,
    refetchInterval: ({ state }) => {
      const told = state.data
      return (told && follow?.(told.history)) || refreshPace()
    },
  })
  return { ...telling, query: believed(query, may) }
}
