import * as z from 'zod/mini'

/**
 * Tolerant readers of what nodes answer: unknown fields pass, missing optional ones become null, and a
 * `null` list (Go's nil slice) becomes an empty one. Shapes: zosbase@063d895 pkg/zos_api/routes.go and
 * the types it names; each schema says where its own is.
 */

/** u64: exact, whatever its size. A number in JSON is what `parseJson` leaves below 2^53. */
export const U64 = z.pipe(
  z.union([z.int(), z.bigint()]),
  z.transform((n) => BigInt(n)),
)
const u64 = z.pipe(
  z.optional(z.nullable(z.union([z.int(), z.bigint()]))),
  z.transform((n) => BigInt(n ?? 0)),
)
const text = z.pipe(
  z.optional(z.nullable(z.string())),
  z.transform((s) => s ?? ''),
)
const number = z.pipe(
  z.optional(z.nullable(z.number())),
  z.transform((n) => n ?? 0),
)
/** Go's nil slice is `null` on the wire; here it is an empty list. */
const list = <T extends z.ZodMiniType>(item: T) =>
  z.pipe(
    z.optional(z.nullable(z.array(item))),
    z.transform((items) => items ?? []),
  )
const orNull = <T extends z.ZodMiniType>(item: T) =>
  z.pipe(
    z.optional(z.nullable(item)),
    z.transform((value) => value ?? null),
  )

/** pkg/gridtypes/capacity.go; cru threads, ipv4u addresses, the others bytes. */
export const Capacity = z.looseObject({ cru: u64, sru: u64, hru: u64, mru: u64, ipv4u: u64 })
export type Capacity = z.output<typeof Capacity>

/** `zos.statistics.get`; `users` and `open_connections` are missing on old nodes. */
export const Counters = z.looseObject({
  total: Capacity,
  used: Capacity,
  system: Capacity,
  users: orNull(
    z.looseObject({ deployments: number, workloads: number, last_deployment_timestamp: number }),
  ),
  open_connections: orNull(z.number()),
})
export type Counters = z.output<typeof Counters>

/** `zos.system.version`; `zinit` carries an error text when zinit could not be run. */
export const Version = z.looseObject({ zos: text, zinit: text })

const DmiProperty = z.looseObject({ value: text, items: list(z.string()) })
/** `zos.system.dmi`, pkg/capacity/dmi/dmi.go. */
export const Dmi = z.looseObject({
  tooling: orNull(z.looseObject({ aggregator: text, decoder: text })),
  sections: list(
    z.looseObject({
      handleline: text,
      typestr: text,
      typenum: number,
      subsections: list(
        z.looseObject({
          title: text,
          properties: z.pipe(
            z.optional(z.nullable(z.record(z.string(), DmiProperty))),
            z.transform((properties) => properties ?? {}),
          ),
        }),
      ),
    }),
  ),
})
export type Dmi = z.output<typeof Dmi>

/**
 * `zos.system.diagnostics`, pkg/diagnostics/diagnostics.go. A module's `error` is a Go error written as
 * a struct, so its text is lost: its presence is the message.
 */
export const Diagnostics = z.looseObject({
  system_status_ok: z.boolean(),
  healthy: orNull(z.boolean()),
  modules: z.pipe(
    z.optional(
      z.nullable(
        z.record(
          z.string(),
          z.looseObject({
            status: orNull(
              z.looseObject({
                objects: list(z.looseObject({ Name: text, Version: text })),
                workers: list(z.looseObject({ state: text, time: text, action: text })),
              }),
            ),
            error: z.optional(z.unknown()),
          }),
        ),
      ),
    ),
    z.transform((modules) => modules ?? {}),
  ),
})
export type Diagnostics = z.output<typeof Diagnostics>

/** `zos.storage.pools`: sizes in bytes, `type` ssd or hdd (kept as the node writes it). */
export const Pool = z.looseObject({ name: text, type: text, size: u64, used: u64 })
export const Pools = list(Pool)
export type Pool = z.output<typeof Pool>

/** `zos.gpu.list`: `id` is `<pci slot>/<vendor>/<device>`; `contract` 0 is free; `vram` bytes, null on old nodes. */
export const Gpu = z.looseObject({
  id: text,
  vendor: text,
  device: text,
  vram: orNull(U64),
  contract: u64,
})
export const Gpus = list(Gpu)
export type Gpu = z.output<typeof Gpu>

export const Strings = list(z.string())
export const Numbers = list(z.number())

/** `zos.network.interfaces`: bare addresses by interface; light nodes have `zos` only. */
export const Interfaces = z.record(z.string(), Strings)

/** `zos.network.public_config_get`: unset parts are empty strings; `type` means nothing (node-api.md 1.5). */
export const PublicConfig = z.looseObject({
  type: text,
  ipv4: text,
  ipv6: text,
  gw4: text,
  gw6: text,
  domain: text,
})
export type PublicConfig = z.output<typeof PublicConfig>

/** `zos.admin.interfaces`: physical NICs and the `zos` bridge; addresses carry masks, null when there is none. */
export const Nics = z.record(z.string(), z.looseObject({ ips: Strings, mac: text }))
export type Nics = z.output<typeof Nics>

/** `zos.admin.get_public_nic`: `dual_interface` names the NIC in dual mode and is empty in single mode. */
export const ExitDevice = z.looseObject({
  is_single: z.boolean(),
  is_dual: z.boolean(),
  dual_interface: text,
})
export type ExitDevice = z.output<typeof ExitDevice>

/** One cached result of a performance task; the shape of `result` depends on `name`. */
export const TaskResult = z.looseObject({
  name: text,
  description: text,
  timestamp: number,
  result: z.unknown(),
})
export const TaskResults = list(TaskResult)
export type TaskResult = z.output<typeof TaskResult>

/** `result` of task `iperf`; speeds in bit/s. Older nodes write `node_id`, `node_ip` instead of `server_*`. */
export const IperfResult = list(
  z.looseObject({
    upload_speed: number,
    download_speed: number,
    server_host: text,
    server_ip: text,
    node_id: orNull(z.number()),
    node_ip: text,
    test_type: text,
    error: text,
  }),
)
/** `result` of task `cpu-benchmark`: seconds, lower is faster. */
export const CpuResult = z.looseObject({
  single: number,
  multi: number,
  threads: number,
  workloads: number,
})
/** `result` of task `public-ip-validation`: by address; `{}` on a node that does not test its farm. */
export const PublicIpResult = z.record(z.string(), z.looseObject({ state: text, reason: text }))
/** `result` of task `healthcheck`: messages by subject, empty lists are health. */
export const HealthResult = z.record(z.string(), Strings)

/** `zos.location.get`; unknown names are the text `Unknown`. */
export const Location = z.looseObject({
  longitude: number,
  latitude: number,
  continent: text,
  country_name: text,
  country_code: text,
  city_name: text,
})

/**
 * Deployments as far as this floor needs them: enough to pass on and to count. The exact types are
 * gridtypes' matter. `contract_id` is u64.
 */
export const Workload = z.looseObject({
  version: number,
  name: text,
  type: text,
  data: z.unknown(),
  metadata: text,
  description: text,
  result: orNull(z.looseObject({ created: number, state: text, message: text, data: z.unknown() })),
})
export const Deployment = z.looseObject({
  version: number,
  twin_id: number,
  contract_id: u64,
  metadata: text,
  description: text,
  expiration: z.unknown(),
  signature_requirement: z.unknown(),
  workloads: list(Workload),
})
export type Deployment = z.output<typeof Deployment>
