import { canonicalCidr, canonicalIp, formatIp, parseIp } from '#lib/address.ts'

/** The bare address in what a node calls one (`185.206.122.40/24`, `300::1`); undefined when it is none. */
export const bareIp = (text: string): string | undefined =>
  canonicalIp(text) ?? canonicalCidr(text)?.split('/', 1)[0]

/** `address:port` as an address book has it; undefined when the address is none. */
export function endpointOf(address: string, port: number): string | undefined {
  const ip = parseIp(address)
  if (!ip || port === 0) return undefined
  return ip.version === 4 ? `${formatIp(ip)}:${port}` : `[${formatIp(ip)}]:${port}`
}

/** One of the addresses at which a machine can be reached; `text` as the node told it. */
export interface Reach {
  label: string
  text: string
}

/**
 * The command that opens a machine by the first of the addresses. It is meant for a shell, so only what is
 * an address and nothing but an address goes into it.
 */
export function sshLine(ways: readonly Reach[]): string | undefined {
  const address = ways.map(({ text }) => bareIp(text)).find((ip) => ip !== undefined)
  return address === undefined ? undefined : `ssh root@${address}`
}

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
// the last label has a letter: an address is no domain
const HOST = new RegExp(`^(?:${LABEL}\\.)+(?=[a-z0-9-]*[a-z])${LABEL}$`)

/** The address of a site on a gateway, made here of its host; undefined when that is no plain domain. */
export function siteOf(host: string): string | undefined {
  const plain = host.toLowerCase()
  return plain.length <= 253 && HOST.test(plain) ? `https://${plain}/` : undefined
}

const HUB = 'hub.grid.tf'

/** An image: its name, of whom it is, and where it can be looked at. */
export interface Image {
  name: string
  from: string
  /** Only on the grid's own hub, and only over https. */
  href: string | undefined
}

/** An image's address in few words; what is no address stays as it is. */
export function imageOf(flist: string): Image {
  const url = URL.canParse(flist) ? new URL(flist) : undefined
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return { name: flist, from: '', href: undefined }
  }
  const path = url.pathname.replace(/^\/+/, '').replace(/\.fl(?:ist)?$/, '')
  const cut = path.lastIndexOf('/')
  const folder = path.slice(0, Math.max(0, cut))
  const ours = url.protocol === 'https:' && url.host === HUB && url.username + url.password === ''
  return {
    name: path.slice(cut + 1) || url.host,
    from: url.host === HUB ? folder : [url.host, folder].filter(Boolean).join('/'),
    href: ours ? url.href : undefined,
  }
}
