import type { Served } from '#deploy/served.ts'
import { titleOf } from '#deploy/description.ts'
import { type NodeSide, type TruthClass } from '#deploy/truth.ts'
import { messageOf } from '#lib/error.ts'
import { truthLooks, truthWords } from '#queries/truthwords.ts'
import type { QueryLike } from '#ui/query.ts'
import type { State } from '#ui/State.tsx'
import { deploymentTabs, type DeploymentTab, paths, type Search } from '#paths.ts'
import { Tabs } from '#ui/Tabs.tsx'

const labels = {
  workloads: 'Workloads',
  timeline: 'Timeline',
  topology: 'Topology',
  signatures: 'Signatures',
  raw: 'Raw',
} satisfies Record<DeploymentTab, string>

/** Title, document title and breadcrumbs of a deployment's page; `watched` is whose list leads back. */
export function titles(
  contractId: bigint,
  tab: DeploymentTab | undefined,
  { name = '', watched = {} }: { name?: string; watched?: Search } = {},
) {
  const title = titleOf(name, contractId)
  return {
    title,
    documentTitle: tab ? `${labels[tab]}, ${name || `contract ${contractId}`}` : title,
    crumbs: [
      { label: 'Deployments', href: paths.deployments(watched) },
      { label: name || String(contractId) },
      ...(tab ? [{ label: labels[tab] }] : []),
    ],
  }
}

export const tabsOf = (
  nodeId: number,
  contractId: bigint,
  now: DeploymentTab,
  { count, watched }: { count?: number | undefined; watched?: Search } = {},
) => (
  <Tabs
    label={`Contract ${contractId}`}
    tabs={deploymentTabs.map((tab) => ({
      label: labels[tab],
      href: paths.deployment(nodeId, contractId, tab, watched),
      current: tab === now,
      ...(tab === 'workloads' && count !== undefined ? { count } : {}),
    }))}
  />
)

/** What the contract is, in a word or two behind its source. */
export const contractWords = (state: string): string =>
  ({
    Created: 'contract created',
    GracePeriod: 'contract in grace',
    Deleted: 'contract cancelled',
    OutOfFunds: 'contract out of funds',
  })[state] ?? `contract ${state}`

/** The node's side of the truth, from what became of asking it. */
export function nodeSideOf(
  { query, forbidden }: { query: QueryLike<unknown>; forbidden: string | undefined },
  served: Served | undefined,
): NodeSide {
  if (forbidden !== undefined) return { kind: 'unasked', why: forbidden }
  if (served) return { kind: 'answered', served }
  if (query.data === null) return { kind: 'answered', served: null }
  return query.status === 'error'
    ? { kind: 'silent', why: messageOf(query.error) }
    : { kind: 'waiting' }
}

/** What the two sides come to, where somebody should know, as in the list; the other classes have a chip already. */
export function troubleOf(of: TruthClass): { state: State; words: string } | undefined {
  const told = of === 'orphan' || of === 'hash-differs' || of === 'ghost'
  return told ? { state: truthLooks[of], words: truthWords[of] } : undefined
}
