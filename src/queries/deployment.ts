import { queryOptions, useQuery } from '@tanstack/react-query'
import type { LooseDeployment } from '#gridtypes/deployment.ts'
import type { GridContract, GridNode } from '#gridproxy/schemas.ts'
import type { ContractId } from '#lib/ids.ts'
import type { History } from '#node/history.ts'
import { refreshPace } from './client.ts'
import { callNodeText } from './node.ts'
import { grid, useGrid } from './grid.ts'
import { SPEECHLESS } from './reading.ts'
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
      return reading(command, text, () => ({ text, deployment: readDeployment(text) }))
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
export function forbiddenTo(speaking: number | null, { owner, contractId }: Subject) {
  if (speaking === null) return SPEECHLESS
  return owner === undefined || owner === speaking
    ? undefined
    : `Contract ${contractId} is twin ${owner}'s, and a node tells a deployment only to the twin it belongs to. You are twin ${speaking}.`
}

/** What all readings of a subject share, for ui/QueryView. */
function useTelling(subject: Subject, command: string) {
  const { network, speaking } = useGrid()
  const { node } = subject
  const pace = refreshPace()
  return {
    source: 'node' as const,
    command,
    waitingFor: `node ${node.nodeId} over ${new URL(network.relay).host}`,
    lastSeen: node.updatedAt === undefined ? undefined : node.updatedAt * 1000,
    period: pace === false ? undefined : pace / 1000,
    subject: `Node ${node.nodeId}`,
    forbidden: forbiddenTo(speaking, subject),
  }
}

/** The deployment as it stands on its node, asked by the twin that speaks. */
export function useDeployment(subject: Subject) {
  const telling = useTelling(subject, 'zos.deployment.get')
  const query = useQuery({
    ...deploymentQuery(subject.node.twinId, subject.contractId),
    enabled: telling.forbidden === undefined,
  })
  return { ...telling, query }
}

/** The deployment's history; `follow` gives the pause in ms until it is read again, false for the ordinary pace. */
export function useHistory(subject: Subject, follow?: (history: History) => number | false) {
  const telling = useTelling(subject, 'zos.deployment.changes')
  const query = useQuery({
    ...historyQuery(subject.node.twinId, subject.contractId),
    enabled: telling.forbidden === undefined,
    refetchInterval: ({ state }) => {
      const told = state.data
      return (told && follow?.(told.history)) || refreshPace()
    },
  })
  return { ...telling, query }
}
