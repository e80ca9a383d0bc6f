import * as z from 'zod/mini'
import { dict, flag, float, list, orNull, orZero, text, u32, u64 } from '#lib/reader.ts'

/*
 * Tolerant readers of what nodes answer, full, light and old ones: unknown fields pass, missing optional
 * ones become null, Go's `null` lists and maps are empty. Shapes: zosbase@063d895 pkg/zos_api/routes.go
 * and the types it names (facts: node-api.md section 1).
 */

export const U64 = u64
/** Whatever is there, or nothing. */
const raw = z.optional(z.unknown())

/** pkg/gridtypes/capacity.go; cru threads, ipv4u addresses, the others bytes. */
export const Capacity = z.looseObject({ cru: u64, sru: u64, hru: u64, mru: u64, ipv4u: u64 })
export type Capacity = z.output<typeof Capacity>

/**
 * `zos.statistics.get` (node-api.md 1.2). Old nodes lack `users`, `open_connections` and
 * `last_deployment_timestamp` (Unix seconds; 0 is "none yet", null is "not told").
 */
export const Counters = z.looseObject({
  total: Capacity,
  used: Capacity,
  system: Capacity,
  users: orNull(
    z.looseObject({
      deployments: orZero(float),
      workloads: orZero(float),
      last_deployment_timestamp: orNull(float),
    }),
  ),
  open_connections: orNull(float),
})
export type Counters = z.output<typeof Counters>

/** `zos.system.version`; `zinit` carries an error text when zinit could not be run. */
export const Version = z.looseObject({ zos: text, zinit: text })
export type Version = z.output<typeof Version>

const DmiProperty = z.looseObject({ value: text, items: list(z.string()) })
/** `zos.system.dmi`, pkg/capacity/dmi/dmi.go: a list, in which a section type may come many times. */
export const Dmi = z.looseObject({
  tooling: orNull(z.looseObject({ aggregator: text, decoder: text })),
  sections: list(
    z.looseObject({
      handleline: text,
      typestr: text,
      /** Null where the node does not say; `typestr` is what to show. */
      typenum: orNull(float),
      subsections: list(z.looseObject({ title: text, properties: dict(DmiProperty) })),
    }),
  ),
})
export type Dmi = z.output<typeof Dmi>

const Module = z.looseObject({
  status: orNull(
    z.looseObject({
      // capitals: the Go struct has no JSON names
      objects: list(z.looseObject({ Name: text, Version: text })),
      workers: list(z.looseObject({ state: text, time: text, action: text })),
    }),
  ),
  error: raw,
})

/**
 * `zos.system.diagnostics`, pkg/diagnostics/diagnostics.go. `healthy` is the last health check's verdict,
 * false also when there was none, null where the node does not tell.
 */
export const Diagnostics = z.looseObject({
  system_status_ok: z.boolean(),
  healthy: orNull(z.boolean()),
  modules: dict(Module),
})
export type Diagnostics = z.output<typeof Diagnostics>

/**
 * What is wrong with a module of the diagnostics, or undefined. A Go error is written as the struct it
 * is, mostly `{}`: its presence means failure, its text is lost.
 */
export function moduleFault(module: z.output<typeof Module>): string | undefined {
  const { error } = module
  if (error === undefined || error === null) return undefined
  return typeof error === 'string' && error !== '' ? error : 'failed; the node does not say why'
}

/** `zos.storage.pools`: sizes in bytes, `type` ssd or hdd (kept as the node writes it). */
export const Pool = z.looseObject({ name: text, type: text, size: u64, used: u64 })
export const Pools = list(Pool)
export type Pool = z.output<typeof Pool>

/** `zos.gpu.list`: `id` is `<pci slot>/<vendor>/<device>`; `contract` 0n is free; `vram` bytes, 0n unknown, null on old nodes. */
export const Gpu = z.looseObject({
  id: text,
  vendor: text,
  device: text,
  vram: orNull(u64),
  contract: u64,
})
export const Gpus = list(Gpu)
export type Gpu = z.output<typeof Gpu>

export const Strings = list(z.string())
/** `zos.network.list_wg_ports`: reserved UDP ports in no order. */
export const Ports = list(z.int().check(z.nonnegative(), z.maximum(65_535)))

/** `zos.network.interfaces`: bare addresses by interface; light nodes have `zos` only. */
export const Interfaces = dict(Strings)

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

