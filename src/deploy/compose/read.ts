import type { Workload } from '#gridtypes/deployment.ts'
import { readDeployment } from '#gridtypes/deployment.ts'
import { parseJson } from '#lib/json.ts'
import { wireguardPublic } from '#lib/wireguard.ts'
import type { Place } from './draft.ts'
import type { GatewayForm } from './gateway.ts'
import { imageOf } from './images.ts'
import type { MachineForm } from './machine.ts'
import type { NetNode, NetPlace, NetUser, NetworkForm } from './network.ts'
import type { DiskAloneForm, ZdbForm } from './storage.ts'

/*
 * JSON to form: what a text says, as far as a form can show it. What it cannot show stays in the text; which
 * fields those are `beyondForm` tells. Undefined where the text is not of the template's kind.
 */

const MIB = 1n << 20n
/** MiB and GiB as numbers a form shows; what is between them is beyond the form. */
const mib = (bytes: bigint): number => Number(bytes / MIB)
const gib = (bytes: bigint): number => Number(bytes / MIB) / 1024

/** Every workload that can be read; none where the text is no deployment. */
function workloadsIn(text: string): Workload[] {
  try {
    return readDeployment(text).workloads.filter(
      (workload): workload is Workload => !('fault' in workload),
    )
  } catch {
    return []
  }
}

type Of<T extends Workload['type']> = Extract<Workload, { type: T }>
const first = <T extends Workload['type']>(all: readonly Workload[], ...types: T[]) =>
  // the types asked for are those of the workload found
  all.find(({ type }) => (types as string[]).includes(type)) as Of<T> | undefined

/** The first machine of a text with its disks, its address and its network; `before` has what no text says. */
export function readMachine(text: string, before: MachineForm): MachineForm | undefined {
  const workloads = workloadsIn(text)
  const machine = first(workloads, 'zmachine', 'zmachine-light')
  if (machine === undefined) return undefined
  const { data, name } = machine
  const [nic] = data.network.interfaces
  const publicIp = 'public_ip' in data.network ? data.network.public_ip : ''
  const ip = workloads.find((one) => one.name === publicIp)
  const disks = data.mounts.flatMap(({ name, mountpoint }) => {
    const disk = workloads.find((one) => one.name === name)
    return disk?.type === 'zmount' ? [{ name, mountpoint, sizeGib: gib(disk.data.size) }] : []
  })
  const boot = disks.find(({ mountpoint }) => mountpoint === '/')
  // a system on a disk of its own is only known by that disk
  const bootDisk = boot !== undefined && boot.name === `${name}_boot`
  const { SSH_KEY: ssh, ...env } = data.env
  return {
    ...before,
    name,
    flist: data.flist,
    entrypoint: data.entrypoint,
    bootDisk: bootDisk || (imageOf(data.flist)?.bootDisk ?? false),
    cpu: data.compute_capacity.cpu,
    memoryMib: mib(data.compute_capacity.memory),
    diskGib: bootDisk ? boot.sizeGib : gib(data.size),
    disks: disks.filter((disk) => !bootDisk || disk !== boot),
    network: networkOf(workloads, nic?.network ?? '', before),
    ip: nic?.ip ?? '',
    publicIp4: ip?.type === 'ip' ? ip.data.v4 : ip?.type === 'ipv4',
    publicIp6: ip?.type === 'ip' && ip.data.v6,
    planetary: 'planetary' in data.network && data.network.planetary,
    myceliumSeed: data.network.mycelium?.hex_seed ?? '',
    sshKeys: ssh === undefined ? [] : ssh.split('\n'),
    env,
    gpu: data.gpu,
  }
}

function networkOf(
  workloads: readonly Workload[],
  name: string,
  { network, place }: MachineForm,
): MachineForm['network'] {
  const own = workloads.find((one) => one.name === name)
  if (own?.type !== 'network' && own?.type !== 'network-light') return { there: name }
  const made = 'made' in network ? network.made : emptyNetwork
  const net = shareOf(own, { ...place, host: null, takenPorts: [] }, made.nodes[0])
  return {
    made: {
      ...made,
      name,
      range: own.data.ip_range,
      nodes: [net, ...made.nodes.slice(1)],
      users: usersOf(own, made),
    },
  }
}

const emptyNetwork: NetworkForm = { name: '', range: '', nodes: [], users: [], storeKeys: false }

