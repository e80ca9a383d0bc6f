import { canonicalCidr, canonicalIp } from '#lib/address.ts'
import { parseJson } from '#lib/json.ts'
import type { LooseWorkload } from './deployment.ts'
import type { GatewayBase } from './gateway.ts'
import type { ZMachineLight } from './zmachine.ts'

/** How one workload leans on another. */
export type WireKind = 'mounts' | 'joins' | 'has' | 'serves' | 'logs'

/**
 * One workload uses another, both by name. `detail` is the mount point, the address in the network or the
 * backend. `missing`: no workload of that name and kind here; for a network that is normal, it may be one of
 * another deployment of the same twin.
 */
export interface Wire {
  from: string
  to: string
  kind: WireKind
  detail: string
  missing: boolean
}

/** A deployment's workloads by name: what wires are looked up in. */
export type Surroundings = ReadonlyMap<string, LooseWorkload>

/**
 * Which workload mounts, joins, has, serves or logs which, in the order of the workloads. A machine mounts
 * disks, joins a network and has a public address; a gateway serves the machines its backends point to and
 * joins a network; zlogs log a machine. A backend that is no machine's address here gives no wire: it may be
 * anything (facts: node-api.md section 2.4). Of several workloads with one name the last counts.
 */
export function wiringOf(workloads: readonly LooseWorkload[]): Wire[] {
  const others = new Map(workloads.map((workload) => [workload.name, workload]))
  return [...others.values()].flatMap((workload) => wiresFrom(workload, others))
}

/** The wires that begin at one workload. */
export function wiresFrom(workload: LooseWorkload, others: Surroundings): Wire[] {
  if ('fault' in workload) return []
  const wire = (to: string, kind: WireKind, detail: string, types: readonly string[]): Wire => {
    const type = others.get(to)?.type
    const missing = type === undefined || !types.includes(type)
    return { from: workload.name, to, kind, detail, missing }
  }
  switch (workload.type) {
    case 'zmachine':
    case 'zmachine-light': {
      const { mounts, network } = workload.data
      const publicIp = 'public_ip' in network ? network.public_ip : ''
      return [
        ...mounts.map(({ name, mountpoint }) => wire(name, 'mounts', mountpoint, MOUNTABLE)),
        ...network.interfaces.map(({ network, ip }) => wire(network, 'joins', ip, NETWORKS)),
        ...(publicIp === '' ? [] : [wire(publicIp, 'has', '', PUBLIC_IPS)]),
      ]
    }
    case 'gateway-name-proxy':
    case 'gateway-fqdn-proxy': {
      const { network } = workload.data
      return [
        ...served(workload.data, others).map(([to, backend]) =>
          wire(to, 'serves', backend, MACHINES),
        ),
        ...(network === null || network === '' ? [] : [wire(network, 'joins', '', NETWORKS)]),
      ]
    }
    case 'zlogs': // a light machine is refused as its target
      return [wire(workload.data.zmachine, 'logs', '', ['zmachine'])]
    default:
      return []
  }
}

const MOUNTABLE = ['zmount', 'volume', 'qsfs']
const NETWORKS = ['network', 'network-light']
const PUBLIC_IPS = ['ip', 'ipv4']
const MACHINES = ['zmachine', 'zmachine-light']

/**
 * Backends of gateways that are no machine's address here, in the order of the workloads: what has it may be
 * gone, or may be in another deployment.
 */
export function strayBackends(
  workloads: readonly LooseWorkload[],
): { from: string; backend: string }[] {
  const others = new Map(workloads.map((workload) => [workload.name, workload]))
  return [...others.values()].flatMap((workload) => {
    if ('fault' in workload) return []
    if (workload.type !== 'gateway-name-proxy' && workload.type !== 'gateway-fqdn-proxy') return []
    const known = new Set(served(workload.data, others).map(([, backend]) => backend))
    return workload.data.backends
      .filter((backend) => !known.has(backend))
      .map((backend) => ({ from: workload.name, backend }))
  })
}

/** Machine and backend, for each backend whose host is an address of a machine. */
function served({ backends }: GatewayBase, others: Surroundings): [string, string][] {
  const machines = [...others.values()].flatMap((other) =>
    !('fault' in other) && (other.type === 'zmachine' || other.type === 'zmachine-light')
      ? [{ name: other.name, addresses: machineAddresses(other, others) }]
      : [],
  )
  return backends.flatMap((backend) => {
    const host = backendHost(backend)
    if (host === undefined) return []
    return machines
      .filter(({ addresses }) => addresses.has(host))
      .map(({ name }): [string, string] => [name, backend])
  })
}

/** The host of `http://host:port/path`, `host:port` or `[host]:port`, as a canonical address. */
function backendHost(backend: string): string | undefined {
  const rest = backend.replace(/^https?:\/\//i, '').split('/', 1)[0] ?? ''
  const host = /^\[([^\]]*)\]/.exec(rest)?.[1] ?? /^([^:]*)(?::\d*)?$/.exec(rest)?.[1]
  return host === undefined ? undefined : canonicalIp(host)
}

// the node overrides planetary_ip by the older ygg_ip (facts: node-api.md section 2.4)
const MACHINE_ADDRESSES = ['ip', 'planetary_ip', 'ygg_ip', 'mycelium_ip']

function machineAddresses(
  machine: LooseWorkload & { data: ZMachineLight },
  others: Surroundings,
): Set<string> {
  const { network } = machine.data
  const publicIp = 'public_ip' in network ? others.get(network.public_ip) : undefined
  const texts = [
    ...network.interfaces.map(({ ip }) => ip),
    ...resultTexts(machine, MACHINE_ADDRESSES),
    ...(publicIp ? resultTexts(publicIp, ['ip', 'ip6']) : []),
  ]
  return new Set(texts.flatMap((text) => addressOf(text) ?? []))
}

/** An address without the mask a public one carries. */
const addressOf = (text: string): string | undefined =>
  canonicalCidr(text)?.split('/', 1)[0] ?? canonicalIp(text)

/** Texts among the fields of a result's data; nothing where there is none or it is no object. */
function resultTexts(workload: LooseWorkload, fields: readonly string[]): string[] {
  const data = resultData(workload.result.data)
  if (typeof data !== 'object' || data === null) return []
  return fields
    .map((field): unknown => Reflect.get(data, field))
    .filter((value) => typeof value === 'string')
}

function resultData(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return null // shown raw elsewhere
  }
}
