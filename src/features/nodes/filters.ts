import { group } from '#lib/units.ts'
import type { NodeFilter, NodeSort, NodeStatus } from '#gridproxy/filters.ts'

/** The columns that the proxy can sort by; it cannot by what is free of memory or disks. */
export const sorts = [
  'node_id',
  'status',
  'farm_id',
  'country',
  'free_cru',
  'total_mru',
  'total_sru',
  'total_hru',
  'num_gpu',
  'uptime',
] as const satisfies readonly NodeSort[]
export type FleetSort = (typeof sorts)[number]

export const tabs = ['all', 'up', 'standby', 'down', 'disagree'] as const
export type FleetTab = (typeof tabs)[number]

/** How a filter's value is chosen. `me` is the twin that speaks, whoever that is when the address is opened. */
type Kind =
  | { kind: 'flag' }
  | { kind: 'me' }
  | { kind: 'text' }
  | { kind: 'least'; unit: string }
  | { kind: 'farm' }
  | { kind: 'choice'; options: readonly { value: string; label: string }[] }

export type FilterDef = Kind & {
  label: string
  hint?: string
  /** The part of the proxy's filter; `speaking` is null for a visitor. */
  filter: (value: string, speaking: number | null) => NodeFilter
}

const gib = (value: string) => BigInt(value) << 30n
const choice = (...values: string[]) => ({
  kind: 'choice' as const,
  options: values.map((value) => ({ value, label: value })),
})

/**
 * What the fleet can be filtered by. Keys are the proxy's words and stand in the address; sizes stand
 * there in GiB, all others as the proxy wants them.
 */
export const filters = {
  region: {
    // the regions of the proxy's country table (facts: grid-services.md A.4)
    ...choice('Africa', 'Americas', 'Asia', 'Europe', 'Oceania'),
    label: 'Region',
    filter: (region) => ({ region }),
  },
  country: { kind: 'text', label: 'Country', filter: (country) => ({ country }) },
  farm_ids: { kind: 'farm', label: 'Farm', filter: (id) => ({ farm_ids: [Number(id)] }) },
  total_cru: {
    kind: 'least',
    unit: 'threads',
    label: 'CPU',
    hint: 'In total: the grid proxy cannot filter by free CPU.',
    filter: (n) => ({ total_cru: Number(n) }),
  },
  free_mru: {
    kind: 'least',
    unit: 'GiB',
    label: 'Free memory',
    filter: (n) => ({ free_mru: gib(n) }),
  },
  free_sru: {
    kind: 'least',
    unit: 'GiB',
    label: 'Free SSD',
    filter: (n) => ({ free_sru: gib(n) }),
  },
  free_hru: {
    kind: 'least',
    unit: 'GiB',
    label: 'Free HDD',
    filter: (n) => ({ free_hru: gib(n) }),
  },
  // not has_gpu: with `false` the service answers nothing (facts: grid-services.md A.4)
  num_gpu: { kind: 'least', unit: 'cards', label: 'GPUs', filter: (n) => ({ num_gpu: Number(n) }) },
  gpu_device_name: {
    kind: 'text',
    label: 'GPU name',
    hint: 'A part of the name: A6000',
    filter: (gpu_device_name) => ({ gpu_device_name }),
  },
  gpu_available: {
    kind: 'flag',
    label: 'Free GPU',
    hint: 'As of the grid proxy’s last look, an hour ago at most.',
    filter: () => ({ gpu_available: true }),
  },
  features: {
    kind: 'choice',
    options: [
      { value: 'zmachine', label: 'Full' },
      { value: 'zmachine-light', label: 'Light' },
    ],
    label: 'Type',
    hint: 'Nodes that the grid proxy has not asked yet are left out.',
    filter: (feature) => ({ features: [feature] }),
  },
  ipv4: { kind: 'flag', label: 'Public IPv4', filter: () => ({ ipv4: true }) },
  ipv6: { kind: 'flag', label: 'Public IPv6', filter: () => ({ ipv6: true }) },
  domain: {
    kind: 'flag',
    label: 'Gateway domain',
    filter: () => ({ domain: true }),
  },
  free_ips: {
    kind: 'least',
    unit: 'in the farm',
    label: 'Free IPs',
    filter: (n) => ({ free_ips: Number(n) }),
  },
  certification_type: {
    kind: 'choice',
    options: [
      { value: 'Certified', label: 'Certified' },
      { value: 'Diy', label: 'DIY' },
    ],
    label: 'Certification',
    filter: (type) => ({ certification_type: type === 'Diy' ? 'Diy' : 'Certified' }),
  },
  healthy: { kind: 'flag', label: 'Healthy', filter: () => ({ healthy: true }) },
  rentable: {
    kind: 'flag',
    label: 'Rentable',
    hint: 'Can be rented whole.',
    filter: () => ({ rentable: true }),
  },
  available_for: {
    kind: 'me',
    label: 'Available for you',
    hint: 'Rented by you, or open to all at no extra fee.',
    filter: (_me, twin) => (twin === null ? {} : { available_for: twin }),
  },
  rented_by: {
    kind: 'me',
    label: 'Rented by you',
    filter: (_me, twin) => (twin === null ? {} : { rented_by: twin }),
  },
  owned_by: {
    kind: 'me',
    label: 'Of your farms',
    filter: (_me, twin) => (twin === null ? {} : { owned_by: twin }),
  },
} satisfies Record<string, FilterDef>

