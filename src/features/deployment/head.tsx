import { deploymentTabs, type DeploymentTab, paths } from '#paths.ts'
import { Tabs } from '#ui/Tabs.tsx'

const labels = {
  workloads: 'Workloads',
  timeline: 'Timeline',
  topology: 'Topology',
  signatures: 'Signatures',
  raw: 'Raw',
} satisfies Record<DeploymentTab, string>

/** Title, document title and breadcrumbs of a deployment's page; `name` where one is known. */
export function titles(contractId: bigint, tab: DeploymentTab | undefined, name?: string) {
  const title = name ?? `Contract ${contractId}`
  return {
    title,
    documentTitle: tab ? `${labels[tab]}, ${name ?? `contract ${contractId}`}` : title,
    crumbs: [
      { label: 'Deployments', href: paths.deployments() },
      { label: name ?? String(contractId) },
      ...(tab ? [{ label: labels[tab] }] : []),
    ],
  }
}

export const tabsOf = (nodeId: number, contractId: bigint, now: DeploymentTab, count?: number) => (
  <Tabs
    label={`Contract ${contractId}`}
    tabs={deploymentTabs.map((tab) => ({
      label: labels[tab],
      href: paths.deployment(nodeId, contractId, tab),
      current: tab === now,
      ...(tab === 'workloads' && count !== undefined ? { count } : {}),
    }))}
  />
)
