import type { Network, NetworkLight, Peer } from '#gridtypes/deployment.ts'
import { parseIp } from '#lib/address.ts'
import { stringifyJson } from '#lib/json.ts'
import { wireguardAddress, wireguardFile, wireguardPair, wireguardPublic } from '#lib/wireguard.ts'
import {
  contractData,
  partOf,
  workload,
  type Draft,
  type NewWorkload,
  type Owner,
  type Place,
} from './draft.ts'
import { freePort, freshName, myceliumKey, type Random } from './random.ts'
import { DEFAULT_RANGE, freeSubnet, isPrivateIp, userRoutes } from './subnets.ts'

/*
 * A private network over several nodes, and people's devices in it (facts: grid-services.md C.3). Every node
 * that can be reached is a peer of every other; devices and hidden nodes hang on one access node.
 */

/** A node's share of a network. */
export interface NetNode extends Place {
  /** Its /24. */
  subnet: string
  /** WireGuard, base64; made in this browser, and the node's owner can read it. */
  privateKey: string
  port: number
  /** Where others reach it, an address; null for a hidden node. */
  host: string | null
  /** 64 hex digits; `''` for no Mycelium, which light nodes do not take. */
  myceliumKey: string
}

/** A device of a person. */
export interface NetUser {
  name: string
  subnet: string
  publicKey: string
  /** `''` where the device made its key itself. */
  privateKey: string
}

export interface NetworkForm {
  name: string
  /** A private /16. */
  range: string
  /** At least one. */
  nodes: NetNode[]
  users: NetUser[]
  /** Puts the devices' keys into the deployment, as other tools do: its node's owner can read them then. */
  storeKeys: boolean
}

/** What a node must tell before it can be part of a network. */
export interface NetPlace extends Place {
  host: string | null
  /** WireGuard ports that are taken on it. */
  takenPorts: readonly number[]
}

/** What a form starts with: one network, a share of it for each node, and no device. */
export function freshNetwork(places: readonly NetPlace[], random: Random): NetworkForm {
  const form: NetworkForm = {
    name: freshName('nw', random),
    range: DEFAULT_RANGE,
    nodes: [],
    users: [],
    storeKeys: false,
  }
  return places.reduce((made, place) => withNode(made, place, random), form)
}

/** The network with one more node; where the range is full, its subnet is `''`, which the node refuses. */
export function withNode(form: NetworkForm, place: NetPlace, random: Random): NetworkForm {
  const { takenPorts, ...rest } = place
  const node: NetNode = {
    ...rest,
    subnet: freeSubnet(form.range, subnetsOf(form)) ?? '',
    privateKey: wireguardPair(random(32)).privateKey,
    port: freePort(takenPorts, random) ?? 0,
    myceliumKey: myceliumKey(random),
  }
  return { ...form, nodes: [...form.nodes, node] }
}

/** The network with one more device, whose key is made here. */
export function withUser(form: NetworkForm, name: string, random: Random): NetworkForm {
  const subnet = freeSubnet(form.range, subnetsOf(form)) ?? ''
  return { ...form, users: [...form.users, { name, subnet, ...wireguardPair(random(32)) }] }
}

/** Every /24 that a network has given away. */
export const subnetsOf = ({ nodes, users }: NetworkForm): string[] =>
  [...nodes, ...users].map(({ subnet }) => subnet).filter((subnet) => subnet !== '')

/** The node on which devices and hidden nodes hang: the first with a public IPv4 address. */
export const accessNode = ({ nodes }: Pick<NetworkForm, 'nodes'>): NetNode | undefined =>
  nodes.find(({ host }) => host !== null && parseIp(host)?.version === 4 && !isPrivateIp(host))

/** What of a network would not work although nodes take it; a sentence each. */
export function networkTroubles(form: NetworkForm): string[] {
  const troubles: string[] = []
  const { nodes, users } = form
  const hidden = nodes.filter(({ host }) => host === null)
  if (accessNode(form) === undefined) {
    if (users.length > 0) {
      troubles.push('A device needs a node with a public IPv4 address in the network. Add one.')
    }
    if (hidden.length > 0 && nodes.length > 1) {
      troubles.push(
        `Node ${hidden.map(({ node }) => node).join(', ')} has no public address, so the network needs a node that has one. Add one.`,
      )
    }
  }
  const subnets = subnetsOf(form)
  if (new Set(subnets).size < subnets.length) {
    troubles.push('Every node and every device needs a subnet of its own.')
  }
  return troubles
}

/** Allowed IPs of whoever has a subnet: the subnet, and its address in the tunnel. */
function routes(subnet: string): string[] {
  const address = wireguardAddress(subnet)
  return address === undefined ? [subnet] : [subnet, address]
}

