import * as z from 'zod/mini'
import * as s from './schemas.ts'

/**
 * Who may run a command (zosbase@063d895 pkg/zos_api/routes.go and middlewares.go): `owner` is scoped to
 * the calling twin, `farmer` must be the twin of the node's farm, `admin` one of the network's admin
 * twins, and `nobody` always gets an error.
 */
export type Who = 'anyone' | 'owner' | 'farmer' | 'admin' | 'nobody'

interface Row {
  in: z.ZodMiniType
  out: z.ZodMiniType
  who: Who
  /** True when a lost call may be sent again: it changes nothing. */
  resend: boolean
  timeoutMs?: number
  /** Error texts (matched by `includes`) that mean "there is none", and what stands for it. */
  absent?: Record<string, null | false>
  /** What light nodes answer instead (facts: node-api.md sections 1 and 1.6). */
  light?: 'function is not found' | 'not supported'
  /** The name before 2024-05-24, tried on exactly `function is not found` (zos@4259ba2). */
  formerly?: string
}

const nothing = z.void()
const read = { who: 'anyone', resend: true } as const
const contract = z.object({ contract_id: s.U64 })
/** `<twin>:<contract>`. */
const deployment = z.object({ deployment: z.string() })
const debug = { who: 'admin', resend: true, light: 'function is not found' } as const
const noConfig = { 'no public config': null, 'public config not found': null } as const
/** Deploy and update: the node asks KYC up to five times first and works up to three minutes. */
const LONG = 180_000

/** THE TABLE: every command a node answers; client, query keys, mock and permissions derive from it. */
export const commands = {
  'zos.system.version': { in: nothing, out: s.Version, ...read },
  'zos.system.dmi': { in: nothing, out: s.Dmi, ...read },
  'zos.system.hypervisor': { in: nothing, out: z.string(), ...read },
  'zos.system.diagnostics': { in: nothing, out: s.Diagnostics, ...read },
  'zos.system.node_features_get': {
    in: nothing,
    out: z.nullable(s.Strings),
    ...read,
    absent: { 'function is not found': null },
  },
  'zos.perf.get': {
    in: z.object({ name: z.string() }),
    out: z.nullable(s.TaskResult),
    ...read,
    absent: { 'result not found': null },
  },
  'zos.perf.get_all': { in: nothing, out: s.TaskResults, ...read },
  'zos.gpu.list': { in: nothing, out: s.Gpus, ...read },
  'zos.storage.pools': { in: nothing, out: s.Pools, ...read },
  'zos.network.list_wg_ports': { in: nothing, out: s.Ports, ...read },
  'zos.network.public_config_get': {
    in: nothing,
    out: z.nullable(s.PublicConfig),
    ...read,
    absent: noConfig,
  },
  'zos.network.interfaces': { in: nothing, out: s.Interfaces, ...read },
  'zos.network.has_ipv6': {
    in: nothing,
    out: z.boolean(),
    ...read,
    absent: { 'no public ipv6 found': false },
  },
  'zos.network.list_public_ips': {
    in: nothing,
    out: z.nullable(s.Strings),
    ...read,
    absent: { 'function is not found': null },
    light: 'function is not found',
  },
  'zos.network.list_private_ips': {
    in: z.object({ network_name: z.string() }),
    out: s.Strings,
    who: 'owner',
    resend: true,
  },
  'zos.statistics.get': { in: nothing, out: s.Counters, ...read },
  'zos.location.get': { in: nothing, out: s.Location, ...read },
  'zos.deployment.deploy': {
    in: s.Deployment,
    out: z.null(),
    who: 'owner',
    resend: false,
    timeoutMs: LONG,
  },
  'zos.deployment.update': {
    in: s.Deployment,
    out: z.null(),
    who: 'owner',
    resend: false,
    timeoutMs: LONG,
  },
  'zos.deployment.delete': { in: contract, out: z.null(), who: 'nobody', resend: false },
  'zos.deployment.get': {
    in: contract,
    out: z.nullable(s.Deployment),
    who: 'owner',
    resend: true,
    absent: { 'deployment not found': null },
  },
  'zos.deployment.list': {
    in: nothing,
    out: s.Deployments,
    who: 'owner',
    resend: true,
  },
  'zos.deployment.changes': {
    in: contract,
    out: z.nullable(s.Workloads),
    who: 'owner',
    resend: true,
    // a cancelled contract takes its history along
    absent: { 'deployment not found': null },
  },
  'zos.admin.interfaces': {
    in: nothing,
    out: s.Nics,
    who: 'farmer',
    resend: true,
    formerly: 'zos.network.admin.interfaces',
  },
  'zos.admin.get_public_nic': {
    in: nothing,
    out: z.nullable(s.ExitDevice),
    who: 'farmer',
    resend: true,
    absent: { 'not supported': null },
    light: 'not supported',
    formerly: 'zos.network.admin.get_public_nic',
  },
  'zos.admin.set_public_nic': {
    in: z.string(),
    out: z.null(),
    who: 'farmer',
    resend: false,
    light: 'not supported',
    formerly: 'zos.network.admin.set_public_nic',
  },
  'zos.debug.deployment.list': {
    // 0 is all twins
    in: z.object({ twin_id: z.number() }),
    out: s.DebugList,
    ...debug,
  },
  'zos.debug.deployment.get': { in: deployment, out: s.DebugDeployment, ...debug },
  'zos.debug.deployment.history': { in: deployment, out: s.DebugHistory, ...debug },
  'zos.debug.deployment.info': {
    in: z.object({ deployment: z.string(), workload: z.string(), verbose: z.boolean() }),
    out: s.DebugInfo,
    ...debug,
  },
  'zos.debug.deployment.health': {
    in: z.object({
      deployment: z.string(),
      options: z.optional(z.object({ system_probe: z.optional(z.string()) })),
    }),
    out: s.DebugHealth,
    ...debug,
    // a probe is a command of the caller's that the node runs
    resend: false,
  },
} as const satisfies Record<string, Row>

export type Command = keyof typeof commands
/** What a caller gives. */
export type In<C extends Command> = z.input<(typeof commands)[C]['in']>
/** What a caller gets, after the tolerant reading. */
export type Out<C extends Command> = z.output<(typeof commands)[C]['out']>
/** What a node writes on the wire, before it. */
export type Wire<C extends Command> = z.input<(typeof commands)[C]['out']>

/** A row with its optional parts visible, for code that treats all commands alike. */
export const rowOf = (command: Command): Row => commands[command]
