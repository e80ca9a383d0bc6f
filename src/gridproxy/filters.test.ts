import { expect, test } from 'vitest'
import {
  asksForNone,
  contractKeys,
  farmKeys,
  nodeKeys,
  nodeSorts,
  publicIpKeys,
  queryOf,
  statsKeys,
  twinKeys,
  type ContractFilter,
  type FarmFilter,
  type NodeFilter,
} from './filters.ts'

test('a filter is written as the service reads it', () => {
  const filter: NodeFilter = {
    status: ['up', 'standby'],
    free_mru: 9007199254740993n,
    node_ids: [1, 2],
    healthy: false,
    price_max: 12.5,
    farm_name_contains: 'a b&c=ü',
    sort_by: 'free_cru',
    sort_order: 'desc',
  }
  expect(Object.fromEntries(new URLSearchParams(queryOf(filter)))).toEqual({
    status: 'up,standby',
    free_mru: '9007199254740993',
    node_ids: '1,2',
    healthy: 'false',
    price_max: '12.5',
    farm_name_contains: 'a b&c=ü',
    sort_by: 'free_cru',
    sort_order: 'desc',
  })
})

test('what is not set is not written, but 0 and no are', () => {
  expect(queryOf({})).toBe('')
  expect(queryOf({ name: '', page: undefined, excluded: [] })).toBe('')
  expect(queryOf({ free: false, size: 0 })).toBe('?free=false&size=0')
})

test('keys and sorts that the service refuses do not compile', () => {
  // @ts-expect-error the service knows no farm_id on nodes
  const nodes: NodeFilter = { farm_id: 1 }
  // @ts-expect-error nor a sort by the farm's name
  const sorted: NodeFilter = { sort_by: 'farm_name' }
  // @ts-expect-error nor a version of farms
  const farms: FarmFilter = { version: 4 }
  // @ts-expect-error contracts are of three types
  const contracts: ContractFilter = { type: 'gateway' }
  expect([nodes, sorted, farms, contracts]).toHaveLength(4)
  expect(Object.keys(nodeKeys)).not.toContain('free_cru')
})

/** As the service's documentation lists them (facts: grid-services.md A.1, A.4, A.7). */
const documented = {
  nodes: `status free_mru free_hru free_sru total_mru total_hru total_sru total_cru country city
    farm_name region country_contains city_contains farm_name_contains farm_ids node_ids excluded
    node_id twin_id owned_by free_ips ipv4 ipv6 domain has_ipv6 certification_type healthy features
    dedicated in_dedicated_farm rentable rented rented_by available_for rentable_or_rented_by
    num_gpu has_gpu gpu_device_id gpu_vendor_id gpu_device_name gpu_vendor_name gpu_available
    price_min price_max`,
  farms: `farm_id twin_id name name_contains certification_type dedicated stellar_address
    pricing_policy_id free_ips total_ips country region node_free_mru node_free_hru node_free_sru
    node_total_cru node_status node_rented_by node_available_for node_has_gpu node_has_ipv6
    node_certified node_features`,
  twins: 'twin_id account_id relay public_key',
  contracts: `contract_id twin_id node_id type state name number_of_public_ips deployment_data
    deployment_hash farm_name farm_id`,
  publicIps: 'farm_ids free ip gateway',
  stats: 'status',
}
const tables = {
  nodes: nodeKeys,
  farms: farmKeys,
  twins: twinKeys,
  contracts: contractKeys,
  publicIps: publicIpKeys,
  stats: statsKeys,
}

test.each(Object.entries(tables))('the keys of %s are those of the documentation', (name, keys) => {
  const words = `page size ret_count randomize sort_by sort_order balance ${Reflect.get(documented, name)}`
  expect(Object.keys(keys).toSorted()).toEqual(words.split(/\s+/).toSorted())
})

test('nodes sort by what the service sorts them by', () => {
  const words = `node_id farm_id twin_id country city uptime created updated_at total_cru total_mru
    total_hru total_sru used_cru used_mru used_hru used_sru status dedicated_farm rent_contract_id
    rented rentable num_gpu extra_fee price_usd free_cru`
  expect([...nodeSorts].toSorted()).toEqual(words.split(/\s+/).toSorted())
})

test('an empty list of ids asks for none, an absent one for all', () => {
  expect(asksForNone({ node_ids: [] })).toBe(true)
  expect(asksForNone({ farm_ids: [], status: ['up'] })).toBe(true)
  expect(asksForNone({ node_ids: [1], farm_ids: undefined, excluded: [] })).toBe(false)
  expect(asksForNone({})).toBe(false)
})