export type FilterKey = keyof typeof filters
export const filterKeys = Object.keys(filters) as FilterKey[] // the keys of the table above

/** The row of the table, as the general type. */
export const filterOf = (key: FilterKey): FilterDef => filters[key]

/** A filter that is set: what stands in the address. */
export interface Chip {
  key: FilterKey
  value: string
}

/** The fleet as its address tells it. `desc` is greatest first. */
export interface Fleet {
  tab: FleetTab
  search: string
  sort: { id: FleetSort; desc: boolean }
  chips: readonly Chip[]
}

/** True when a value is one that the filter takes; others in an address are left out. */
export function takes(key: FilterKey, value: string): boolean {
  const def = filterOf(key)
  switch (def.kind) {
    case 'flag':
      return value === 'true'
    case 'me':
      return value === 'me'
    case 'text':
      return value.trim() !== '' && value.length <= 64
    case 'least':
      return /^[1-9]\d{0,6}$/.test(value)
    case 'farm':
      return /^[1-9]\d{0,8}$/.test(value)
    case 'choice':
      return def.options.some((option) => option.value === value)
    default:
      return def satisfies never
  }
}

/** The value of a chip in words; empty where the label says all. */
export function wordsOf({ key, value }: Chip): string {
  const def = filterOf(key)
  switch (def.kind) {
    case 'flag':
    case 'me':
      return ''
    case 'least':
      return `≥ ${group(BigInt(value))} ${def.unit}`
    case 'choice':
      return def.options.find((option) => option.value === value)?.label ?? value
    case 'text':
    case 'farm':
      return value
    default:
      return def satisfies never
  }
}

const first = { id: 'node_id', desc: false } as const

/** Reads an address; what it does not know or understand is left out. */
export function fleetOf(params: URLSearchParams): Fleet {
  const sort = params.get('sort') ?? ''
  const id = sorts.find((known) => known === sort.replace(/^-/, ''))
  return {
    tab: tabs.find((known) => known === params.get('status')) ?? 'all',
    search: params.get('q') ?? '',
    sort: id ? { id, desc: sort.startsWith('-') } : first,
    // in the order in which they stand there, which is the order in which they were set
    chips: [...params].flatMap(([name, value]) => {
      const key = filterKeys.find((known) => known === name)
      return key && takes(key, value) ? [{ key, value }] : []
    }),
  }
}

/** Writes an address; what is as it is by itself is left out. */
export function addressOf({ tab, search, sort, chips }: Fleet): Record<string, string> {
  const plain = sort.id === first.id && !sort.desc
  return {
    ...(search === '' ? {} : { q: search }),
    ...(tab === 'all' ? {} : { status: tab }),
    ...Object.fromEntries(chips.map(({ key, value }) => [key, value])),
    ...(plain ? {} : { sort: `${sort.desc ? '-' : ''}${sort.id}` }),
  }
}

/** Sets or replaces a filter; an undefined value takes it away. */
export function withChip(fleet: Fleet, key: FilterKey, value: string | undefined): Fleet {
  const at = fleet.chips.findIndex((chip) => chip.key === key)
  const chips = [...fleet.chips]
  if (value === undefined) chips.splice(at, at < 0 ? 0 : 1)
  else chips.splice(at < 0 ? chips.length : at, 1, { key, value })
  return { ...fleet, chips }
}

/** True when anything but the order narrows the fleet. */
export const isNarrowed = (fleet: Fleet): boolean =>
  fleet.tab !== 'all' || fleet.search.trim() !== '' || fleet.chips.length > 0

/** What both filters leave: lists of ids meet, of all else the later wins. */
export function both(a: NodeFilter, b: NodeFilter): NodeFilter {
  const meet = (x?: readonly number[], y?: readonly number[]) =>
    x && y ? x.filter((id) => y.includes(id)) : (x ?? y)
  const node_ids = meet(a.node_ids, b.node_ids)
  const farm_ids = meet(a.farm_ids, b.farm_ids)
  return { ...a, ...b, ...(node_ids ? { node_ids } : {}), ...(farm_ids ? { farm_ids } : {}) }
}

/** The chips as the proxy is asked them. */
export const chipFilter = (chips: readonly Chip[], speaking: number | null): NodeFilter =>
  chips.reduce<NodeFilter>(
    (all, { key, value }) => both(all, filterOf(key).filter(value, speaking)),
    {},
  )

const statuses: Record<Exclude<FleetTab, 'all' | 'disagree'>, readonly NodeStatus[]> = {
  up: ['up'],
  standby: ['standby'],
  down: ['down'],
}

/** A tab as the proxy is asked it; it knows nothing of disagreement, so those nodes are named. */
export function tabFilter(tab: FleetTab, disagreeing: readonly number[]): NodeFilter {
  if (tab === 'all') return {}
  return tab === 'disagree' ? { node_ids: disagreeing } : { status: statuses[tab] }
}

export const sortFilter = ({ sort }: Fleet): NodeFilter => ({
  sort_by: sort.id,
  sort_order: sort.desc ? 'desc' : 'asc',
})
