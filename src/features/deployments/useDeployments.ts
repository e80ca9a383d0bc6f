import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { GridContract } from '#gridproxy/schemas.ts'
import { asContract } from '#lib/ids.ts'
import { contractQuery } from '#queries/deployment.ts'
import {
  endedContractsQuery,
  leftBehindQuery,
  type NodeDeployments,
  nodeDeploymentsQuery,
  nodesOfQuery,
  twinContractsQuery,
  usePageSeals,
} from '#queries/deployments.ts'
import { useGrid } from '#queries/grid.ts'
import { latestSeals } from '#queries/listseals.ts'
import { type KnownNode, memory } from '#queries/remembered.ts'
import { networkKey } from '#queries/sessionstate.ts'
import type { QueryLike } from '#ui/query.ts'
import { heardOf, hearingOf, joined, notOurs, unfound } from './heard.ts'
import { type DeploymentRow, type NodeHeard, rowsOf, strangers } from './rows.ts'

const none: readonly never[] = []

/** One object for all nodes, compared by its parts, so that it is new only when something is. */
const told = (results: UseQueryResult<NodeDeployments>[]) =>
  results.map(({ data, error, dataUpdatedAt, isFetching }) => ({
    data,
    error,
    dataUpdatedAt,
    isFetching,
  }))
const datas = (results: UseQueryResult<GridContract | null>[]) => results.map(({ data }) => data)

