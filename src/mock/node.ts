import { can } from '#node/can.ts'
import type { Command, In, Wire } from '#node/commands.ts'
import { commands, rowOf } from '#node/commands.ts'
import { farmerOf, ipsOn } from './db.ts'
import { debug } from './debug.ts'
import { deploying } from './deployments.ts'
import { dmi } from './dmi.ts'
import { exits } from './exit.ts'
import { tasks } from './perf.ts'
import type { Keyring } from './keyring.ts'
import type { Clock } from './random.ts'
import { Refusal } from './refusal.ts'
import type { Db, NodeRow } from './schema.ts'
import { connectionsOf, systemOf, usersOf } from './usage.ts'
import type { Verbatim } from './verbatim.ts'

/** A node as functions: what each command of the table answers to a caller, or the Refusal it throws. */
export type MockNode = {
  [C in Command]: (caller: number, input: Given<C>) => Answer<C> | Promise<Answer<C>>
}

/** A deployment is handed to the node as the text it came in. */
type Given<C extends Command> = C extends 'zos.deployment.deploy' | 'zos.deployment.update'
  ? string
  : In<C>

type Answer<C extends Command> = Wire<C> | Verbatim

/** What a node runs on. */
export interface Host {
  db: Db
  now: Clock
  /** Unset while a grid is being made: its stories are told before anybody can call. */
  keyring?: Keyring
  /** To be called after a change of `db`. */
  changed: () => void
  /** 1 for believable waits, 0 for none. */
  latency: number
}

const FULL =
  'zmount,network,zdb,zmachine,volume,ipv4,ip,gateway-name-proxy,gateway-fqdn-proxy,qsfs,zlogs,yggdrasil,mycelium,wireguard'.split(
    ',',
  )
const LIGHT = 'zmachine-light,network-light,zdb,zmount,volume,qsfs,zlogs,mycelium,wireguard'.split(
  ',',
)

/** What `node_features_get` answers; gateways on a light node only where it has a domain. */
export const featuresOf = (node: NodeRow): string[] =>
  node.flavour !== 'light'
    ? FULL
    : node.config?.domain
      ? [...LIGHT, 'gateway-name-proxy', 'gateway-fqdn-proxy']
      : LIGHT

const MODULES = 'storage,node,identityd,vmd,flist,network,container,provision,gateway,qsfsd'.split(
  ',',
)

const MISSING = 'function is not found'
const noNics: readonly Command[] = ['zos.admin.get_public_nic', 'zos.admin.set_public_nic']

const isDebug = (command: Command) => command.startsWith('zos.debug.')

/** Commands that a node does not have, by its flavour (facts: node-api.md section 1). */
function isMissing(command: Command, { flavour }: NodeRow): boolean {
  if (flavour === 'light') return isDebug(command) || command === 'zos.network.list_public_ips'
  if (flavour === 'old') return isDebug(command) || command === 'zos.system.node_features_get'
  return false
}

/** A node's own refusal of a caller, by the rules of #node/can.ts. */
function permit(db: Db, node: NodeRow, command: Command, caller: number) {
  if (isMissing(command, node)) throw new Refusal(MISSING)
  const verdict = can.run(
    command,
    { twin: caller, admin: db.adminTwins.includes(caller) },
    {
      nodeId: node.nodeId,
      farmId: node.farmId,
      farmTwin: farmerOf(db, node),
      // a light node asks who calls first, and says afterwards that it has no such thing
      light: false,
    },
  )
  if (!verdict.ok) {
    throw new Refusal(
      verdict.why === 'disabled'
        ? 'deletion over the api is disabled, please cancel your contract instead'
        : 'unauthorized',
    )
  }
  if (node.flavour === 'light' && noNics.includes(command)) throw new Refusal('not supported')
}

