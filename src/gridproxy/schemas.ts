import * as z from 'zod/mini'
import { dict, flag, float, list, orNull, orZero, text, u32, u64 } from '#lib/reader.ts'

/*
 * Tolerant readers of the grid proxy's answers (facts: grid-services.md section A; tfgrid-sdk-go@10e7b39
 * grid-proxy/pkg/types). Wire names are kept. Contract ids and byte sizes are bigint.
 */

/** Largest page the service's keepers ask for; it enforces none (facts: grid-services.md A.1). */
export const MAX_SIZE = 200

/** cru are logical cores, the others bytes; `used` may exceed `total` for cru (A.3). */
export const GridResources = z.looseObject({ cru: u64, sru: u64, hru: u64, mru: u64 })
export type GridResources = z.output<typeof GridResources>

const Coordinate = orNull(float)

/** A card as the node list repeats it, hourly at best; `contract` 0n is free. `node_twin_id` is on `/gpu` only. */
export const GridGpu = z.looseObject({
  id: text,
  vendor: text,
  device: text,
  contract: u64,
  node_twin_id: orNull(u32),
  // Unix seconds; 0 from servers that do not fill it
  updated_at: orZero(float),
})
export type GridGpu = z.output<typeof GridGpu>

const none = { vendor: '', version: '', manufacturer: '', product_name: '' }

/** What the indexer copied of the node's DMI; empty until indexed. Old servers add `UpdatedAt: 0`. */
const GridDmi = z.looseObject({
  bios: orElse(z.looseObject({ vendor: text, version: text }), none),
  baseboard: orElse(z.looseObject({ manufacturer: text, product_name: text }), none),
  processor: list(z.looseObject({ version: text, thread_count: text })),
  memory: list(z.looseObject({ manufacturer: text, type: text })),
})

/** The value, or what stands for it where it is missing or null. */
function orElse<T extends z.ZodMiniType>(item: T, instead: z.output<T>) {
  return z.pipe(
    z.optional(z.nullable(item)),
    // an item's own output is never null or undefined here
    z.transform((value): z.output<T> => value ?? instead),
  )
}

const common = {
  nodeId: u32,
  farmId: u32,
  farmName: text,
  /** Where RMB reaches the node. */
  twinId: u32,
  /** May be empty or the text `Unknown`. */
  country: text,
  city: text,
  gridVersion: orZero(u32),
  /** Seconds, at the last report. */
  uptime: orZero(float),
  /** Unix seconds of registration. */
  created: orZero(float),
  /** Unix seconds of the last uptime report on chain; nodes report every 40 minutes. */
  updatedAt: float,
  farmingPolicyId: orZero(u32),
  location: orElse(
    z.looseObject({ country: text, city: text, longitude: Coordinate, latitude: Coordinate }),
    { country: '', city: '', longitude: null, latitude: null },
  ),
  /** Empty strings where unset; ipv4 and ipv6 are CIDRs. */
  publicConfig: orElse(
    z.looseObject({ domain: text, gw4: text, gw6: text, ipv4: text, ipv6: text }),
    { domain: '', gw4: '', gw6: '', ipv4: '', ipv6: '' },
  ),
  /** up, down or standby; what newer servers may add stays as it is written. */
  status: text,
  certificationType: text,
  dedicated: flag,
  inDedicatedFarm: flag,
  rentable: flag,
  rented: flag,
  /** 0n when not rented. */
  rentContractId: orElse(u64, 0n),
  /** 0 when not rented. */
  rentedByTwinId: orZero(u32),
  serialNumber: text,
  /** Up or Down each; both empty where no farmerbot ever touched the node. */
  power: orElse(z.looseObject({ state: text, target: text }), { state: '', target: '' }),
  num_gpu: orZero(u32),
  /** Thousandths of a USD per month, paid by renters. */
  extraFee: orElse(u64, 0n),
  /** Last verdict of the health indexer; false also where it never looked. */
  healthy: flag,
  dmi: orElse(GridDmi, { bios: none, baseboard: none, processor: [], memory: [] }),
  /** bit/s; 0 is unknown. */
  speed: orElse(z.looseObject({ upload: orZero(float), download: orZero(float) }), {
    upload: 0,
    download: 0,
  }),
  /** Null from servers that do not know it. */
  cpu_benchmark: orNull(
    z.looseObject({
      single: orZero(float),
      multi: orZero(float),
      threads: orZero(float),
      workloads: orZero(float),
    }),
  ),
  gpus: list(GridGpu),
  /** USD per month of the whole node as the server computes it, which is not what the chain bills (A.6). */
  price_usd: orNull(float),
  farm_free_ips: orZero(float),
  /** Empty is "not indexed yet", to be read as a full node. */
  features: list(z.string()),
}

/** A node in one shape, whichever endpoint it came from: that of `/nodes`, resources at top level. */
export const GridNode = z.looseObject({
  ...common,
  total_resources: GridResources,
  used_resources: GridResources,
})
export type GridNode = z.output<typeof GridNode>
export const GridNodes = list(GridNode)

