/** An IP address as a number; IPv4 written inside IPv6 (`::ffff:10.1.0.1`) is IPv4, as Go reads it. */
export interface Address {
  version: 4 | 6
  value: bigint
}

/** An address with the length of its network's prefix; host bits are kept. */
export interface Cidr extends Address {
  prefix: number
}

const MAPPED = 0xffffn << 32n

/** Reads a bare address; undefined for anything that Go's net.ParseIP would not take. */
export function parseIp(text: string): Address | undefined {
  if (!text.includes(':')) {
    const value = quad(text)
    return value === undefined ? undefined : { version: 4, value }
  }
  const value = hextets(text)
  if (value === undefined) return undefined
  return value >> 32n === MAPPED >> 32n
    ? { version: 4, value: value & 0xffffffffn }
    : { version: 6, value }
}

/** Reads `address/prefix`; undefined where Go's net.ParseCIDR would fail. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/')
  if (slash < 0) return undefined
  const address = parseIp(text.slice(0, slash))
  const length = text.slice(slash + 1)
  // Go takes leading zeros here, though not in an octet
  if (!address || !/^\d{1,7}$/.test(length)) return undefined
  const written = Number(length)
  if (written > (text.includes(':') ? 128 : 32)) return undefined
  // a mapped address loses the 96 bits in front of it (facts: node-api.md section 3, CIDR)
  const mapped = address.version === 4 && text.includes(':')
  return { ...address, prefix: mapped ? Math.max(0, written - 96) : written }
}

/** The one way to write an address: RFC 5952 for IPv6, dotted decimal for IPv4. */
export function formatIp({ version, value }: Address): string {
  if (version === 4) {
    return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.')
  }
  const parts = Array.from({ length: 8 }, (_, i) =>
    ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16),
  )
  const { start, length } = longestZeros(parts)
  if (length < 2) return parts.join(':')
  return `${parts.slice(0, start).join(':')}::${parts.slice(start + length).join(':')}`
}

/** The canonical text of a bare address; undefined when it is none. */
export function canonicalIp(text: string): string | undefined {
  const ip = parseIp(text)
  return ip && formatIp(ip)
}

/** The canonical text of `address/prefix`, host bits kept; undefined when it is none. */
export function canonicalCidr(text: string): string | undefined {
  const cidr = parseCidr(text)
  return cidr && `${formatIp(cidr)}/${cidr.prefix}`
}

/**
 * The canonical text of an address or CIDR, so that two spellings of one thing compare equal; what is
 * neither (a domain) is lower-cased, because DNS names are.
 */
export function canonical(text: string): string {
  const trimmed = text.trim()
  return canonicalCidr(trimmed) ?? canonicalIp(trimmed) ?? trimmed.toLowerCase()
}

function quad(text: string): bigint | undefined {
  const octets = text.split('.')
  if (octets.length !== 4) return undefined
  let value = 0n
  for (const octet of octets) {
    // no leading zeros: Go refuses them
    if (!/^(0|[1-9]\d{0,2})$/.test(octet) || Number(octet) > 255) return undefined
    value = (value << 8n) | BigInt(octet)
  }
  return value
}

function hextets(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const parts = [...(head ?? []), ...(tail ?? [])]
  const last = parts.at(-1)
  let dotted: bigint | undefined
  if (last?.includes('.')) {
    dotted = quad(last)
    if (dotted === undefined) return undefined
  }
  const missing = 8 - parts.length - (dotted === undefined ? 0 : 1)
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const all: string[] = [
    ...(head ?? []),
    ...Array<string>(tail ? missing : 0).fill('0'),
    ...(tail ?? []),
  ]
  let value = 0n
  for (const part of all) {
    if (part === last && dotted !== undefined && part.includes('.')) value = (value << 32n) | dotted
    else if (/^[0-9a-f]{1,4}$/i.test(part)) value = (value << 16n) | BigInt(`0x${part}`)
    else return undefined
  }
  return value
}

/** The first of the longest runs of zeros. */
function longestZeros(parts: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let run = { start: 0, length: 0 }
  for (const [i, part] of parts.entries()) {
    run =
      part === '0'
        ? { start: run.length ? run.start : i, length: run.length + 1 }
        : { start: 0, length: 0 }
    if (run.length > best.length) best = run
  }
  return best
}
