import { contractSorts, farmSorts, publicIpSorts, twinSorts } from '#gridproxy/filters.ts'
import { toHex } from '#lib/bytes.ts'
import { indexOf, nodeOf, rentOf } from './db.ts'
import type { Keyring } from './keyring.ts'
import { checkSort, paged, sorted, type Page, type Params, type Value } from './params.ts'
import { statusOf, viewOf } from './nodeview.ts'
import { hash } from './random.ts'
import type { ContractRow, Db, FarmRow, PublicIpRow, TwinRow } from './schema.ts'

const texts = (value: Value): string[] => (Array.isArray(value) ? value.map(String) : [])
const numbers = (value: Value): number[] => (Array.isArray(value) ? value.map(Number) : [])
const lower = (value: Value) => String(value).toLowerCase()

type Tests<T> = Readonly<Record<string, (row: T, value: Value) => boolean>>

/** True when a row passes the test of every key that has one. */
const passes = <T>(row: T, params: Params, tests: Tests<T>) =>
  [...params].every(([key, value]) => tests[key]?.(row, value) ?? true)

/** Farms (facts: grid-services.md A.7); the node_* keys must be met by one and the same node. */
export function listFarms(db: Db, params: Params, nowMs: number): Page<unknown> {
  checkSort(params, farmSorts, 'Farm')
  const index = indexOf(db)
  const ips = (farm: FarmRow) => index.ipsOfFarm.get(farm.farmId) ?? []
  const free = (farm: FarmRow) => ips(farm).filter(({ contractId }) => contractId === 0).length
  const nodes = (farm: FarmRow) => index.nodesOfFarm.get(farm.farmId) ?? []
  const tests: Tests<FarmRow> = {
    farm_id: (farm, value) => farm.farmId === value,
    twin_id: (farm, value) => farm.twinId === value,
    name: (farm, value) => farm.name.toLowerCase() === lower(value),
    name_contains: (farm, value) => farm.name.toLowerCase().includes(lower(value)),
    certification_type: (farm, value) => farm.certification === value,
    dedicated: (farm, value) => farm.dedicated === value,
    stellar_address: (farm, value) => farm.stellar === value,
    pricing_policy_id: (_farm, value) => value === 1,
    free_ips: (farm, value) => free(farm) >= Number(value),
    total_ips: (farm, value) => ips(farm).length >= Number(value),
    country: (farm, value) =>
      nodes(farm).some(({ place }) => place.country.toLowerCase() === lower(value)),
    region: (farm, value) =>
      nodes(farm).some(({ place }) => place.region.toLowerCase() === lower(value)),
  }
  type View = ReturnType<typeof viewOf>
  const nodeTests: Tests<View> = {
    node_free_mru: (v, value) => v.free.mru >= Number(value),
    node_free_hru: (v, value) => v.free.hru >= Number(value),
    node_free_sru: (v, value) => v.free.sru >= Number(value),
    node_total_cru: (v, value) => v.node.total.cru >= Number(value),
    node_status: (v, value) => texts(value).includes(v.status),
    node_rented_by: (v, value) => v.rentedBy === value,
    node_available_for: (v, value) =>
      v.rentedBy === value || (v.rentedBy === 0 && !v.inDedicatedFarm && v.node.extraFee === 0),
    node_has_gpu: (v, value) => v.node.gpus.length > 0 === value,
    node_has_ipv6: (v, value) => v.node.ipv6 === value,
    node_certified: (v, value) => v.node.certified === value,
    node_features: (v, value) => texts(value).every((one) => v.features.includes(one)),
  }
  const asksNodes = [...params.keys()].some((key) => key.startsWith('node_'))
  const rows = [...db.farms.values()]
    .filter((farm) => passes(farm, params, tests))
    .filter(
      (farm) =>
        !asksNodes ||
        nodes(farm).some((node) => passes(viewOf(db, node, nowMs), params, nodeTests)),
    )
    .toSorted((a, b) => a.farmId - b.farmId)
  const inOrder = sorted(rows, params, {
    name: (farm) => farm.name,
    farm_id: (farm) => farm.farmId,
    twin_id: (farm) => farm.twinId,
    dedicated: (farm) => farm.dedicated,
    public_ips: (farm) => ips(farm).length,
    total_ips: (farm) => ips(farm).length,
    free_ips: (farm) => free(farm),
    used_ips: (farm) => ips(farm).length - free(farm),
  })
  const page = paged(inOrder, params)
  return {
    headers: page.headers,
    rows: page.rows.map((farm) => ({
      name: farm.name,
      farmId: farm.farmId,
      twinId: farm.twinId,
      pricingPolicyId: 1,
      certificationType: farm.certification,
      stellarAddress: farm.stellar,
      dedicated: farm.dedicated,
      publicIps: ips(farm).map(({ id, ip, gateway, contractId }) => ({
        id,
        ip,
        gateway,
        contract_id: contractId,
      })),
    })),
  }
}

