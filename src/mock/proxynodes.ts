import { nodeSorts } from '#gridproxy/filters.ts'
import { contractsOf, indexOf, rentOf } from './db.ts'
import { boardOf } from './dmi.ts'
import { featuresOf } from './node.ts'
import { tasks } from './perf.ts'
import {
  checkSort,
  paged,
  ProxyRefusal,
  sorted,
  type Page,
  type Params,
  type Sorts,
  type Value,
} from './params.ts'
import { hash } from './random.ts'
import type { Db, FarmRow, NodeRow, Resources } from './schema.ts'
import { reportedAt, systemOf, usersOf } from './usage.ts'

const GIB = 2 ** 30
const UP_FOR = 80 * 60
const STANDBY_FOR = 24 * 3600

export type Status = 'up' | 'down' | 'standby'

/** What the index makes of power and age (facts: grid-services.md A.5). */
export function statusOf(db: Db, node: NodeRow, nowMs: number): Status {
  const age = nowMs / 1000 - reportedAt(db, node, nowMs)
  const { state, target } = node.power
  if (state === 'Down' || target === 'Down') return age <= STANDBY_FOR ? 'standby' : 'down'
  return age <= UP_FOR ? 'up' : 'down'
}

/** USD of a whole node per month, with the faults of the server's SQL (facts: grid-services.md A.6, B.2). */
export function priceOf(node: NodeRow, balance: number): number {
  const { cru, mru, sru, hru } = node.total
  const memory = mru / GIB
  const cu = Math.min(
    Math.max(memory / 4, cru / 2),
    Math.max(memory / 8, cru),
    Math.max(memory / 2, cru / 4),
  )
  const su = hru / GIB / 1200 + sru / GIB / 200
  const factor = node.certified ? 1.25 : 1
  const price = ((cu * 100_000 + su * 50_000 + node.extraFee) * factor * 720) / 1e7
  const times = price === 0 ? Infinity : balance / price
  const reduced = times >= 18 ? 0.4 : times >= 6 ? 0.6 : times >= 3 ? 0.7 : times >= 1.5 ? 0.8 : 1
  return Math.round(price * reduced * 1000) / 1000
}

/** One node with all that filters and sorting ask for, worked out when it is asked for. */
class View {
  readonly db: Db
  readonly node: NodeRow
  readonly nowMs: number
  #used: Resources | undefined

  constructor(db: Db, node: NodeRow, nowMs: number) {
    this.db = db
    this.node = node
    this.nowMs = nowMs
  }

  get farm(): FarmRow | undefined {
    return this.db.farms.get(this.node.farmId)
  }
  get status(): Status {
    return statusOf(this.db, this.node, this.nowMs)
  }
  /** From the contracts' reports on chain: 20 GiB of SSD are the system's, not 100 as the node says. */
  get used(): Resources {
    if (!this.#used) {
      const { cru, mru, sru, hru } = usersOf(this.db, this.node, this.nowMs)
      const { total } = this.node
      this.#used = {
        cru,
        mru: mru + systemOf(this.node).mru,
        sru: Math.min(total.sru, sru + 20 * GIB),
        hru,
      }
    }
    return this.#used
  }
  get free(): Resources {
    const { total } = this.node
    const left = (of: number, used: number) => Math.max(0, of - used)
    return {
      cru: left(total.cru, this.used.cru),
      mru: left(total.mru, this.used.mru),
      sru: left(total.sru, this.used.sru),
      hru: left(total.hru, this.used.hru),
    }
  }
  get rent() {
    return rentOf(this.db, this.node.nodeId)
  }
  get rentedBy(): number {
    return this.rent?.twinId ?? 0
  }
  get unused(): boolean {
    return contractsOf(this.db, this.node.nodeId).every(({ details }) => details.type !== 'node')
  }
  get inDedicatedFarm(): boolean {
    return this.farm?.dedicated ?? false
  }
  get dedicated(): boolean {
    return this.inDedicatedFarm || this.unused || this.rent !== undefined || this.node.extraFee > 0
  }
  get rentable(): boolean {
    return (this.inDedicatedFarm || this.unused) && this.rent === undefined
  }
  get freeIps(): number {
    const ips = indexOf(this.db).ipsOfFarm.get(this.node.farmId) ?? []
    return ips.filter(({ contractId }) => contractId === 0).length
  }
  /** Old nodes were never asked for theirs. */
  get features(): string[] {
    return this.node.flavour === 'old' ? [] : featuresOf(this.node)
  }
  get updatedAt(): number {
    return reportedAt(this.db, this.node, this.nowMs)
  }
  get uptime(): number {
    return Math.max(0, this.updatedAt - this.node.bootedAt)
  }
}

export const viewOf = (db: Db, node: NodeRow, nowMs: number) => new View(db, node, nowMs)

const lower = (value: Value) => String(value).toLowerCase()
const is = (text: string, value: Value) => text.toLowerCase() === lower(value)
const has = (text: string, value: Value) => text.toLowerCase().includes(lower(value))
// the tables of #gridproxy/filters.ts say which keys are lists of texts and which of numbers
const texts = (value: Value): string[] => (Array.isArray(value) ? value.map(String) : [])
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

const STATUS_ORDER: Record<Status, number> = { up: 0, standby: 1, down: 2 }

