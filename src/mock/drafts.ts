import { sha256 } from '@noble/hashes/sha2.js'
import { utf8 } from '#lib/bytes.ts'
import { GIB } from './castnode.ts'
import type { Draft } from './story.ts'

const IMAGES = 'https://hub.grid.tf/tf-official-vms/'
export const UBUNTU = `${IMAGES}ubuntu-24.04-full.flist`
export const K3S = 'https://hub.grid.tf/tf-official-apps/threefolddev-k3s-v1.31.0.flist'

export const SSH_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDemoDemoDemo demo@console'

/** 32 bytes in base64: a WireGuard key that opens nothing. */
export const wireguard = (name: string): string =>
  btoa(String.fromCharCode(...sha256(utf8(`demo grid, worth nothing: ${name}`))))

const seedOf = (ip: string): string =>
  ip
    .split('.')
    .slice(2)
    .map((byte) => Number(byte).toString(16).padStart(6, '0'))
    .join('')

interface Machine {
  network: string
  ip: string
  cpu: number
  /** GiB */
  memory: number
  /** Disks by name, and where they are mounted. */
  mounts?: Readonly<Record<string, string>>
  publicIp?: string
  planetary?: boolean
  /** GiB of the root disk; 0 for the least. */
  root?: number
  flist?: string
  entrypoint?: string
  env?: Readonly<Record<string, string>>
}

const mountsOf = (mounts: Machine['mounts'] = {}) =>
  Object.entries(mounts).map(([name, mountpoint]) => ({ name, mountpoint }))

const machine = (it: Machine, full: object) => ({
  flist: it.flist ?? UBUNTU,
  network: {
    ...full,
    interfaces: [{ network: it.network, ip: it.ip }],
    mycelium: { network: it.network, hex_seed: seedOf(it.ip) },
  },
  size: (it.root ?? 0) * GIB,
  compute_capacity: { cpu: it.cpu, memory: it.memory * GIB },
  mounts: mountsOf(it.mounts),
  entrypoint: it.entrypoint ?? '',
  env: it.env ?? { SSH_KEY },
  corex: false,
  gpu: [],
})

export const vm = (name: string, it: Machine): Draft => ({
  name,
  type: 'zmachine',
  data: machine(it, { public_ip: it.publicIp ?? '', planetary: it.planetary ?? false }),
})

export const lightVm = (name: string, it: Machine): Draft => ({
  name,
  type: 'zmachine-light',
  data: machine(it, {}),
})

interface Peer {
  subnet: string
  key: string
  endpoint: string
  allowed: readonly string[]
}

const USERS = JSON.stringify({ version: 3, user_accesses: [] })

export const network = (
  name: string,
  subnet: string,
  port: number,
  peers: readonly Peer[] = [],
): Draft => ({
  name,
  type: 'network',
  metadata: USERS,
  data: {
    subnet,
    ip_range: `${subnet.split('.').slice(0, 2).join('.')}.0.0/16`,
    wireguard_private_key: wireguard(`${name} ${subnet}`),
    wireguard_listen_port: port,
    peers: peers.map(({ key, allowed, ...peer }) => ({
      subnet: peer.subnet,
      wireguard_public_key: wireguard(key),
      allowed_ips: allowed,
      endpoint: peer.endpoint,
    })),
    mycelium: { hex_key: 'de'.repeat(32), peers: [] },
  },
})

export const lightNetwork = (name: string, subnet: string): Draft => ({
  name,
  type: 'network-light',
  data: { subnet, mycelium: { hex_key: 'ad'.repeat(32), peers: [] } },
})

/** Sizes in GiB. */
export const disk = (name: string, size: number): Draft => ({
  name,
  type: 'zmount',
  data: { size: size * GIB },
})
export const volume = (name: string, size: number): Draft => ({
  name,
  type: 'volume',
  data: { size: size * GIB },
})
export const zdb = (name: string, size: number, mode: 'seq' | 'user', password: string): Draft => ({
  name,
  type: 'zdb',
  data: { size: size * GIB, mode, password, public: false },
})
export const publicIp = (name: string): Draft => ({
  name,
  type: 'ip',
  data: { v4: true, v6: false },
})
