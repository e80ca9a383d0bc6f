import { nodeSorts } from '#gridproxy/filters.ts'
import { boardOf } from './dmi.ts'
import { FEATURES, passes, sorts, texts } from './nodefilters.ts'
import { priceOf, viewOf, type View } from './nodeview.ts'
import { tasks } from './perf.ts'
import { checkSort, paged, ProxyRefusal, sorted, type Page, type Params } from './params.ts'
import { hash } from './random.ts'
import type { Db, NodeRow } from './schema.ts'

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
