import type { NodeStatus } from '#gridproxy/filters.ts'
import type { Params, Sorts, Value } from './params.ts'
import { priceOf, type View } from './nodeview.ts'
import type { NodeRow } from './schema.ts'

const lower = (value: Value) => String(value).toLowerCase()
const is = (text: string, value: Value) => text.toLowerCase() === lower(value)
const has = (text: string, value: Value) => text.toLowerCase().includes(lower(value))
// the tables of #gridproxy/filters.ts say which keys are lists of texts and which of numbers
export const texts = (value: Value): string[] => (Array.isArray(value) ? value.map(String) : [])
const numbers = (value: Value): number[] => (Array.isArray(value) ? value.map(Number) : [])

/** A test for each key of /nodes; a key without one does not narrow. */
const tests: Readonly<Record<string, (view: View, value: Value) => boolean>> = {
  status: (v, value) => texts(value).includes(v.status),
  free_mru: (v, value) => v.free.mru >= Number(value),
  free_hru: (v, value) => v.free.hru >= Number(value),
  free_sru: (v, value) => v.free.sru >= Number(value),
  total_mru: (v, value) => v.node.total.mru >= Number(value),
  total_hru: (v, value) => v.node.total.hru >= Number(value),
  total_sru: (v, value) => v.node.total.sru >= Number(value),
  total_cru: (v, value) => v.node.total.cru >= Number(value),
  country: (v, value) => is(v.node.place.country, value),
  city: (v, value) => is(v.node.place.city, value),
  farm_name: (v, value) => is(v.farm?.name ?? '', value),
  region: (v, value) => is(v.node.place.region, value),
  country_contains: (v, value) => has(v.node.place.country, value),
  city_contains: (v, value) => has(v.node.place.city, value),
  farm_name_contains: (v, value) => has(v.farm?.name ?? '', value),
  farm_ids: (v, value) => numbers(value).includes(v.node.farmId),
  node_ids: (v, value) => numbers(value).includes(v.node.nodeId),
  excluded: (v, value) => !numbers(value).includes(v.node.nodeId),
  node_id: (v, value) => v.node.nodeId === value,
  twin_id: (v, value) => v.node.twinId === value,
  owned_by: (v, value) => v.farm?.twinId === value,
  free_ips: (v, value) => v.freeIps >= Number(value),
  ipv4: (v, value) => Boolean(v.node.chainConfig?.ipv4) === value,
  ipv6: (v, value) => Boolean(v.node.chainConfig?.ipv6) === value,
  domain: (v, value) => Boolean(v.node.chainConfig?.domain) === value,
  has_ipv6: (v, value) => v.node.ipv6 === value,
  certification_type: (v, value) => is(v.node.certified ? 'Certified' : 'Diy', value),
  healthy: (v, value) => v.node.healthy === value,
  features: (v, value) => texts(value).every((feature) => v.features.includes(feature)),
  dedicated: (v, value) => v.dedicated === value,
  in_dedicated_farm: (v, value) => v.inDedicatedFarm === value,
  rentable: (v, value) => v.rentable === value,
  rented: (v, value) => (v.rent !== undefined) === value,
  rented_by: (v, value) => v.rentedBy === value,
  available_for: (v, value) =>
    v.rentedBy === value || (v.rentedBy === 0 && !v.inDedicatedFarm && v.node.extraFee === 0),
  rentable_or_rented_by: (v, value) => v.rentedBy === value || v.rentable,
  num_gpu: (v, value) => v.node.gpus.length >= Number(value),
  // `false` finds nothing, for the server joins nodes to cards
  has_gpu: (v, value) => value === true && v.node.gpus.length > 0,
  price_max: () => true,
}

const cardTests: Readonly<
  Record<string, (card: NodeRow['gpus'][number], value: Value) => boolean>
> = {
  gpu_device_id: (card, value) => has(card.id, value),
  gpu_vendor_id: (card, value) => has(card.id, value),
  gpu_device_name: (card, value) => has(card.device, value),
  gpu_vendor_name: (card, value) => has(card.vendor, value),
  gpu_available: (card, value) => (card.contract === 0) === value,
}

const STATUS_ORDER: Record<NodeStatus, number> = { up: 0, standby: 1, down: 2 }

/** What `sort_by` compares. */
export const sorts = (balance: number): Sorts<View> => ({
  node_id: (v) => v.node.nodeId,
  farm_id: (v) => v.node.farmId,
  twin_id: (v) => v.node.twinId,
  country: (v) => v.node.place.country,
  city: (v) => v.node.place.city,
  uptime: (v) => v.uptime,
  created: (v) => v.node.created,
  updated_at: (v) => v.updatedAt,
  total_cru: (v) => v.node.total.cru,
  total_mru: (v) => v.node.total.mru,
  total_hru: (v) => v.node.total.hru,
  total_sru: (v) => v.node.total.sru,
  used_cru: (v) => v.used.cru,
  used_mru: (v) => v.used.mru,
  used_hru: (v) => v.used.hru,
  used_sru: (v) => v.used.sru,
  status: (v) => STATUS_ORDER[v.status],
  dedicated_farm: (v) => v.inDedicatedFarm,
  rent_contract_id: (v) => v.rent?.contractId ?? 0,
  rented: (v) => v.rent !== undefined,
  rentable: (v) => v.rentable,
  num_gpu: (v) => v.node.gpus.length,
  extra_fee: (v) => v.node.extraFee,
  price_usd: (v) => priceOf(v.node, balance),
  free_cru: (v) => v.free.cru,
})

/** Names that the filter `features` knows. */
export const FEATURES =
  'zmount zdb volume ipv4 ip gateway-name-proxy gateway-fqdn-proxy qsfs zlogs network zmachine zmachine-light network-light wireguard yggdrasil mycelium'.split(
    ' ',
  )

/** Whether a node passes every filter of a query; several GPU keys must fit one and the same card. */
export function passes(view: View, params: Params, balance: number): boolean {
  const cards: [(card: NodeRow['gpus'][number], value: Value) => boolean, Value][] = []
  for (const [key, value] of params) {
    const test = tests[key]
    if (test && !test(view, value)) return false
    const cardTest = cardTests[key]
    if (cardTest) cards.push([cardTest, value])
  }
  const least = params.get('price_min')
  const most = params.get('price_max')
  if (least !== undefined && priceOf(view.node, balance) < Number(least)) return false
  if (most !== undefined && priceOf(view.node, balance) > Number(most)) return false
  return (
    cards.length === 0 ||
    view.node.gpus.some((card) => cards.every(([test, value]) => test(card, value)))
  )
}
