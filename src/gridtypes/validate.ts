import { utf8 } from '#lib/bytes.ts'
import { backendFault } from './backend.ts'
import { minRootSize } from './capacity.ts'
import type {
  LooseDeployment,
  Mycelium,
  Network,
  NetworkLight,
  UnreadWorkload,
  Workload,
  Zlogs,
  ZMachine,
  ZMachineLight,
} from './deployment.ts'
import { GridTypesError } from './error.ts'
import type { GatewayBase } from './gateway.ts'
import { parseGoUrl } from './gourl.ts'

/**
 * The first reason the node would refuse this deployment for, in the node's exact words; null when
 * it is valid. Rules and texts: facts: node-api.md section 2.4. What only shows while it runs
 * (mounts, free addresses, capacity) is not judged here. Addresses and hex were judged when the text was
 * read: a draft goes through text and `readDeployment` first.
 */
export const validate = (deployment: LooseDeployment): string | null =>
  firstFault(deployment)?.message ?? null

/** Why the node would refuse a deployment, and which of its workloads is to blame for what. */
export interface FirstFault {
  message: string
  /** The workload's index. */
  at: number
  about: 'version' | 'name' | 'type' | 'data'
}

/** `validate`, with the workload it is about. */
export function firstFault(deployment: LooseDeployment): FirstFault | null {
  const names = new Set<string>()
  for (const [at, workload] of deployment.workloads.entries()) {
    const { name, version } = workload
    if (version > deployment.version) {
      const message = `workload '${name}' version '${version}' cannot be higher than deployment version '${deployment.version}'`
      return { message, at, about: 'version' }
    }
    const fault = nameFault(name)
    if (fault !== null) return { message: `name '${name}' is invalid: ${fault}`, at, about: 'name' }
    if (names.has(name)) {
      return { message: `multiple workloads with the same name '${name}'`, at, about: 'name' }
    }
    names.add(name)
    const message = workloadFault(workload, deployment)
    const about = 'fault' in workload && workload.fault.code === 'type' ? 'type' : 'data'
    if (message !== null) return { message, at, about }
  }
  return null
}

const MAX_NAME_BYTES = 36 // longest virtio-fs tag

/** Why the node refuses a workload's name, or null. Nodes of 2024-08 took 50 bytes, older ones any number. */
export function nameFault(name: string): string | null {
  if (name === '') return 'name cannot be empty'
  if (utf8(name).length > MAX_NAME_BYTES) return 'name cannot exceed 36 characters'
  if (!/^[a-zA-Z0-9_]+$/.test(name)) return 'unsupported character in workload name'
  return name === 'ygg' ? "invalid name 'ygg' is reserved" : null
}

function workloadFault(
  workload: Workload | UnreadWorkload,
  deployment: LooseDeployment,
): string | null {
  if ('fault' in workload) return workload.fault.message
  switch (workload.type) {
    case 'zmount':
    case 'volume':
      return workload.data.size === 0n ? 'invalid size' : null
    case 'zdb':
      if (workload.data.size === 0n) return 'invalid size'
      return workload.data.mode === 'user' || workload.data.mode === 'seq' ? null : 'invalid mode'
    case 'network':
      return networkFault(workload.data)
    case 'network-light':
      return networkLightFault(workload.data)
    case 'zmachine':
      return zmachineFault(workload.data, deployment)
    case 'zmachine-light':
      return machineFault(workload.data) ?? machineNetworkFault(workload.data)
    case 'ip':
      return workload.data.v4 || workload.data.v6 ? null : 'public ip workload with no selections'
    case 'ipv4':
      return null
    case 'gateway-name-proxy':
      return /^[a-zA-Z0-9\-_]+$/.test(workload.data.name)
        ? backendsFault(workload.data)
        : `name ${workload.data.name} is invalid`
    case 'gateway-fqdn-proxy':
      return /^([a-zA-Z0-9\-_]+\.)+[a-zA-Z0-9\-_]{2,}$/.test(workload.data.fqdn)
        ? backendsFault(workload.data)
        : `fqdn ${workload.data.fqdn} is invalid`
    case 'qsfs':
      return workload.data.config.minimal_shards > workload.data.config.expected_shards
        ? "minimal shards can't be greater than expected shards"
        : null
    case 'zlogs':
      return zlogsFault(workload.data, deployment)
  }
}

