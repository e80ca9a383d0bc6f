import { describeContract, nameOf, titleOf } from '#deploy/description.ts'
import type { GridContract } from '#gridproxy/schemas.ts'
import { asFarm, asNode } from '#lib/ids.ts'
import type { PaletteItem } from '#ui/palette.ts'
import { nodeTabs, paths, settingsSections } from '#paths.ts'

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const tabName = (tab: string) => (tab === 'gpus' ? 'GPUs' : capital(tab))

/** Every address that needs no number, from the table of addresses: the palette cannot fall out of date. */
export const places: readonly PaletteItem[] = [
  { id: 'nodes', group: 'Views', label: 'Nodes', hint: 'g n', href: paths.nodes() },
  {
    id: 'deployments',
    group: 'Views',
    label: 'Deployments',
    hint: 'g d',
    href: paths.deployments(),
  },
  {
    id: 'contracts',
    group: 'Views',
    label: 'Contracts',
    hint: 'g c',
    href: paths.contracts(),
  },
  { id: 'account', group: 'Views', label: 'Account', hint: 'g a', href: paths.account() },
  { id: 'farms', group: 'Views', label: 'Farms', hint: 'g f', href: paths.farms() },
  ...settingsSections.map((section) => ({
    id: `settings ${section}`,
    group: 'Settings',
    label: `Settings: ${section}`,
    href: paths.settings(section),
  })),
]

/** One's own deployments, found by name, project and contract. */
export const deploymentPlaces = (contracts: readonly GridContract[]): PaletteItem[] =>
  contracts.flatMap(({ contract_id, details }) => {
    if (details.nodeId === null) return []
    const said = describeContract(details.deployment_data)
    return {
      id: `deployment ${contract_id}`,
      group: 'Deployments',
      label: titleOf(nameOf(said), contract_id),
      words: `${said.projectName} deployment`,
      hint: `contract ${contract_id}`,
      href: paths.deployment(details.nodeId, contract_id),
    }
  })

/** What a typed number may mean: a node, its tabs, a farm. */
export function lookup(typed: string): PaletteItem[] {
  const digits = /\d+/.exec(typed)?.[0] ?? ''
  const nodeId = asNode(digits)
  const farmId = asFarm(digits)
  if (nodeId === undefined || farmId === undefined) return []
  const words = typed.replace(digits, '').trim().toLowerCase()
  const all: PaletteItem[] = [
    ...nodeTabs.map((tab) => ({
      id: `node ${nodeId} ${tab}`,
      group: 'Nodes',
      label: tab === 'overview' ? `Node ${nodeId}` : `Node ${nodeId}: ${tabName(tab)}`,
      href: paths.node(nodeId, tab),
    })),
    { id: `farm ${farmId}`, group: 'Farms', label: `Farm ${farmId}`, href: paths.farm(farmId) },
  ]
  return words === ''
    ? all
    : all.filter(({ label }) => words.split(/\s+/).every((w) => label.toLowerCase().includes(w)))
}
