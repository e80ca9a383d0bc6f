/*
 * What each list of the grid proxy can be asked (facts: grid-services.md A.1, A.4, A.7). The server
 * refuses a whole request for one key it does not know, so the types forbid every other key, and the
 * demo proxy refuses by the same tables.
 */

/** How a value is written: lists as one comma-separated value. `ids` is a list of numbers. */
export type Kind = 'text' | 'flag' | 'uint' | 'float' | 'texts' | 'ids'

interface ValueOf {
  text: string
  flag: boolean
  uint: number | bigint
  float: number
  texts: readonly string[]
  ids: readonly number[]
}

/** Keys of all lists. `size` has no maximum on the server; 200 is polite. */
export const listKeys = {
  page: 'uint',
  size: 'uint',
  ret_count: 'flag',
  randomize: 'flag',
  sort_by: 'text',
  sort_order: 'text',
  balance: 'float',
} as const satisfies Record<string, Kind>

/** Keys of `/nodes` and `/gateways`. Sizes in bytes; there is no `free_cru`. */
export const nodeKeys = {
  ...listKeys,
  status: 'texts',
  free_mru: 'uint',
  free_hru: 'uint',
  free_sru: 'uint',
  total_mru: 'uint',
  total_hru: 'uint',
  total_sru: 'uint',
  total_cru: 'uint',
  country: 'text',
  city: 'text',
  farm_name: 'text',
  region: 'text',
  country_contains: 'text',
  city_contains: 'text',
  farm_name_contains: 'text',
  farm_ids: 'ids',
  node_ids: 'ids',
  excluded: 'ids',
  node_id: 'uint',
  twin_id: 'uint',
  owned_by: 'uint',
  free_ips: 'uint',
  ipv4: 'flag',
  ipv6: 'flag',
  domain: 'flag',
  has_ipv6: 'flag',
  certification_type: 'text',
  healthy: 'flag',
  features: 'texts',
  dedicated: 'flag',
  in_dedicated_farm: 'flag',
  rentable: 'flag',
  rented: 'flag',
  rented_by: 'uint',
  available_for: 'uint',
  rentable_or_rented_by: 'uint',
  num_gpu: 'uint',
  has_gpu: 'flag',
  gpu_device_id: 'text',
  gpu_vendor_id: 'text',
  gpu_device_name: 'text',
  gpu_vendor_name: 'text',
  gpu_available: 'flag',
  price_min: 'float',
  price_max: 'float',
} as const satisfies Record<string, Kind>

export const farmKeys = {
  ...listKeys,
  farm_id: 'uint',
  twin_id: 'uint',
  name: 'text',
  name_contains: 'text',
  certification_type: 'text',
  dedicated: 'flag',
  stellar_address: 'text',
  pricing_policy_id: 'uint',
  free_ips: 'uint',
  total_ips: 'uint',
  country: 'text',
  region: 'text',
  node_free_mru: 'uint',
  node_free_hru: 'uint',
  node_free_sru: 'uint',
  node_total_cru: 'uint',
  node_status: 'texts',
  node_rented_by: 'uint',
  node_available_for: 'uint',
  node_has_gpu: 'flag',
  node_has_ipv6: 'flag',
  node_certified: 'flag',
  node_features: 'texts',
} as const satisfies Record<string, Kind>

export const twinKeys = {
  ...listKeys,
  twin_id: 'uint',
  account_id: 'text',
  relay: 'text',
  public_key: 'text',
} as const satisfies Record<string, Kind>

export const contractKeys = {
  ...listKeys,
  contract_id: 'uint',
  twin_id: 'uint',
  node_id: 'uint',
  type: 'text',
  state: 'texts',
  name: 'text',
  number_of_public_ips: 'uint',
  deployment_data: 'text',
  deployment_hash: 'text',
  farm_name: 'text',
  farm_id: 'uint',
} as const satisfies Record<string, Kind>