function networkFault(network: Network): string | null {
  if (network.ip_range === '') return 'network IP range cannot be empty'
  if (network.subnet === '') return 'network resource subnet cannot empty'
  if (network.wireguard_private_key === '') {
    return 'network resource wireguard private key cannot empty'
  }
  for (const peer of network.peers) {
    if (peer.subnet === '') return 'peer wireguard subnet cannot empty'
    if (peer.allowed_ips.length === 0) return 'peer wireguard allowedIPs cannot empty'
    if (peer.wireguard_public_key === '') return 'peer wireguard public key cannot empty'
  }
  return network.mycelium ? myceliumFault(network.mycelium) : null
}

/** Its WireGuard half is not looked at; mycelium is not optional here. */
function networkLightFault(network: NetworkLight): string | null {
  return network.subnet ? myceliumFault(network.mycelium) : 'network resource subnet cannot empty'
}

function myceliumFault(mycelium: Mycelium): string | null {
  if (mycelium.hex_key.length !== 64) return 'invalid mycelium key length, expected 32'
  return mycelium.peers.length > 0 ? 'user defined peers list is not supported right now' : null
}

/** The rules of both kinds of machine that stand before those of the public address. */
function machineFault(machine: ZMachineLight): string | null {
  const [nic, ...more] = machine.network.interfaces
  if (nic === undefined || more.length > 0) {
    return 'only one network private network is supported at the moment'
  }
  if (nic.ip === '') return 'invalid IP'
  if (machine.compute_capacity.cpu === 0) return "cpu capacity can't be 0"
  if (machine.compute_capacity.memory < 250n << 20n) return "mem capacity can't be less that 250M"
  const least = minRootSize(machine)
  return machine.size !== 0n && machine.size < least
    ? `disk size can't be less that ${least}. Set to 0 for minimum`
    : null
}

const RESERVED_NETWORKS = ['ygg', 'pub', 'mycelium']

function machineNetworkFault({ network }: ZMachineLight): string | null {
  const reserved = network.interfaces.find((nic) => RESERVED_NETWORKS.includes(nic.network))
  if (reserved !== undefined) return `'${reserved.network}' is reserved network name`
  return network.mycelium && network.mycelium.hex_seed.length !== 12
    ? 'invalid mycelium seed length expected 6 bytes'
    : null
}

function zmachineFault(machine: ZMachine, deployment: LooseDeployment): string | null {
  const fault = machineFault(machine)
  if (fault !== null) return fault
  const name = machine.network.public_ip
  if (name !== '') {
    const target = workloadNamed(deployment, name)
    if (target === undefined) return 'public ip is not found'
    // The node wraps an error that is not there, so a target of another type ends the checks as valid.
    if (target.type !== 'ip' && target.type !== 'ipv4') return null
    const users = usersOf(deployment, name)
    if (typeof users === 'string') return users
    if (users > 1) return 'public ip is assigned to multiple vms'
  }
  return machineNetworkFault(machine)
}

/** How many zmachines use this public address, or why one of them cannot be read. */
function usersOf(deployment: LooseDeployment, publicIp: string): number | string {
  let users = 0
  for (const workload of deployment.workloads) {
    if (workload.type !== 'zmachine' || nameFault(workload.name) !== null) continue
    if (!('fault' in workload)) {
      if (workload.data.network.public_ip === publicIp) users++
    } else if (workload.fault.cause instanceof GridTypesError) {
      return workload.fault.cause.message
    }
  }
  return users
}

/** The first workload of that name; the node finds none under an invalid name. */
function workloadNamed(
  deployment: LooseDeployment,
  name: string,
): Workload | UnreadWorkload | undefined {
  return nameFault(name) === null
    ? deployment.workloads.find((workload) => workload.name === name)
    : undefined
}

function backendsFault(gateway: GatewayBase): string | null {
  if (gateway.backends.length === 0) return 'backends list can not be empty'
  for (const backend of gateway.backends) {
    const fault = backendFault(backend, gateway.tls_passthrough)
    if (fault !== null) return `failed to validate backend '${backend}': ${fault}`
  }
  return null
}

const LOG_SCHEMES = ['redis', 'ws', 'wss']

function zlogsFault(logs: Zlogs, deployment: LooseDeployment): string | null {
  if (workloadNamed(deployment, logs.zmachine)?.type !== 'zmachine') {
    return `no zmachine with name '${logs.zmachine}' found`
  }
  const url = parseGoUrl(logs.output)
  if ('error' in url) return `invalid url supplied in output: ${url.error}`
  return LOG_SCHEMES.includes(url.scheme)
    ? null
    : `invalid output schema '${url.scheme}' not supported`
}
