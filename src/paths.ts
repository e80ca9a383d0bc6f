/**
 * Every URL of the console. Nobody writes one by hand: pages, palette and tests take it from here.
 * Paths are relative to the router's base, so a build under a sub-path needs nothing else.
 */

/** The patterns that `routes.tsx` matches, in wouter's syntax. */
export const patterns = {
  nodes: '/nodes',
  node: '/nodes/:nodeId/:tab?',
  deployments: '/deployments',
  deployment: '/deployments/:nodeId/:contractId/:tab?',
  contracts: '/contracts',
  contract: '/contracts/:contractId',
  account: '/account',
  farms: '/farms',
  farm: '/farms/:farmId',
  sessionTwin: '/settings/session-twin',
  settings: '/settings/:section?',
} as const

/** Tabs of a node page; `overview` is the address without a suffix. */
export const nodeTabs = [
  'overview',
  'hardware',
  'capacity',
  'storage',
  'network',
  'gpus',
  'farmer',
] as const
export type NodeTab = (typeof nodeTabs)[number]

/** Tabs of a deployment's page; `workloads` is the address without a suffix. */
export const deploymentTabs = ['workloads', 'timeline', 'topology', 'signatures', 'raw'] as const
export type DeploymentTab = (typeof deploymentTabs)[number]

/** Sections of the settings page; the first is the address without a suffix. */
export const settingsSections = ['network', 'identity', 'refresh', 'theme'] as const
export type SettingsSection = (typeof settingsSections)[number]

/** Search parameters; empty and undefined ones are left out. */
export type Search = Record<string, string | number | boolean | undefined>

function withSearch(path: string, search?: Search): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(search ?? {})) {
    if (value !== undefined && value !== '') params.set(key, String(value))
  }
  const query = params.toString()
  return query ? `${path}?${query}` : path
}

export const paths = {
  nodes: (search?: Search) => withSearch('/nodes', search),
  node: (nodeId: number, tab: NodeTab = 'overview', search?: Search) =>
    withSearch(tab === 'overview' ? `/nodes/${nodeId}` : `/nodes/${nodeId}/${tab}`, search),
  deployments: (search?: Search) => withSearch('/deployments', search),
  deployment: (
    nodeId: number,
    contractId: bigint,
    tab: DeploymentTab = 'workloads',
    search?: Search,
  ) =>
    withSearch(
      `/deployments/${nodeId}/${contractId}${tab === 'workloads' ? '' : `/${tab}`}`,
      search,
    ),
  contracts: (search?: Search) => withSearch('/contracts', search),
  contract: (contractId: bigint) => `/contracts/${contractId}`,
  account: (search?: Search) => withSearch('/account', search),
  farms: (search?: Search) => withSearch('/farms', search),
  farm: (farmId: number, search?: Search) => withSearch(`/farms/${farmId}`, search),
  sessionTwin: () => '/settings/session-twin',
  settings: (section?: SettingsSection) =>
    section === undefined || section === 'network' ? '/settings' : `/settings/${section}`,
}

/** The tab that an address names; undefined when there is no such tab. */
export function asNodeTab(tab: string | undefined): NodeTab | undefined {
  return tab === undefined ? 'overview' : nodeTabs.find((known) => known === tab)
}

/** The tab of a deployment that an address names; undefined when there is no such tab. */
export function asDeploymentTab(tab: string | undefined): DeploymentTab | undefined {
  return tab === undefined ? 'workloads' : deploymentTabs.find((known) => known === tab)
}

/** The settings section that an address names; undefined when there is no such section. */
export function asSettingsSection(section: string | undefined): SettingsSection | undefined {
  return section === undefined ? 'network' : settingsSections.find((known) => known === section)
}
