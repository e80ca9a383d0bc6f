import type { GridNode } from '#gridproxy/schemas.ts'
import type { Deployment, PublicConfig } from '#node/schemas.ts'
import type { Perf } from '#node/perf.ts'
import { canonical, formatIp, parseCidr, parseIp } from '#lib/address.ts'

/** One field of the public config as two witnesses have it; empty is "not set". */
export interface ConfigRow {
  field: 'ipv4' | 'gw4' | 'ipv6' | 'gw6' | 'domain'
  label: string
  /** Undefined while the node has not been heard. */
  node: string | undefined
  proxy: string
  verdict: 'same' | 'differs' | 'unset' | 'unheard'
}

const fields = [
  ['ipv4', 'IPv4'],
  ['gw4', 'Gateway 4'],
  ['ipv6', 'IPv6'],
  ['gw6', 'Gateway 6'],
  ['domain', 'Domain'],
] as const

/**
 * The node's public config beside the proxy's copy of the chain's. `node` null is "no public config";
 * undefined is "not heard". Unset parts are empty strings, and `type` means nothing (facts: node-api.md
 * 1.5). Addresses compare by what they are, not by how they are written.
 */
export function configRows(
  node: PublicConfig | null | undefined,
  proxy: GridNode['publicConfig'],
): ConfigRow[] {
  return fields.map(([field, label]) => {
    const own = node === undefined ? undefined : (node?.[field] ?? '').trim()
    const copy = proxy[field].trim()
    return { field, label, node: own, proxy: copy, verdict: verdictOf(own, copy) }
  })
}

function verdictOf(node: string | undefined, proxy: string): ConfigRow['verdict'] {
  if (node === undefined) return 'unheard'
  if (node === '' && proxy === '') return 'unset'
  return canonical(node) === canonical(proxy) ? 'same' : 'differs'
}

/** What the differences come to, in words; undefined when there is nothing to say. */
export function configNote(rows: readonly ConfigRow[]): string | undefined {
  const differing = rows.filter((row) => row.verdict === 'differs')
  if (differing.length === 0) return undefined
  if (rows.every((row) => !row.node)) {
    return 'The chain holds a public config that the node does not run. It has not taken it over yet.'
  }
  if (rows.every((row) => row.proxy === '')) {
    return 'The node runs a public config that the chain no longer holds, or the grid proxy has not read it yet.'
  }
  const linkLocal = differing.length === 1 && /^fe80:/i.test(differing[0]?.node ?? '')
  if (linkLocal && differing[0]?.field === 'ipv6') {
    return 'Full nodes sometimes show a link-local address as IPv6; that alone is no fault.'
  }
  return 'The chain holds what the farm asked for; the node has not taken it over yet, or the grid proxy is late.'
}

/** A public address in use, with what the node's own check said of it. */
export interface PublicIpRow {
  address: string
  /** The node's word; `unchecked` where the check does not speak of the address. */
  state: string
  reason: string
}

type Validation = Extract<Perf, { task: 'public-ip-validation' }>['result']

/** Addresses in use in their numeric order, each with its check; addresses compare canonically. */
export function publicIpRows(
  addresses: readonly string[],
  validation: Validation | undefined,
): PublicIpRow[] {
  const checks = new Map(
    Object.entries(validation ?? {}).map(([address, check]) => [bare(address), check]),
  )
  return [...new Set(addresses)]
    .filter((address) => address.trim() !== '')
    .map((address) => {
      const check = checks.get(bare(address))
      return { address, state: check?.state || 'unchecked', reason: check?.reason ?? '' }
    })
    .toSorted((a, b) => order(a.address, b.address))
}

/** The address without its mask: checks and lists need not agree on that. */
const bare = (address: string) => canonical(address).replace(/\/.*$/, '')

function order(a: string, b: string): number {
  const x = parseIp(bare(a))
  const y = parseIp(bare(b))
  if (!x || !y) return a < b ? -1 : a > b ? 1 : 0
  return x.value < y.value ? -1 : x.value > y.value ? 1 : 0
}

