import { cidr, hex, list, nullable, string, struct, uint16 } from './decode.ts'
import type { Kind } from './kind.ts'
import { writeCidr, writeHex } from './write.ts'

// facts: node-api.md sections 2.4 and 3; zosbase@063d895 pkg/gridtypes/zos/{network,network_light}.go

/** A WireGuard peer; CIDRs as text, `""` when there is none. */
export interface Peer {
  subnet: string
  wireguard_public_key: string
  allowed_ips: string[]
  endpoint: string
}

/** The Mycelium of a network; `hex_key` is 32 bytes as lower-case hex. */
export interface Mycelium {
  hex_key: string
  peers: string[]
}

/** A private network of a deployment on one node; CIDRs as text, `""` when there is none. */
export interface Network {
  ip_range: string
  subnet: string
  wireguard_private_key: string
  wireguard_listen_port: number
  peers: Peer[]
  mycelium: Mycelium | null
}

/** A network of a light node, where Mycelium is mandatory: a missing one reads as an empty one. */
export interface NetworkLight extends Network {
  mycelium: Mycelium
}

const peer = struct<Peer>('Peer', {
  subnet: cidr,
  wireguard_public_key: string,
  allowed_ips: list(cidr),
  endpoint: string,
})

const mycelium = struct<Mycelium>('Mycelium', { hex_key: hex, peers: list(string) })

// key, endpoint, and only then the subnet
const peerChallenge = (data: Peer): string =>
  data.wireguard_public_key +
  data.endpoint +
  writeCidr(data.subnet) +
  data.allowed_ips.map(writeCidr).join('')

const wireguardChallenge = (data: Network): string =>
  writeCidr(data.ip_range) +
  writeCidr(data.subnet) +
  data.wireguard_private_key +
  data.wireguard_listen_port +
  data.peers.map(peerChallenge).join('')

const myceliumChallenge = (data: Mycelium): string => writeHex(data.hex_key) + data.peers.join('')

export const network: Kind<Network> = {
  go: 'Network',
  decode: struct<Network>('Network', {
    ip_range: cidr,
    subnet: cidr,
    wireguard_private_key: string,
    wireguard_listen_port: uint16,
    peers: list(peer),
    mycelium: nullable(mycelium),
  }),
  challenge: (data) =>
    wireguardChallenge(data) + (data.mycelium ? myceliumChallenge(data.mycelium) : ''),
}

/**
 * Light nodes older than zosbase@d32dcb7 (2025-09-10, before v1.0.0) hash the subnet and Mycelium only,
 * and so refuse this hash (facts: node-api.md section 3, version differences).
 */
export const networkLight: Kind<NetworkLight> = {
  go: 'NetworkLight',
  decode: struct<NetworkLight>('NetworkLight', {
    ip_range: cidr,
    subnet: cidr,
    wireguard_private_key: string,
    wireguard_listen_port: uint16,
    peers: list(peer),
    mycelium,
  }),
  challenge: (data) => wireguardChallenge(data) + myceliumChallenge(data.mycelium),
}
