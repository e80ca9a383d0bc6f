import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { type Served, servedOf } from '#deploy/served.ts'
import { type GridContract, type GridNode, MAX_SIZE } from '#gridproxy/schemas.ts'
import { asContract } from '#lib/ids.ts'
import { refreshPace } from './client.ts'
import { grid } from './grid.ts'
import { callNodeText } from './node.ts'
import { type KnownNode, memory } from './remembered.ts'
import {
  type DatedSeal,
  type ListSeal,
  pageSeals,
  sealsInList,
  type SeenSeal,
} from './listseals.ts'
import { networkKey } from './sessionstate.ts'
import { type Silence, replyOf } from './standing.ts'
import { reading } from './types.ts'

/** A twin's contracts as the proxy tells them; `cut` where it had more than were read. */
export interface TwinContracts {
  contracts: GridContract[]
  cut: boolean
}

/** Who speaks, and on which network: whose deployments this browser may remember. */
function speaker() {
  const { network, speaking } = grid.state()
  return speaking === null ? undefined : { network: networkKey(network), twin: speaking }
}

/** Contracts read at most of one twin: 50 pages. Beyond this the list says that it is not whole. */
const MOST_PAGES = 50

/** Every active contract of a twin, of all three types, oldest first, page after page. */
export const twinContractsQuery = (twin: number) =>
  queryOptions({
    queryKey: ['proxy', 'twin-contracts', twin] as const,
    queryFn: async ({ signal }): Promise<TwinContracts> => {
      const here = speaker()
      // a contract may move between two pages while we read: by its id it is there once
      const contracts = new Map<bigint, GridContract>()
      for (let page = 1; page <= MOST_PAGES; page++) {
        const filter = {
          twin_id: twin,
          state: ['Created', 'GracePeriod'],
          sort_by: 'contract_id',
          sort_order: 'asc',
          page,
          size: MAX_SIZE,
        } as const
        const { items } = await grid.proxy().contracts(filter, { signal })
        for (const contract of items) contracts.set(contract.contract_id, contract)
        if (items.length < MAX_SIZE) {
          const all = [...contracts.values()]
          if (here?.twin === twin) memory.keepContracts(here.network, twin, all)
          return { contracts: all, cut: false }
        }
      }
      return { contracts: [...contracts.values()], cut: true }
    },
  })

/** Ended contracts whose nodes are asked whether they have let go: the newest so many. */
export const ENDED = 50

/** The newest ended contracts for deployments of a twin, and how many there ever were. */
export const endedContractsQuery = (twin: number) =>
  queryOptions({
    queryKey: ['proxy', 'ended-contracts', twin] as const,
    queryFn: ({ signal }) =>
      grid.proxy().contracts(
        {
          twin_id: twin,
          type: 'node',
          state: ['Deleted', 'OutOfFunds'],
          sort_by: 'contract_id',
          sort_order: 'desc',
          size: ENDED,
          ret_count: true,
        },
        { signal },
      ),
    staleTime: 5 * 60_000,
    refetchInterval: false,
  })

/** The nodes of these ids, in as few calls as the proxy's page allows. `ids` ascending, each once. */
export const nodesOfQuery = (ids: readonly number[]) =>
  queryOptions({
    queryKey: ['proxy', 'nodes-of', ids] as const,
    queryFn: async ({ signal }): Promise<GridNode[]> => {
      const nodes: GridNode[] = []
      for (let from = 0; from < ids.length; from += MAX_SIZE) {
        const node_ids = ids.slice(from, from + MAX_SIZE)
        const { items } = await grid.proxy().nodes({ node_ids, size: MAX_SIZE }, { signal })
        nodes.push(...items)
      }
      return nodes
    },
    staleTime: 60_000,
  })

/**
 * What a node says of one twin's deployments: `served` is all it has of them, by its list and, for the
 * contracts that this lacks, by its get; `unsure` are contracts for which the get brought no answer, with
 * why. Or the fact that nothing of use came.
 */
export type NodeDeployments =
  | {
      kind: 'answered'
      served: Served[]
      unsure: { contract_id: bigint; why: string }[]
      /** Verdicts on those of which this browser keeps what was signed. */
      seals: SeenSeal[]
      tookMs: number
    }
  | Silence

/**
 * The deployments of the twin that speaks on one node. `zos.deployment.list` leaves out those of which
 * every workload has failed, so each contract that it lacks is asked for by `zos.deployment.get` (facts:
 * node-api.md section 1.9). `contracts` ascending. Only what a list needs is kept: the answers hold
 * passwords and keys; the seals of kept copies are judged while the text is at hand. `hashes` are the
 * contracts' own. Rejects only where nothing was learnt of the node.
 */