const shareOf = (
  { data }: Of<'network' | 'network-light'>,
  { takenPorts: _taken, ...place }: NetPlace,
  before: NetNode | undefined,
): NetNode => ({
  ...place,
  host: before?.host ?? place.host,
  subnet: data.subnet,
  privateKey: data.wireguard_private_key,
  port: data.wireguard_listen_port,
  myceliumKey: data.mycelium?.hex_key ?? '',
})

/** Devices of a node's share: peers without an endpoint that are no node of the network. */
function usersOf(
  { data, metadata }: Of<'network' | 'network-light'>,
  before: NetworkForm,
): NetUser[] {
  const nodes = new Set(before.nodes.map(({ subnet }) => subnet))
  const stored = storedKeys(metadata)
  return data.peers
    .filter(({ endpoint, subnet }) => endpoint === '' && !nodes.has(subnet))
    .map(({ subnet, wireguard_public_key }, i) => {
      const known = before.users.find(({ publicKey }) => publicKey === wireguard_public_key)
      const key = known?.privateKey ?? stored.get(wireguard_public_key) ?? ''
      return {
        name: known?.name ?? `device${i + 1}`,
        subnet,
        publicKey: wireguard_public_key,
        privateKey: key,
      }
    })
}

/** Private keys of devices that are in a network's metadata, by their public ones. */
function storedKeys(metadata: string): Map<string, string> {
  const keys = new Map<string, string>()
  let value: unknown
  try {
    value = parseJson(metadata)
  } catch {
    return keys
  }
  const users: unknown =
    typeof value === 'object' && value ? Reflect.get(value, 'user_accesses') : []
  for (const user of Array.isArray(users) ? (users as unknown[]) : []) {
    const key: unknown =
      typeof user === 'object' && user ? Reflect.get(user, 'private_key') : undefined
    const publicKey = typeof key === 'string' ? wireguardPublic(key) : undefined
    if (typeof key === 'string' && publicKey !== undefined) keys.set(publicKey, key)
  }
  return keys
}

/** A network from its parts, in the order of the nodes of `before`; a part that has none leaves its node as it was. */
export function readNetwork(
  texts: readonly string[],
  before: NetworkForm,
): NetworkForm | undefined {
  const shares = texts.map((text) => first(workloadsIn(text), 'network', 'network-light'))
  const found = shares.find((share) => share !== undefined)
  if (found === undefined) return undefined
  const nodes = before.nodes.map((node, i) => {
    const share = shares[i]
    return share ? shareOf(share, { ...node, takenPorts: [] }, node) : node
  })
  const form = { ...before, name: found.name, range: found.data.ip_range, nodes }
  const users = shares.flatMap((share) => (share ? usersOf(share, form) : []))
  const storeKeys = shares.some((share) => share && storedKeys(share.metadata).size > 0)
  return { ...form, users, storeKeys: storeKeys || before.storeKeys }
}

export function readZdb(text: string, before: ZdbForm): ZdbForm | undefined {
  const zdb = first(workloadsIn(text), 'zdb')
  return (
    zdb && {
      ...before,
      name: zdb.name,
      sizeGib: gib(zdb.data.size),
      mode: zdb.data.mode === 'user' ? 'user' : 'seq',
      password: zdb.data.password,
      public: zdb.data.public,
    }
  )
}

export function readDisk(text: string, before: DiskAloneForm): DiskAloneForm | undefined {
  const disk = first(workloadsIn(text), 'zmount', 'volume')
  return disk && { ...before, name: disk.name, type: disk.type, sizeGib: gib(disk.data.size) }
}

export function readGateway(text: string, before: GatewayForm): GatewayForm | undefined {
  const gateway = first(workloadsIn(text), 'gateway-name-proxy', 'gateway-fqdn-proxy')
  if (gateway === undefined) return undefined
  const { data } = gateway
  const base = {
    ...before,
    backend: data.backends[0] ?? '',
    tlsPassthrough: data.tls_passthrough,
    network: data.network ?? '',
  }
  return gateway.type === 'gateway-name-proxy'
    ? { ...base, kind: 'gateway-name', domain: gateway.data.name }
    : { ...base, kind: 'gateway-fqdn', domain: gateway.data.fqdn }
}

/** Whether a text is of the types that its node has; the wrong ones are named (facts: node-api.md 1.1). */
export function foreignTypes(text: string, { light }: Place): string[] {
  const foreign = light
    ? ['network', 'zmachine', 'ip', 'ipv4']
    : ['network-light', 'zmachine-light']
  return [...new Set(workloadsIn(text).map(({ type }) => type))].filter((type) =>
    foreign.includes(type),
  )
}