/** `zos.admin.interfaces`: physical NICs and the `zos` bridge; addresses carry masks. */
export const Nics = dict(z.looseObject({ ips: Strings, mac: text }))
export type Nics = z.output<typeof Nics>

/** `zos.admin.get_public_nic`: `dual_interface` names the NIC in dual mode and is empty in single mode. */
export const ExitDevice = z.looseObject({
  is_single: z.boolean(),
  is_dual: z.boolean(),
  dual_interface: text,
})
export type ExitDevice = z.output<typeof ExitDevice>

/** One cached result of a performance task, at `timestamp` Unix seconds; `perf.ts` reads its `result`. */
export const TaskResult = z.looseObject({
  name: text,
  description: text,
  timestamp: float,
  result: raw,
})
export const TaskResults = list(TaskResult)
export type TaskResult = z.output<typeof TaskResult>

/**
 * `result` of task `iperf`: speeds in bit/s, each row may carry an `error` and zero speeds. Older nodes
 * write `node_id` and `node_ip` where newer ones write `server_*` (facts: node-api.md 1.7).
 */
export const IperfResult = list(
  z.looseObject({
    upload_speed: orZero(float),
    download_speed: orZero(float),
    server_host: text,
    server_ip: text,
    server_port: orNull(float),
    node_id: orNull(float),
    node_ip: text,
    test_type: text,
    error: text,
  }),
)
/** `result` of task `cpu-benchmark`: seconds, lower is faster. */
export const CpuResult = z.looseObject({
  single: float,
  multi: float,
  threads: orZero(float),
  workloads: orZero(float),
})
/** `result` of task `public-ip-validation`: by address; empty on a node that was not chosen to test its farm. */
export const PublicIpResult = dict(z.looseObject({ state: text, reason: text }))
/** `result` of task `healthcheck`: messages by subject, empty lists are health. */
export const HealthResult = dict(Strings)
/** `result` of task `provisiontest`: errors, none is health. */
export const ProvisionResult = Strings

/** `zos.location.get`; unknown names are the text `Unknown`, missing coordinates null. */
export const Location = z.looseObject({
  longitude: orNull(float),
  latitude: orNull(float),
  continent: text,
  country_name: text,
  country_code: text,
  city_name: text,
})
export type Location = z.output<typeof Location>

/** What became of a workload: `state` is empty where it was never processed; unknown states stay as written. */
const Result = z.looseObject({
  created: orZero(float),
  state: text,
  message: text,
  data: raw,
})

/**
 * Deployments as far as this floor needs them: enough to pass on and to count; the exact types are
 * gridtypes' matter. `data` is what its owner once sent, in whatever style.
 */
export const Workload = z.looseObject({
  version: orZero(u32),
  name: text,
  type: text,
  data: raw,
  metadata: text,
  description: text,
  result: orNull(Result),
})
export type Workload = z.output<typeof Workload>
export const Workloads = list(Workload)

export const Deployment = z.looseObject({
  version: orZero(u32),
  twin_id: u32,
  contract_id: u64,
  metadata: text,
  description: text,
  expiration: raw,
  signature_requirement: raw,
  workloads: list(Workload),
})
export type Deployment = z.output<typeof Deployment>
export const Deployments = list(Deployment)

/** `zos.debug.deployment.list`. */
export const DebugList = z.looseObject({
  deployments: list(
    z.looseObject({
      twin_id: u32,
      contract_id: u64,
      workloads: list(z.looseObject({ type: text, name: text, state: text })),
    }),
  ),
})
/** `zos.debug.deployment.get`. */
export const DebugDeployment = z.looseObject({ deployment: Deployment })
/** `zos.debug.deployment.history`, oldest first. */
export const DebugHistory = z.looseObject({
  deployment: text,
  history: list(
    z.looseObject({
      seq: orZero(float),
      type: text,
      name: text,
      created: orZero(float),
      state: text,
      message: text,
    }),
  ),
})
/** `zos.debug.deployment.info`; the shape of `info` depends on the workload's type. */
export const DebugInfo = z.looseObject({
  workload_id: text,
  type: text,
  name: text,
  info: raw,
  logs: text,
})
/** `zos.debug.deployment.health`. */
export const DebugHealth = z.looseObject({
  twin_id: u32,
  contract_id: u64,
  workloads: list(
    z.looseObject({
      workload_id: text,
      type: text,
      name: text,
      status: text,
      checks: list(z.looseObject({ name: text, ok: flag, message: text, evidence: raw })),
    }),
  ),
})
