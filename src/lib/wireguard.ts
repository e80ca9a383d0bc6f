import { x25519 } from '@noble/curves/ed25519.js'
import { parseCidr } from './address.ts'
import type { Bytes } from './bytes.ts'

/** A WireGuard key pair, each 32 bytes of Curve25519 as base64: what `wg` writes and reads. */
export interface WireguardPair {
  privateKey: string
  publicKey: string
}

/** The pair of 32 random bytes, clamped as `wg genkey` does, so that every tool writes the key alike. */
export function wireguardPair(random: Bytes): WireguardPair {
  if (random.length !== 32) throw new RangeError('A WireGuard key is made of 32 random bytes.')
  const secret = Uint8Array.from(random)
  secret[0]! &= 248 // 32 bytes by the check above, here and below
  secret[31] = (secret[31]! & 127) | 64
  return { privateKey: toBase64(secret), publicKey: toBase64(x25519.getPublicKey(secret)) }
}

/** The public key of a private one; undefined when the text is no WireGuard key. */
export function wireguardPublic(privateKey: string): string | undefined {
  const secret = fromBase64(privateKey)
  return secret && toBase64(x25519.getPublicKey(secret))
}

/** Whether a text can be a WireGuard key: 32 bytes as base64 with padding, written the one way there is. */
export const isWireguardKey = (text: string): boolean => fromBase64(text) !== undefined

/** The address inside the tunnel that goes with a subnet `a.b.c.0/24`: `100.64.b.c/32` (facts: grid-services.md C.3); undefined for what is no IPv4 network. */
export function wireguardAddress(subnet: string): string | undefined {
  const read = parseCidr(subnet)
  if (read?.version !== 4) return undefined
  const [b, c] = [(read.value >> 16n) & 0xffn, (read.value >> 8n) & 0xffn]
  return `100.64.${b}.${c}/32`
}

/** What a person's device needs to join a network. */
export interface WireguardConfig {
  /** Its address in the tunnel, `100.64.b.c/32`. */
  address: string
  privateKey: string
  /** The access node's. */
  peerKey: string
  allowedIps: readonly string[]
  /** `address:port` of the access node. */
  endpoint: string
}

/** The file that `wg-quick` and the phone apps take, as text or as QR (facts: grid-services.md C.7). */
export const wireguardFile = (config: WireguardConfig): string =>
  [
    '[Interface]',
    `Address = ${config.address}`,
    `PrivateKey = ${config.privateKey}`,
    '',
    '[Peer]',
    `PublicKey = ${config.peerKey}`,
    `AllowedIPs = ${config.allowedIps.join(', ')}`,
    'PersistentKeepalive = 25',
    `Endpoint = ${config.endpoint}`,
    '',
  ].join('\n')

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

function fromBase64(text: string): Bytes | undefined {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text)) return undefined
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  // the last digit may carry bits of no byte; two spellings of one key would be two hashes
  return toBase64(bytes) === text ? bytes : undefined
}