interface TwinJson {
  twinId: number
  accountId: string
  relay: string
  publicKey: string
}

async function twinJson(keyring: Keyring, { twin, relay }: TwinRow): Promise<TwinJson> {
  const facts = await keyring.facts(twin)
  return {
    twinId: twin,
    accountId: facts?.address ?? '',
    relay,
    publicKey: facts?.pk ? `0x${toHex(facts.pk)}` : '',
  }
}

/** Twins. Accounts are made when they are asked for, people's before nodes', so that one is found soon in a fleet. */
export async function listTwins(db: Db, keyring: Keyring, params: Params): Promise<Page<unknown>> {
  checkSort(params, twinSorts, 'Twin')
  const rows = [...db.twins.values()]
    .filter(({ twin }) => !params.has('twin_id') || params.get('twin_id') === twin)
    .filter(({ relay }) => !params.has('relay') || params.get('relay') === relay)
    .toSorted((a, b) => a.twin - b.twin)
  const by = params.get('sort_by')
  const account = params.get('account_id')
  const publicKey = params.get('public_key')
  if (
    account === undefined &&
    publicKey === undefined &&
    by !== 'account_id' &&
    by !== 'public_key'
  ) {
    const inOrder = sorted(rows, params, { twin_id: (row) => row.twin, relay: (row) => row.relay })
    const page = paged(inOrder, params)
    return {
      headers: page.headers,
      rows: await Promise.all(page.rows.map((row) => twinJson(keyring, row))),
    }
  }
  const found: TwinJson[] = []
  const peopleFirst = rows.toSorted((a, b) => Number(a.nodeId !== null) - Number(b.nodeId !== null))
  for (const row of peopleFirst) {
    const json = await twinJson(keyring, row)
    if (account !== undefined && json.accountId !== account) continue
    if (publicKey !== undefined && json.publicKey !== publicKey) continue
    found.push(json)
    if (account !== undefined) break
  }
  return paged(
    sorted(found, params, {
      twin_id: (one) => one.twinId,
      relay: (one) => one.relay,
      account_id: (one) => one.accountId,
      public_key: (one) => one.publicKey,
    }),
    params,
  )
}

const farmOfContract = (db: Db, contract: ContractRow): FarmRow | undefined => {
  const nodeId = nodeOf(contract)
  const node = nodeId === null ? undefined : db.nodes.get(nodeId)
  return node && db.farms.get(node.farmId)
}

export function contractJson(db: Db, contract: ContractRow) {
  const { contractId, twinId, state, createdAt, details } = contract
  const farm = farmOfContract(db, contract)
  const where = { farm_name: farm?.name ?? '', farm_id: farm?.farmId ?? 0 }
  return {
    contract_id: contractId,
    twin_id: twinId,
    state,
    created_at: createdAt,
    type: details.type,
    details:
      details.type === 'name'
        ? { name: details.name }
        : details.type === 'rent'
          ? { nodeId: details.nodeId, ...where }
          : {
              nodeId: details.nodeId,
              deployment_data: details.data,
              deployment_hash: details.hash,
              number_of_public_ips: details.publicIps,
              ...where,
            },
  }
}