export const publicIpKeys = {
  ...listKeys,
  farm_ids: 'ids',
  free: 'flag',
  ip: 'text',
  gateway: 'text',
} as const satisfies Record<string, Kind>

/** `/stats` takes the common keys too, and ignores them. */
export const statsKeys = { ...listKeys, status: 'texts' } as const satisfies Record<string, Kind>

/** What `sort_by` may be, by list; the server refuses others. */
export const nodeSorts = [
  'node_id',
  'farm_id',
  'twin_id',
  'country',
  'city',
  'uptime',
  'created',
  'updated_at',
  'total_cru',
  'total_mru',
  'total_hru',
  'total_sru',
  'used_cru',
  'used_mru',
  'used_hru',
  'used_sru',
  'status',
  'dedicated_farm',
  'rent_contract_id',
  'rented',
  'rentable',
  'num_gpu',
  'extra_fee',
  'price_usd',
  'free_cru',
] as const
export const farmSorts = [
  'name',
  'farm_id',
  'twin_id',
  'dedicated',
  'public_ips',
  'free_ips',
  'total_ips',
  'used_ips',
] as const
export const twinSorts = ['twin_id', 'account_id', 'relay', 'public_key'] as const
export const contractSorts = ['twin_id', 'contract_id', 'type', 'state', 'created_at'] as const
export const publicIpSorts = ['ip', 'contract_id', 'farm_id'] as const

export type NodeSort = (typeof nodeSorts)[number]
export type FarmSort = (typeof farmSorts)[number]
export type TwinSort = (typeof twinSorts)[number]
export type ContractSort = (typeof contractSorts)[number]
export type PublicIpSort = (typeof publicIpSorts)[number]
export type SortOrder = 'asc' | 'desc'
export type NodeStatus = 'up' | 'down' | 'standby'

/** Any of the filters, for code that treats all alike. */
export type AnyFilter = Readonly<Record<string, ValueOf[Kind] | undefined>>

type Keys = Readonly<Record<string, Kind>>
/** A filter by a table of keys; `Narrow` says more exactly what some keys take. */
type FilterOf<K extends Keys, Narrow = unknown> = {
  readonly [P in keyof K]?:
    | (P extends keyof Narrow ? Narrow[P] : P extends 'sort_order' ? SortOrder : ValueOf[K[P]])
    | undefined
}

export type NodeFilter = FilterOf<
  typeof nodeKeys,
  { status: readonly NodeStatus[]; sort_by: NodeSort; certification_type: 'Diy' | 'Certified' }
>
export type FarmFilter = FilterOf<
  typeof farmKeys,
  { node_status: readonly NodeStatus[]; sort_by: FarmSort }
>
export type TwinFilter = FilterOf<typeof twinKeys, { sort_by: TwinSort }>
export type ContractFilter = FilterOf<
  typeof contractKeys,
  { sort_by: ContractSort; type: 'node' | 'name' | 'rent' }
>
/** Of a contract's bills: the service takes no other key there, and does not sort (A.1). */
export type BillFilter = Pick<FilterOf<typeof listKeys>, 'page' | 'size' | 'ret_count'>
export type PublicIpFilter = FilterOf<typeof publicIpKeys, { sort_by: PublicIpSort }>
export type StatsFilter = FilterOf<typeof statsKeys, { status: readonly NodeStatus[] }>

/**
 * The query of a filter, with `?` when there is any. Unset values, empty texts and empty lists are left
 * out, as the server drops them anyway: none of them is a filter.
 */
export function queryOf(filter: AnyFilter): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(filter)) {
    if (value === undefined) continue
    const written = typeof value === 'object' ? value.join(',') : String(value)
    if (written !== '') query.set(key, written)
  }
  const written = query.toString()
  return written === '' ? '' : `?${written}`
}

/** True for a filter that asks for the rows of an empty list of ids: no row is meant, though the server would send all. */
export const asksForNone = (filter: AnyFilter): boolean =>
  [filter.node_ids, filter.farm_ids].some((ids) => Array.isArray(ids) && ids.length === 0)
