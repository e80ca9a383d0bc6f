import { canonicalCidr, formatIp, parseCidr, parseIp } from '#lib/address.ts'

// Private networks are a /16 of which every node and every person has a /24 (facts: grid-services.md C.3).

export const DEFAULT_RANGE = '10.20.0.0/16'

const FIRST_SUBNET = 2
const LAST_SUBNET = 254

/** Why a text can be no network's range; null when it can. */
export function rangeFault(range: string): string | null {
  const read = parseCidr(range)
  if (!read) return 'A range is written like 10.20.0.0/16.'
  if (read.version !== 4 || read.prefix !== 16) return 'A range is an IPv4 network of /16.'
  if ((read.value & 0xffffn) !== 0n) return 'A range of /16 ends with .0.0/16.'
  return isPrivate(read.value) ? null : 'A range is of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.'
}

/** Whether an address of the internet's version 4 is one that nobody outside reaches. */
export function isPrivateIp(ip: string): boolean {
  const read = parseIp(ip)
  return read?.version === 4 && (isPrivate(read.value) || isShared(read.value))
}

const within = (value: bigint, prefix: bigint, bits: bigint) => value >> (32n - bits) === prefix
const isPrivate = (value: bigint) =>
  within(value, 10n, 8n) || within(value, 0xac1n, 12n) || within(value, 0xc0a8n, 16n)
/** Loopback, link-local and the carriers' own. */
const isShared = (value: bigint) =>
  within(value, 127n, 8n) || within(value, 0xa9fen, 16n) || within(value, 0x6440n >> 6n, 10n)

/** The first /24 of a range that is not taken; undefined where none is left, or the range is none. */
export function freeSubnet(range: string, taken: readonly string[]): string | undefined {
  if (rangeFault(range) !== null) return undefined
  const used = new Set(taken.map((subnet) => canonicalCidr(subnet)))
  const [a, b] = range.split('.')
  for (let c = FIRST_SUBNET; c <= LAST_SUBNET; c++) {
    const subnet = `${a}.${b}.${c}.0/24`
    if (!used.has(subnet)) return subnet
  }
  return undefined
}

/** Whether a subnet lies in a range. */
export function isIn(subnet: string, range: string): boolean {
  const [inner, outer] = [parseCidr(subnet), parseCidr(range)]
  if (!inner || !outer || inner.version !== outer.version) return false
  const rest = BigInt((outer.version === 4 ? 32 : 128) - outer.prefix)
  return inner.prefix >= outer.prefix && inner.value >> rest === outer.value >> rest
}

/** Whether two networks share an address. */
export const overlap = (a: string, b: string): boolean => isIn(a, b) || isIn(b, a)

/** Why an address cannot be a machine's in a subnet; null when it can. `.1` is the node's own. */
export function addressFault(ip: string, subnet: string): string | null {
  const [address, net] = [parseIp(ip), parseCidr(subnet)]
  if (!address) return `${ip === '' ? 'It' : ip} is no IP address.`
  if (address.version !== 4) return 'A private address is IPv4.'
  if (!net || !isIn(`${formatIp(address)}/32`, subnet)) return `${ip} is not part of ${subnet}.`
  const host = address.value & 0xffn
  if (host === 1n) return `${ip} is the node’s own address.`
  if (net.prefix === 24 && (host === 0n || host === 255n)) return `${ip} is no machine’s address.`
  return null
}

/** The first address of a /24 for a machine, from `.2` on; undefined where none is left. */
export function freeAddress(subnet: string, taken: readonly string[]): string | undefined {
  const read = parseCidr(subnet)
  if (read?.version !== 4) return undefined
  const base = (read.value >> 8n) << 8n
  const used = new Set(taken)
  for (let host = 2n; host < 255n; host++) {
    const ip = formatIp({ version: 4, value: base + host })
    if (!used.has(ip)) return ip
  }
  return undefined
}

/** `10.20.0.0/16` and the addresses in its tunnels: what a person's device sends into the network. */
export const userRoutes = (range: string): string[] => [range, '100.64.0.0/16']
