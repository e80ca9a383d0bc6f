import { parseGoUrl } from './gourl.ts'
import { canonicalIp } from '#lib/address.ts'

/**
 * Why the node refuses a gateway's backend, in its words, or null. With TLS passed through it is
 * `ip:port`, otherwise an http URL with a literal address that is no loopback
 * (facts: node-api.md section 2.4, gateways).
 */
export function backendFault(backend: string, tlsPassthrough: boolean): string | null {
  if (tlsPassthrough) {
    const fault = addressFault(backend)
    return fault === null ? null : `failed to parse backend ${backend} with error: ${fault}`
  }
  const url = parseGoUrl(backend)
  if ('error' in url) return `failed to parse backend with error: ${url.error}`
  if (url.scheme !== 'http') return 'scheme expected to be http'
  const ip = canonicalIp(url.hostname)
  return ip === undefined || ip.startsWith('127.') || ip === '::1'
    ? `invalid ip address in backend: ${url.hostname}`
    : null
}

function addressFault(address: string): string | null {
  const split = splitHostPort(address)
  if (typeof split === 'string') {
    const where = address === '' ? '' : `address ${address}: `
    return `failed to parse backend ${address} with error: ${where}${split}`
  }
  const { host, port } = split
  if (canonicalIp(host) === undefined) return 'invalid ip'
  if (!/^[0-9]+$/.test(port) || BigInt(port) > 0xffff_ffff_ffff_ffffn) {
    return `invalid port in backend: ${port}`
  }
  return BigInt(port) > 65535n ? `port '${port}' must be <= 65535` : null
}

/** Go's net.SplitHostPort; a text is its reason to refuse. */
function splitHostPort(address: string): { host: string; port: string } | string {
  const colon = address.lastIndexOf(':')
  if (colon < 0) return 'missing port in address'
  const port = address.slice(colon + 1)
  if (address.startsWith('[')) {
    const end = address.indexOf(']')
    if (end < 0) return "missing ']' in address"
    if (end + 1 !== colon) {
      return address[end + 1] === ':' ? 'too many colons in address' : 'missing port in address'
    }
    if (address.includes('[', 1)) return "unexpected '[' in address"
    return port.includes(']') ? "unexpected ']' in address" : { host: address.slice(1, end), port }
  }
  const host = address.slice(0, colon)
  if (host.includes(':')) return 'too many colons in address'
  if (address.includes('[')) return "unexpected '[' in address"
  return address.includes(']') ? "unexpected ']' in address" : { host, port }
}