/** The deployments of a twin: its contracts at once, and what each node says as it answers. */
export function useDeployments(twin: number | null) {
  const { network, speaking, transport } = useGrid()
  const own = twin !== null && twin === speaking
  const active = useQuery({ ...twinContractsQuery(twin ?? 0), enabled: twin !== null })
  const ended = useQuery({ ...endedContractsQuery(twin ?? 0), enabled: own })
  // a failed reading that is tried again is still failed, until there is something
  const away = active.data === undefined && active.errorUpdateCount > 0
  const remembered = useMemo(
    () => (away && own ? memory.recall(networkKey(network), twin) : null),
    [away, own, network, twin],
  )
  const contracts = useMemo(
    () => active.data?.contracts.filter(({ type }) => type === 'node'),
    [active.data],
  )
  const endedContracts = ended.data?.items ?? none

  const wanted = useMemo(
    () => idsByNode(contracts ?? remembered?.contracts.map(asPlain) ?? none),
    [contracts, remembered],
  )
  const hashes = useMemo(
    () => new Map(contracts?.map((each) => [each.contract_id, each.details.deployment_hash])),
    [contracts],
  )
  const leftovers = useMemo(() => idsByNode(endedContracts), [endedContracts])
  const ids = useMemo(() => [...wanted.keys()], [wanted])
  const otherIds = useMemo(
    () => [...leftovers.keys()].filter((id) => !wanted.has(id)),
    [leftovers, wanted],
  )
  const known = useQuery({ ...nodesOfQuery(ids), enabled: contracts !== undefined && own })
  const others = useQuery({ ...nodesOfQuery(otherIds), enabled: contracts !== undefined && own })
  const nodes = useMemo(() => {
    const found: readonly KnownNode[] = [
      ...(known.data ?? none),
      ...(others.data ?? none),
      ...(remembered?.nodes ?? none),
    ]
    return new Map(found.map((node) => [node.nodeId, node]))
  }, [known.data, others.data, remembered])

  const enabled = own && transport?.state === 'open'
  const cutOff = transport?.state === 'waiting' || transport?.state === 'closed'
  const askable = useMemo(
    () => [...wanted.keys(), ...(remembered?.nodes ?? none).map(({ nodeId }) => nodeId)],
    [wanted, remembered],
  )
  const asked = useMemo(
    () => [...new Set(askable)].flatMap((id) => nodes.get(id) ?? none),
    [askable, nodes],
  )
  const askedBehind = useMemo(
    () => [...leftovers.keys()].flatMap((id) => nodes.get(id) ?? none),
    [leftovers, nodes],
  )
  const answers = useQueries({
    queries: asked.map((node) => ({
      ...nodeDeploymentsQuery(node, wanted.get(node.nodeId) ?? none, hashes),
      enabled,
    })),
    combine: told,
  })
  const behind = useQueries({
    queries: askedBehind.map((node) => ({
      ...leftBehindQuery(node, leftovers.get(node.nodeId) ?? none),
      enabled,
    })),
    combine: told,
  })

  const failure = known.error
  const heard = useMemo(() => {
    const all = new Map<number, NodeHeard>()
    for (const id of askable) {
      const at = asked.findIndex(({ nodeId }) => nodeId === id)
      const answer = answers[at]
      if (!own) all.set(id, notOurs(twin ?? 0))
      else if (answer) all.set(id, heardOf(id, { ...answer, cutOff }))
      else if (failure) all.set(id, unfound(`Node ${id} could not be looked up.`))
      else if (known.data === undefined && !remembered) all.set(id, { kind: 'waiting' })
      else if (remembered) all.set(id, unfound(`How node ${id} is found is not remembered here.`))
      else all.set(id, unfound(`The grid proxy does not know node ${id}, so it was not asked.`))
    }
    return all
  }, [askable, asked, answers, own, twin, cutOff, failure, known.data, remembered])
  const all = useMemo(() => {
    const both = new Map(heard)
    for (const [i, { nodeId }] of askedBehind.entries()) {
      const answer = behind[i]
      if (answer)
        both.set(nodeId, joined(heard.get(nodeId), heardOf(nodeId, { ...answer, cutOff })))
    }
    return both
  }, [heard, askedBehind, behind, cutOff])

  const onPages = usePageSeals(networkKey(network))
  const seals = useMemo(() => {
    const listed = answers.flatMap(({ data, dataUpdatedAt: at }) =>
      data?.kind === 'answered' ? data.seals.map((seal) => ({ ...seal, at })) : [],
    )
    return latestSeals([...listed, ...onPages])
  }, [answers, onPages])
  const now =
    Math.max(
      active.dataUpdatedAt,
      active.errorUpdatedAt,
      ...answers.map(({ dataUpdatedAt }) => dataUpdatedAt),
    ) / 1000
  const soFar = useMemo(
    () => ({ contracts, ended: endedContracts, remembered, nodes, heard: all, seals, now }),
    [contracts, endedContracts, remembered, nodes, all, seals, now],
  )
  const strange = useMemo(() => strangers(soFar), [soFar])
  const lookups = useQueries({
    queries: strange.map((id) => contractQuery(asContract(id))),
    combine: datas,
  })
  const rows = useMemo(() => {
    if (!soFar.contracts && !soFar.remembered) return undefined
    const looked = new Map<bigint, GridContract | null>()
    for (const [i, id] of strange.entries()) {
      const contract = lookups[i]
      if (contract !== undefined) looked.set(id, contract)
    }
    return rowsOf({ ...soFar, looked })
  }, [soFar, strange, lookups])
  const query: QueryLike<readonly DeploymentRow[]> = {
    ...active,
    data: rows,
    // what is remembered is told as that, beside the list
    ...(remembered ? { status: 'success', error: null, dataUpdatedAt: remembered.at } : {}),
    isFetching: active.isFetching || answers.some(({ isFetching }) => isFetching),
    refetch: () => {
      void active.refetch()
    },
  }
  return {
    query,
    own,
    hearing: hearingOf(heard),
    remembered,
    beside: active.data?.contracts.filter(({ type }) => type !== 'node') ?? none,
    cut: active.data?.cut ?? false,
    ended: {
      total: ended.data?.count ?? endedContracts.length,
      looked: endedContracts.length,
      silent: behind.filter(({ data }) => data !== undefined && data.kind !== 'answered').length,
    },
  }
}

export type Deployments = ReturnType<typeof useDeployments>

/** Contract ids of each node, both ascending. */
function idsByNode(
  contracts: readonly { contract_id: bigint; details: { nodeId: number | null } }[],
): ReadonlyMap<number, readonly bigint[]> {
  const ids = new Map<number, bigint[]>()
  for (const { contract_id, details } of contracts) {
    if (details.nodeId === null) continue
    ids.set(details.nodeId, [...(ids.get(details.nodeId) ?? []), contract_id])
  }
  return new Map(
    [...ids]
      .toSorted(([a], [b]) => a - b)
      .map(([id, all]) => [id, all.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))]),
  )
}

const asPlain = ({ contract_id, nodeId }: { contract_id: bigint; nodeId: number }) => ({
  contract_id,
  details: { nodeId },
})