/** One node over the grid's data. Every handler answers as the real node does, errors included. */
export function mockNode(host: Host, node: NodeRow): MockNode {
  const { db, now } = host
  const light = node.flavour === 'light'
  const old = node.flavour === 'old'

  const handlers: MockNode = {
    'zos.system.version': () => ({ zos: node.zos, zinit: node.zinit }),
    'zos.system.dmi': () => {
      // a virtual machine without the tables that dmidecode reads
      if (node.nodeId === 5121) throw new Refusal('exit status 1')
      return dmi(db, node)
    },
    'zos.system.hypervisor': () => node.hypervisor,
    'zos.system.diagnostics': () => {
      const time = new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z')
      const module = (name: string) =>
        node.nodeId === 3378 && name === 'qsfsd'
          ? { status: { objects: null, workers: null }, error: {} }
          : {
              status: {
                objects: [{ Name: name, Version: '0.0.1' }],
                workers: [
                  { state: 'free', time },
                  { state: 'free', time },
                ],
              },
            }
      const modules = Object.fromEntries(MODULES.map((name) => [name, module(name)]))
      return {
        system_status_ok: Object.values(modules).every((one) => !('error' in one)),
        healthy: node.healthy && node.nodeId !== 3377,
        modules,
      }
    },
    'zos.system.node_features_get': () => featuresOf(node),
    'zos.perf.get': (_caller, { name }) => {
      const found = tasks(db, node, now())?.find((task) => task.name === name)
      if (!found) throw new Refusal('result not found')
      return found
    },
    'zos.perf.get_all': () => tasks(db, node, now()),
    'zos.gpu.list': () =>
      node.gpus.length === 0
        ? null
        : node.gpus.map(({ vram, ...gpu }) => (old ? gpu : { ...gpu, vram })),
    'zos.storage.pools': () => (node.pools.length === 0 ? null : node.pools),
    'zos.network.list_wg_ports': () => [...node.wgPorts, ...deploying.wgPorts(host, node)],
    'zos.network.public_config_get': () => {
      if (node.config) return { type: light ? 'macvlan' : '', ...node.config }
      const none = 'no public configuration'
      throw new Refusal(light ? `failed to load public config: ${none}` : none)
    },
    'zos.network.interfaces': () => (light ? { zos: node.addresses.zos } : { ...node.addresses }),
    'zos.network.has_ipv6': () => {
      if (light) return false
      if (!node.ipv6) throw new Refusal('no public ipv6 found')
      return true
    },
    'zos.network.list_public_ips': () => {
      const ips = ipsOn(db, node.nodeId).map(({ ip }) => ip)
      return node.exitLosesIps ? ips.slice(1) : ips
    },
    'zos.network.list_private_ips': (caller, { network_name }) =>
      deploying.privateIps(host, node, caller, network_name),
    'zos.statistics.get': () => {
      const { cru, mru, sru, hru, ipv4u, ...users } = usersOf(db, node, now())
      const system = systemOf(node)
      return {
        total: { ...node.total, ipv4u: 0 },
        used: {
          cru: cru + system.cru,
          mru: mru + system.mru,
          sru: sru + system.sru,
          hru: hru + system.hru,
          ipv4u,
        },
        system: { ...system, ipv4u: 0 },
        ...(old
          ? {}
          : {
              users: {
                deployments: users.deployments,
                workloads: users.workloads,
                last_deployment_timestamp: users.lastDeployment,
              },
              open_connections: connectionsOf(db, node, now()),
            }),
      }
    },
    'zos.location.get': () => ({
      longitude: node.place.longitude,
      latitude: node.place.latitude,
      continent: node.place.continent,
      country_name: node.place.country || 'Unknown',
      country_code: node.place.code,
      city_name: node.place.city || 'Unknown',
    }),
    'zos.deployment.deploy': (caller, text) => deploying.deploy(host, node, caller, text),
    'zos.deployment.update': (caller, text) => deploying.update(host, node, caller, text),
    'zos.deployment.delete': () => null, // never reached: permit() refuses everybody
    'zos.deployment.get': (caller, { contract_id }) =>
      deploying.get(host, node, caller, Number(contract_id)),
    'zos.deployment.list': (caller) => deploying.list(host, node, caller),
    'zos.deployment.changes': (caller, { contract_id }) =>
      deploying.changes(host, node, caller, Number(contract_id)),
    'zos.admin.interfaces': () =>
      Object.fromEntries(node.nics.map(({ name, mac, ips }) => [name, { ips, mac }])),
    'zos.admin.get_public_nic': () => exits.read(host, node),
    'zos.admin.set_public_nic': (_caller, name) => exits.set(host, node, name),
    'zos.debug.deployment.list': (_caller, { twin_id }) => debug.list(host, node, twin_id),
    'zos.debug.deployment.get': (_caller, { deployment }) => debug.get(host, node, deployment),
    'zos.debug.deployment.history': (_caller, { deployment }) =>
      debug.history(host, node, deployment),
    'zos.debug.deployment.info': (_caller, { deployment, workload, verbose }) =>
      debug.info(host, node, deployment, workload, verbose),
    'zos.debug.deployment.health': (_caller, { deployment }) =>
      debug.health(host, node, deployment),
  }

  return guarded(handlers, (command, caller) => permit(db, node, command, caller))
}

/** The same handlers, each behind the node's check of its caller. */
function guarded(handlers: MockNode, check: (command: Command, caller: number) => void): MockNode {
  const entries = Object.entries(handlers).map(([name, handler]) => [
    name,
    (caller: number, input: never) => {
      // the keys of a MockNode are the commands
      check(name as Command, caller)
      return handler(caller, input)
    },
  ])
  // key by key the same functions, so the same type
  return Object.fromEntries(entries) as MockNode
}

/** Commands by the name on the wire: nodes from before 2024-05-24 know the farmer's by their old ones only. */
const present = new Map<string, Command>()
const former = new Map<string, Command>()
for (const name of Object.keys(commands)) {
  const command = name as Command // a key of the table
  present.set(command, command)
  former.set(rowOf(command).formerly ?? command, command)
}

/** The command that a name on the wire means at a node; undefined when the node has none of that name. */
export const commandOf = (node: NodeRow, name: string): Command | undefined =>
  (node.flavour === 'old' ? former : present).get(name)

/** Runs a command by name with an input that was decoded for it. */
export const run = (node: MockNode, command: Command, caller: number, input: unknown): unknown =>
  // `input` was made by decodeBody for this command
  (node[command] as (caller: number, input: unknown) => unknown)(caller, input)