/** `/nodes/{id}` has the same resources under `capacity`; lifted, it is a GridNode. */
export const GridNodeDetail = z.pipe(
  z.pipe(
    z.looseObject({ capacity: z.optional(z.record(z.string(), z.unknown())) }),
    z.transform(({ capacity, ...node }): unknown => ({ ...node, ...capacity })),
  ),
  GridNode,
)

export const GridNodeStatus = z.looseObject({ status: z.string() })

/** `contract_id` 0n is free; `ip` is a CIDR. */
export const GridFarmIp = z.looseObject({ id: text, ip: text, gateway: text, contract_id: u64 })
export type GridFarmIp = z.output<typeof GridFarmIp>

export const GridFarm = z.looseObject({
  name: text,
  farmId: u32,
  /** The farm's owner. */
  twinId: u32,
  pricingPolicyId: orZero(u32),
  /** NotCertified or Gold. */
  certificationType: text,
  stellarAddress: text,
  dedicated: flag,
  publicIps: list(GridFarmIp),
})
export type GridFarm = z.output<typeof GridFarm>
export const GridFarms = list(GridFarm)

export const GridPublicIp = z.looseObject({ ...GridFarmIp.shape, farm_id: u32 })
export type GridPublicIp = z.output<typeof GridPublicIp>
export const GridPublicIps = list(GridPublicIp)

/** `relay` may hold several hosts joined by `_`; `publicKey` is hex or empty. */
export const GridTwin = z.looseObject({
  twinId: u32,
  accountId: z.string(),
  relay: text,
  publicKey: text,
})
export type GridTwin = z.output<typeof GridTwin>
export const GridTwins = list(GridTwin)

/** Parts of `details` by kind: node has all but name, name only `name`, rent the node and its farm. */
export const GridContract = z.looseObject({
  contract_id: u64,
  twin_id: u32,
  /** Created, GracePeriod, Deleted or OutOfFunds (which is deleted too). */
  state: text,
  /** Unix seconds. */
  created_at: float,
  /** node, name or rent. */
  type: text,
  details: orElse(
    z.looseObject({
      nodeId: orNull(u32),
      /** Free text: may be empty, old or no JSON. */
      deployment_data: text,
      deployment_hash: text,
      number_of_public_ips: orZero(u32),
      farm_name: text,
      farm_id: orNull(u32),
      name: text,
    }),
    {
      nodeId: null,
      deployment_data: '',
      deployment_hash: '',
      number_of_public_ips: 0,
      farm_name: '',
      farm_id: null,
      name: '',
    },
  ),
})
export type GridContract = z.output<typeof GridContract>
export const GridContracts = list(GridContract)

/** A bill as the indexer keeps it; whose it is stands in the address only (A.7). */
export const GridBill = z.looseObject({
  /** TFT units; after a grace period what was owed is in it. */
  amountBilled: u64,
  /** None, Default, Bronze, Silver or Gold. */
  discountReceived: text,
  /** Unix seconds. */
  timestamp: float,
})
export type GridBill = z.output<typeof GridBill>
export const GridBills = list(GridBill)

/** `gpus` counts nodes with a card; `accessNodes` and `gateways` count the same thing (A.7). */
export const GridStats = z.looseObject({
  nodes: u32,
  farms: u32,
  countries: u32,
  totalCru: u64,
  totalSru: u64,
  totalMru: u64,
  totalHru: u64,
  publicIps: u32,
  accessNodes: orZero(u32),
  gateways: orZero(u32),
  twins: orZero(u32),
  contracts: orZero(float),
  nodesDistribution: dict(u32),
  gpus: orZero(u32),
  dedicatedNodes: orZero(u32),
  workloads_number: orZero(float),
})
export type GridStats = z.output<typeof GridStats>

/** `total_state_ok` flaps by design: show the parts (A.5). Times in Unix seconds. */
export const GridHealth = z.looseObject({
  total_state_ok: flag,
  db_conn: text,
  rmb_conn: text,
  indexers: dict(z.looseObject({ updated_at: orZero(float) })),
})
export type GridHealth = z.output<typeof GridHealth>

const Counted = z.looseObject({ cru: u64, sru: u64, hru: u64, mru: u64, ipv4u: orElse(u64, 0n) })
/** `/nodes/{id}/statistics`: the node's own counters, fetched by the proxy over RMB; `users` is null for old nodes. */
export const GridStatistics = z.looseObject({
  system: Counted,
  total: Counted,
  used: Counted,
  users: orNull(
    z.looseObject({
      deployments: orZero(float),
      workloads: orZero(float),
      last_deployment_timestamp: orNull(float),
    }),
  ),
})
export type GridStatistics = z.output<typeof GridStatistics>

export const GridGpus = list(GridGpu)
export const GridVersion = z.looseObject({ version: text })