export function listContracts(db: Db, params: Params): Page<unknown> {
  checkSort(params, contractSorts, 'Contract')
  const tests: Tests<ContractRow> = {
    contract_id: (row, value) => row.contractId === value,
    twin_id: (row, value) => row.twinId === value,
    node_id: (row, value) => nodeOf(row) === value,
    type: (row, value) => row.details.type === lower(value),
    state: (row, value) =>
      texts(value).some((state) => state.toLowerCase() === row.state.toLowerCase()),
    name: ({ details }, value) => details.type === 'name' && details.name === value,
    number_of_public_ips: ({ details }, value) =>
      details.type === 'node' && details.publicIps >= Number(value),
    deployment_data: ({ details }, value) => details.type === 'node' && details.data === value,
    deployment_hash: ({ details }, value) => details.type === 'node' && details.hash === value,
    farm_name: (row, value) => farmOfContract(db, row)?.name.toLowerCase() === lower(value),
    farm_id: (row, value) => farmOfContract(db, row)?.farmId === value,
  }
  const rows = [...db.contracts.values()].filter((row) => passes(row, params, tests))
  const page = paged(
    sorted(rows, params, {
      twin_id: (row) => row.twinId,
      contract_id: (row) => row.contractId,
      type: (row) => row.details.type,
      state: (row) => row.state,
      created_at: (row) => row.createdAt,
    }),
    params,
  )
  return { headers: page.headers, rows: page.rows.map((row) => contractJson(db, row)) }
}

export function listPublicIps(db: Db, params: Params): Page<unknown> {
  checkSort(params, publicIpSorts, 'PublicIP')
  const tests: Tests<PublicIpRow> = {
    farm_ids: (row, value) => numbers(value).includes(row.farmId),
    free: (row, value) => (row.contractId === 0) === value,
    ip: (row, value) => row.ip === value,
    gateway: (row, value) => row.gateway === value,
  }
  const page = paged(
    sorted(
      db.publicIps.filter((row) => passes(row, params, tests)),
      params,
      {
        ip: (row) => row.ip,
        contract_id: (row) => row.contractId,
        farm_id: (row) => row.farmId,
      },
    ),
    params,
  )
  return {
    headers: page.headers,
    rows: page.rows.map(({ id, ip, gateway, contractId, farmId }) => ({
      id,
      ip,
      gateway,
      contract_id: contractId,
      farm_id: farmId,
    })),
  }
}

/** Sums over the grid; `status` narrows the numbers about nodes. `gpus` counts nodes that have one (A.7). */
export function stats(db: Db, params: Params, nowMs: number) {
  const wanted = texts(params.get('status') ?? [])
  const nodes = [...db.nodes.values()].filter(
    (node) => wanted.length === 0 || wanted.includes(statusOf(db, node, nowMs)),
  )
  const sum = (of: (node: (typeof nodes)[number]) => number) =>
    nodes.reduce((total, node) => total + of(node), 0)
  const distribution: Record<string, number> = {}
  for (const { place } of nodes) {
    distribution[place.country] = (distribution[place.country] ?? 0) + 1
  }
  const access = nodes.filter(({ chainConfig }) => chainConfig !== null).length
  return {
    nodes: nodes.length,
    farms: db.farms.size,
    countries: Object.keys(distribution).length,
    totalCru: sum(({ total }) => total.cru),
    totalSru: sum(({ total }) => total.sru),
    totalMru: sum(({ total }) => total.mru),
    totalHru: sum(({ total }) => total.hru),
    publicIps: db.publicIps.length,
    accessNodes: access,
    gateways: access,
    twins: db.twins.size,
    contracts: db.contracts.size,
    nodesDistribution: distribution,
    gpus: nodes.filter(({ gpus }) => gpus.length > 0).length,
    dedicatedNodes: nodes.filter(
      (node) => db.farms.get(node.farmId)?.dedicated || rentOf(db, node.nodeId) !== undefined,
    ).length,
    workloads_number: sum(({ others }) => others.workloads),
  }
}

/** `/health`: one indexer is always a little late, as on the public service (facts: grid-services.md A.5). */
export function health(db: Db, nowMs: number) {
  const now = Math.floor(nowMs / 1000)
  const ages = {
    cpu_benchmark: 140,
    dmi: 40_000,
    features: 88_000,
    gpu: 1800,
    health: 120,
    ipv6: 40_000,
    speed: 130,
    workloads: 1800,
  }
  return {
    db_conn: 'ok',
    indexers: Object.fromEntries(
      Object.entries(ages).map(([name, age]) => [
        name,
        { updated_at: now - age - (hash(db.seed, name) % 60) },
      ]),
    ),
    rmb_conn: 'ok',
    total_state_ok: false,
  }
}
