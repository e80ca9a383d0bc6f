import type { LooseWorkload, WorkloadType } from '#gridtypes/deployment.ts'

/** Above this many workloads the page is a table with one panel. */
export const MANY = 24

/** What one came for stands first; what nobody knows stands last. */
const ORDER: readonly string[] = [
  'zmachine',
  'zmachine-light',
  'gateway-name-proxy',
  'gateway-fqdn-proxy',
  'network',
  'network-light',
  'ip',
  'ipv4',
  'zmount',
  'volume',
  'qsfs',
  'zdb',
  'zlogs',
] satisfies WorkloadType[]

const rank = (type: string) => {
  const at = ORDER.indexOf(type)
  return at === -1 ? ORDER.length : at
}

const collator = new Intl.Collator('en', { numeric: true })

/** By type, then by name, numbers in it as numbers: the node answers in a random order. */
export function inOrder(workloads: readonly LooseWorkload[]): LooseWorkload[] {
  return workloads.toSorted(
    (a, b) => rank(a.type) - rank(b.type) || collator.compare(a.name, b.name),
  )
}

/** Those with much to say of themselves, which take the broad column. */
export const isBroad = ({ type }: LooseWorkload): boolean =>
  type === 'zmachine' || type === 'zmachine-light' || type === 'qsfs'

/** Whether a workload has the searched text in its name, type, state or message. */
export function holds({ name, type, result }: LooseWorkload, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  return [name, type, result.state, result.message].some((text) =>
    text.toLowerCase().includes(wanted),
  )
}