const endpointOf = ({ host, port }: NetNode): string =>
  host === null ? '' : host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`

const peerOf = (subnet: string, key: string, endpoint: string, allowed_ips: string[]): Peer => ({
  subnet,
  wireguard_public_key: key,
  allowed_ips,
  endpoint,
})
const keyOf = ({ privateKey }: NetNode) => wireguardPublic(privateKey) ?? ''

/** The peers of one node. */
export function peersOf(form: NetworkForm, node: NetNode): Peer[] {
  const access = accessNode(form)
  const others = form.nodes.filter((other) => other !== node)
  const hidden = (other: NetNode) => other.host === null
  if (hidden(node)) {
    // all that it reaches, it reaches through the access node
    if (access === undefined) return []
    const rest = [...others, ...form.users].filter((other) => other !== access)
    const allowed = [access, ...rest].flatMap(({ subnet }) => routes(subnet))
    return [peerOf(access.subnet, keyOf(access), endpointOf(access), allowed)]
  }
  const behind = [...others.filter(hidden), ...form.users]
  const seen = others.filter((other) => !hidden(other))
  const peers = seen.map((other) => {
    const served = other === access ? [other, ...behind] : [other]
    const allowed = served.flatMap(({ subnet }) => routes(subnet))
    return peerOf(other.subnet, keyOf(other), endpointOf(other), allowed)
  })
  if (node !== access) return peers
  const own = behind.map((other) =>
    peerOf(
      other.subnet,
      'publicKey' in other ? other.publicKey : keyOf(other),
      '',
      routes(other.subnet),
    ),
  )
  return [...peers, ...own]
}

/** The workload of one node. */
export function networkWorkload(form: NetworkForm, node: NetNode): NewWorkload {
  const data: Network = {
    ip_range: form.range,
    subnet: node.subnet,
    wireguard_private_key: node.privateKey,
    wireguard_listen_port: node.port,
    peers: peersOf(form, node),
    mycelium: node.myceliumKey === '' ? null : { hex_key: node.myceliumKey, peers: [] },
  }
  const metadata = accessText(form, node)
  if (!node.light) return workload('network', form.name, data, metadata)
  const light: NetworkLight = { ...data, mycelium: { hex_key: node.myceliumKey, peers: [] } }
  return workload('network-light', form.name, light, metadata)
}

/** By this text tools rebuild the devices' files (facts: grid-services.md C.3). */
function accessText(form: NetworkForm, node: NetNode): string {
  const users = form.storeKeys && node === accessNode(form) ? form.users : []
  return stringifyJson({
    version: node.light ? 4 : 3,
    user_accesses: users
      .filter(({ privateKey }) => privateKey !== '')
      .map(({ privateKey, subnet }) => ({ node_id: node.node, private_key: privateKey, subnet })),
  })
}

/** A draft with one part for each node; `project` is that of the machines it is for, `''` for none. */
export const composeNetwork = (form: NetworkForm, owner: Owner, project = ''): Draft => ({
  template: 'network',
  title: form.name,
  parts: form.nodes.map((node) => {
    const type = node.light ? 'network-light' : 'network'
    const data = contractData({ type, name: form.name, project, light: node.light })
    return partOf(node, owner, data, [networkWorkload(form, node)])
  }),
})

/** The file of each device whose key is known here; none without an access node. */
export function deviceFiles(form: NetworkForm): { name: string; text: string }[] {
  const access = accessNode(form)
  if (access === undefined) return []
  return form.users.flatMap(({ name, subnet, privateKey }) => {
    const address = wireguardAddress(subnet)
    if (address === undefined || privateKey === '') return []
    const text = wireguardFile({
      address,
      privateKey,
      peerKey: keyOf(access),
      allowedIps: userRoutes(form.range),
      endpoint: endpointOf(access),
    })
    return [{ name: `${form.name}-${name}.conf`, text }]
  })
}

/**
 * Where others reach a node: its public IPv4 address, else its public IPv6 one, else a public one of its
 * interface `zos`; null for a hidden node. `config` is null where the node has none.
 */
export function hostOf(
  config: { ipv4: string; ipv6: string } | null,
  interfaces: Readonly<Record<string, readonly string[]>>,
): string | null {
  const bare = (text: string) => text.split('/', 1)[0] ?? ''
  const candidates = [config?.ipv4 ?? '', config?.ipv6 ?? '', ...(interfaces['zos'] ?? [])]
  return candidates.map(bare).find(isPublic) ?? null
}

function isPublic(ip: string): boolean {
  const read = parseIp(ip)
  if (read === undefined) return false
  if (read.version === 4) return !isPrivateIp(ip)
  // 2000::/3 is all that is given out; on full nodes a link-local one may stand here (facts: node-api.md 1.5)
  return read.value >> 125n === 1n
}