/** A network of the person who asks, as its deployments on this node have it. */
export interface OwnNetwork {
  name: string
  /** The part of the network that lies on this node; empty when it cannot be read. */
  subnet: string
}

/** The networks among a twin's deployments on a node, by name, once each. */
export function networksOf(deployments: readonly Deployment[]): OwnNetwork[] {
  const found = new Map<string, OwnNetwork>()
  for (const { workloads } of deployments) {
    for (const { name, type, data, result } of workloads) {
      if (type !== 'network' && type !== 'network-light') continue
      if (result?.state === 'deleted' || result?.state === 'error') continue
      found.set(name, { name, subnet: subnetOf(data) })
    }
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** `data` is what its owner once sent; Go reads its keys without regard to case (facts: node-api.md section 0). */
function subnetOf(data: unknown): string {
  if (typeof data !== 'object' || data === null) return ''
  const entry = Object.entries(data).find(([key]) => key.toLowerCase() === 'subnet')
  return typeof entry?.[1] === 'string' ? entry[1] : ''
}

/**
 * The lowest address of a subnet that a machine may take: not the network's own, not a last octet of 1,
 * which the node keeps for its router (facts: node-api.md 2.4, `ip x is reserved`), not the broadcast,
 * not one taken. Null when none is left, undefined when the subnet is no IPv4 one.
 */
export function nextFree(subnet: string, taken: readonly string[]): string | null | undefined {
  const cidr = parseCidr(subnet.trim())
  if (!cidr || cidr.version !== 4) return undefined
  const size = 1n << BigInt(32 - cidr.prefix)
  const base = (cidr.value / size) * size
  const used = new Set<bigint>()
  for (const text of taken) {
    // an address may come with its mask
    const ip = parseIp(text.trim()) ?? parseCidr(text.trim())
    if (ip?.version === 4) used.add(ip.value)
  }
  // at most the taken ones and two reserved per 256 are passed over, so this ends soon
  for (let at = base + 1n; at < base + size - 1n; at++) {
    const octet = at & 0xffn
    if (octet > 1n && !used.has(at)) return formatIp({ version: 4, value: at })
  }
  return null
}

/** Best speeds in bit/s over all peers that worked, and how many did not. */
export interface Reach {
  upload: number
  download: number
  peers: number
  failed: number
}

type Iperf = Extract<Perf, { task: 'iperf' }>['result']

/** What iperf says in short; a row with an error or without any speed is a failed peer. */
export function reachOf(rows: Iperf): Reach {
  const works = rows.filter(
    (row) => row.error === '' && (row.upload_speed > 0 || row.download_speed > 0),
  )
  const best = (speeds: number[]) => speeds.reduce((a, b) => Math.max(a, b), 0)
  return {
    upload: best(works.map((row) => row.upload_speed)),
    download: best(works.map((row) => row.download_speed)),
    peers: rows.length,
    failed: rows.length - works.length,
  }
}

/** An address of an interface; the first of each carries its name. */
export interface InterfaceRow {
  key: string
  name: string
  first: boolean
  /** Empty where the interface has none. */
  address: string
}

/** Interfaces with their addresses, `zos` first; one without any keeps its row, empty texts are none. */
export function interfaceRows(found: Readonly<Record<string, readonly string[]>>): InterfaceRow[] {
  const names = Object.keys(found).toSorted(
    (a, b) => Number(b === 'zos') - Number(a === 'zos') || (a < b ? -1 : 1),
  )
  return names.flatMap((name) => {
    const addresses = (found[name] ?? []).filter((address) => address.trim() !== '')
    return (addresses.length ? addresses : ['']).map((address, i) => ({
      key: `${name} ${i}`,
      name,
      first: i === 0,
      address,
    }))
  })
}

/** Addresses in use in their numeric order, once each, without empty texts. */
export const takenOf = (addresses: readonly string[]): string[] =>
  [
    ...new Set(addresses.map((address) => address.trim()).filter((address) => address !== '')),
  ].toSorted(order)