export const nodeDeploymentsQuery = (
  node: KnownNode,
  contracts: readonly bigint[],
  hashes: ReadonlyMap<bigint, string> = new Map(),
) =>
  queryOptions({
    queryKey: ['node', node.twinId, 'zos.deployment.list', 'and get', contracts] as const,
    queryFn: async ({ signal }): Promise<NodeDeployments> => {
      const here = speaker()
      const nodeTwin = node.twinId
      const began = performance.now()
      const took = () => performance.now() - began
      try {
        const { listed, text } = await list(nodeTwin, signal)
        const known = new Set(listed.map(({ contract_id }) => contract_id))
        const asked = await Promise.all(
          contracts.filter((id) => !known.has(id)).map((id) => one(nodeTwin, id, signal)),
        )
        const served = [...listed, ...servedIn(asked)]
        if (here && served.length > 0) memory.keepNode(here.network, here.twin, node)
        const tookMs = took()
        const texts = {
          listed: { ids: listed.map(({ contract_id }) => contract_id), text },
          got: new Map(
            asked.flatMap((it) => (it.text ? [[it.contract_id, it.text] as const] : [])),
          ),
        }
        const seals = here
          ? await sealsInList({ network: here.network, nodeTwin, hashes, texts, signal })
          : []
        return { kind: 'answered', served, unsure: unsureOf(asked), seals, tookMs }
      } catch (error) {
        const reply = replyOf(error, took())
        if (!reply || signal.aborted) throw error
        // it holds contracts of the twin, and may answer another day
        if (here && contracts.length > 0) memory.keepNode(here.network, here.twin, node)
        return reply
      }
    },
    // what has only just begun is looked at again soon; what hangs in there is not
    refetchInterval: ({ state }) => {
      const pace = refreshPace()
      return pace !== false && isBusy(state.data, Date.now()) ? Math.min(pace, SOON_MS) : pace
    },
  })

/**
 * Whether a node has let go of ended contracts: one `zos.deployment.get` each, for what could not be
 * uninstalled stays as failed workloads, which the list leaves out (facts: node-api.md section 5). Read once.
 */
export const leftBehindQuery = (node: KnownNode, contracts: readonly bigint[]) =>
  queryOptions({
    queryKey: ['node', node.twinId, 'zos.deployment.get', 'ended', contracts] as const,
    queryFn: async ({ signal }): Promise<NodeDeployments> => {
      const began = performance.now()
      const asked = await Promise.all(contracts.map((id) => one(node.twinId, id, signal)))
      const tookMs = performance.now() - began
      const unsure = unsureOf(asked)
      const [mute] = unsure
      if (mute && unsure.length === asked.length) return { kind: 'silent', why: mute.why, tookMs }
      return { kind: 'answered', served: servedIn(asked), unsure, seals: [], tookMs }
    },
    staleTime: 5 * 60_000,
    refetchInterval: false,
  })

/** A workload in progress is news for so long, and is looked at so often; ms. */
const NEWS_MS = 10 * 60_000
const SOON_MS = 8_000

/** True while a workload that was begun a short time ago is in progress; exported for its test. */
export const isBusy = (told: NodeDeployments | undefined, now: number): boolean =>
  told?.kind === 'answered' &&
  told.served.some(({ workloads }) =>
    workloads.some(({ state, created }) => state === 'init' && now - created * 1000 < NEWS_MS),
  )

async function list(nodeTwin: number, signal: AbortSignal) {
  const command = 'zos.deployment.list'
  const [text, { readDeployments }] = await Promise.all([
    callNodeText(nodeTwin, command, undefined, signal),
    import('#gridtypes/deployment.ts'),
  ])
  if (text === null) return { listed: [], text }
  const listed = await reading(text, () => readDeployments(text).map(servedOf))
  return { listed, text }
}

interface One {
  contract_id: bigint
  served?: Served
  text?: string
  /** Why it is not known whether the node has it. */
  why?: string
}

const servedIn = (asked: readonly One[]) => asked.flatMap(({ served }) => served ?? [])
const unsureOf = (asked: readonly One[]) =>
  asked.flatMap(({ contract_id, why }) => (why === undefined ? [] : [{ contract_id, why }]))

/** One deployment; that the node has none is an answer, that it says nothing is none. */
async function one(nodeTwin: number, contract_id: bigint, signal: AbortSignal): Promise<One> {
  const command = 'zos.deployment.get'
  try {
    const [text, { readDeployment }] = await Promise.all([
      callNodeText(nodeTwin, command, { contract_id: asContract(contract_id) }, signal),
      import('#gridtypes/deployment.ts'),
    ])
    if (text === null || text.trim() === 'null') return { contract_id }
    const served = await reading(text, () => servedOf(readDeployment(text)))
    return { contract_id, served, text }
  } catch (error) {
    const reply = replyOf(error, 0)
    if (!reply || signal.aborted) throw error
    return { contract_id, why: reply.why }
  }
}

/** The seals that pages of deployments have judged since this page was opened; new only when one was. */
export function usePageSeals(network: string): readonly DatedSeal[] {
  const cache = useQueryClient().getQueryCache()
  const subscribe = useCallback(
    (listener: () => void) =>
      cache.subscribe(({ query }) => {
        if (query.queryKey[0] === 'seal') listener()
      }),
    [cache],
  )
  // a text, so that the same verdicts are the same snapshot
  const told = useSyncExternalStore(subscribe, () => stringifySeals(pageSeals(cache, network)))
  return useMemo(() => parseSeals(told), [told])
}

const stringifySeals = (seals: readonly DatedSeal[]) =>
  seals.map(({ contract_id, hash, seal, at }) => [contract_id, hash, seal, at].join(' ')).join('\n')

const parseSeals = (text: string): DatedSeal[] =>
  text.split('\n').flatMap((line) => {
    const [contract_id, hash, seal, at] = line.split(' ')
    // written by `stringifySeals`, which writes no other word
    return contract_id
      ? [
          {
            contract_id: BigInt(contract_id),
            hash: hash ?? '',
            seal: seal as ListSeal,
            at: Number(at),
          },
        ]
      : []
  })