const sorts = (balance: number): Sorts<View> => ({
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

const FEATURES =
  'zmount zdb volume ipv4 ip gateway-name-proxy gateway-fqdn-proxy qsfs zlogs network zmachine zmachine-light network-light wireguard yggdrasil mycelium'.split(
    ' ',
  )

/** Whether a node passes every filter of a query; several GPU keys must fit one and the same card. */
function passes(view: View, params: Params, balance: number): boolean {
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

/** The page of nodes that a query asks for. */
export function listNodes(db: Db, params: Params, nowMs: number): Page<unknown> {
  checkSort(params, nodeSorts, 'Node')
  const unknown = texts(params.get('features') ?? []).find((name) => !FEATURES.includes(name))
  if (unknown !== undefined) {
    throw new ProxyRefusal(400, `${unknown} is not a valid node feature`)
  }
  const balance = Number(params.get('balance') ?? 0)
  let views = [...db.nodes.values()]
    .map((node) => viewOf(db, node, nowMs))
    .filter((view) => passes(view, params, balance))
    .toSorted((a, b) => a.node.nodeId - b.node.nodeId)
  if (params.get('randomize') === true) {
    views = views.toSorted(
      (a, b) => hash(a.node.nodeId, Math.floor(nowMs)) - hash(b.node.nodeId, Math.floor(nowMs)),
    )
  } else {
    views = sorted(views, params, sorts(balance))
    if (params.has('available_for') || params.has('rentable_or_rented_by')) {
      views = views.toSorted((a, b) => Number(b.rentedBy > 0) - Number(a.rentedBy > 0))
    }
  }
  const { rows, headers } = paged(views, params)
  return {
    rows: rows.map((view) => {
      const { total_resources, used_resources, ...rest } = nodeJson(view, balance)
      return { ...rest, total_resources, used_resources }
    }),
    headers,
  }
}

/** One node as `/nodes/{id}` writes it: capacity in an object of its own. */
export function nodeDetail(db: Db, node: NodeRow, nowMs: number) {
  const { total_resources, used_resources, ...rest } = nodeJson(viewOf(db, node, nowMs), 0)
  return { ...rest, capacity: { total_resources, used_resources } }
}

function nodeJson(view: View, balance: number) {
  const { db, node, nowMs } = view
  const board = boardOf(node)
  // nobody has asked a node that never answered
  const seen = node.healthy && node.temper.reach !== 'silent'
  const perf = seen ? tasks(db, node, nowMs) : null
  const benchmark = perf?.find(({ name }) => name === 'cpu-benchmark')?.result
  return {
    id: `000000${String(node.nodeId).padStart(4, '0')}-000013-${hash(db.seed, node.nodeId, 'row').toString(16).slice(0, 5)}`,
    nodeId: node.nodeId,
    farmId: node.farmId,
    farmName: view.farm?.name ?? '',
    twinId: node.twinId,
    country: node.place.country,
    gridVersion: node.flavour === 'light' ? 4 : 3,
    city: node.place.city,
    uptime: view.uptime,
    created: node.created,
    farmingPolicyId: 1,
    updatedAt: view.updatedAt,
    total_resources: node.total,
    used_resources: view.used,
    location: {
      country: node.place.country,
      city: node.place.city,
      longitude: node.place.longitude,
      latitude: node.place.latitude,
    },
    publicConfig: node.chainConfig ?? { domain: '', gw4: '', gw6: '', ipv4: '', ipv6: '' },
    status: node.temper.garbage === 'states' ? 'hibernating' : view.status,
    certificationType: node.certified ? 'Certified' : 'Diy',
    dedicated: view.dedicated,
    inDedicatedFarm: view.inDedicatedFarm,
    rentContractId: view.rent?.contractId ?? 0,
    rented: view.rent !== undefined,
    rentable: view.rentable,
    rentedByTwinId: view.rentedBy,
    serialNumber: node.serial,
    power: node.power,
    num_gpu: node.gpus.length,
    extraFee: node.extraFee,
    healthy: node.healthy,
    dmi: seen
      ? {
          bios: { vendor: board.bios.vendor, version: board.bios.version },
          baseboard: { manufacturer: board.maker, product_name: board.baseboard },
          processor: Array.from({ length: board.cpu.sockets }, () => ({
            version: board.cpu.version,
            thread_count: String(board.cpu.threads),
          })),
          memory: [{ manufacturer: board.memory.maker, type: 'DDR4' }],
        }
      : {
          bios: { vendor: '', version: '' },
          baseboard: { manufacturer: '', product_name: '' },
          processor: [],
          memory: [],
        },
    speed: {
      upload: seen ? node.speed.upload : 0,
      download: seen ? node.speed.download : 0,
      udp_download_ipv4: 0,
      udp_upload_ipv4: 0,
      tcp_download_ipv6: 0,
      tcp_upload_ipv6: 0,
      udp_download_ipv6: 0,
      udp_upload_ipv6: 0,
    },
    cpu_benchmark: benchmark ?? { single: 0, multi: 0, threads: 0, workloads: 0 },
    gpus:
      node.gpus.length === 0 && node.flavour === 'light'
        ? null
        : node.gpus.map(({ id, vendor, device, contract }) => ({ id, vendor, device, contract })),
    price_usd: priceOf(node, balance),
    farm_free_ips: view.freeIps,
    features: view.features,
  }
}
