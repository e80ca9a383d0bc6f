import type { Billable } from '#chain/pricing.ts'
import type { SignatureRequirement } from '#gridtypes/deployment.ts'
import type { Curve } from '#rmb/identity.ts'
import type { WorldName } from './names.ts'

/*
 * What the demo grid is made of. Plain data that structuredClone takes, so that a grid can be kept and
 * brought back. Sizes are bytes and stay below 2^53; times are Unix seconds unless named ...Ms.
 */

export interface Resources {
  /** Logical CPU threads. */
  cru: number
  mru: number
  sru: number
  hru: number
}

export interface Place {
  city: string
  country: string
  code: string
  continent: string
  /** The grid proxy's region of the country. */
  region: string
  longitude: number
  latitude: number
}

export interface PublicConfigRow {
  ipv4: string
  ipv6: string
  gw4: string
  gw6: string
  domain: string
}

// aliases, not interfaces: a type with an index signature takes only the former
export type PoolRow = {
  name: string
  type: 'ssd' | 'hdd'
  size: number
  used: number
}

export interface GpuRow {
  id: string
  vendor: string
  device: string
  vram: number
  /** 0 is free. */
  contract: number
}

export interface NicRow {
  name: string
  mac: string
  /** CIDRs; null when it has none, as Go writes an empty list. */
  ips: string[] | null
}

/** What a node of world `garbage` does to its answers. */
export type Garbage = 'malformed' | 'types' | 'enormous' | 'states' | 'empty' | 'hostile'

/** How a node behaves towards the relay. */
export interface Temper {
  /** `silent`: connected and never answering. `offline`: not connected. */
  reach: 'up' | 'silent' | 'offline'
  /** An answer takes between the two. */
  delayMs: [number, number]
  garbage: Garbage | null
  /** Unix ms until which it cannot be reached, after its exit went dark. */
  darkUntilMs: number
}

export interface NodeRow {
  nodeId: number
  twinId: number
  farmId: number
  /** `old`: before 2024-05-24, with the old admin names and fewer fields. */
  flavour: 'full' | 'light' | 'old'
  zos: string
  zinit: string
  /** Empty on bare metal. */
  hypervisor: string
  place: Place
  certified: boolean
  created: number
  bootedAt: number
  /** Last uptime report on chain; null for a living node, which reports every 40 minutes. */
  lastReport: number | null
  total: Resources
  /** What tenants without a deployment row here were promised. */
  others: Resources & { deployments: number; workloads: number; lastDeployment: number }
  pools: PoolRow[]
  gpus: GpuRow[]
  nics: NicRow[]
  /** The NIC that carries public traffic, `zos` for the bridge; null after a change that failed half-way. */
  exit: string | null
  /** Unix ms at which the exit falls back to `zos`, as after a reboot; null otherwise. */
  exitForgetsMs: number | null
  /** True when public addresses do not come back after the exit moved. */
  exitLosesIps: boolean
  /** What the node runs, and what the chain (and so the proxy) holds. */
  config: PublicConfigRow | null
  chainConfig: PublicConfigRow | null
  wgPorts: number[]
  addresses: { zos: string[]; ygg: string[] }
  ipv6: boolean
  /** Index of its make in boards.ts. */
  board: number
  serial: string
  power: { state: '' | 'Up' | 'Down'; target: '' | 'Up' | 'Down' }
  /** mUSD per month. */
  extraFee: number
  connections: number
  /** bit/s */
  speed: { upload: number; download: number }
  healthy: boolean
  temper: Temper
}

export interface FarmRow {
  farmId: number
  name: string
  twinId: number
  certification: 'NotCertified' | 'Gold'
  dedicated: boolean
  stellar: string
}

export interface TwinRow {
  twin: number
  curve: Curve
  /**
   * The account key, 64 hex digits, of a twin that somebody made on the chain: its secret is its owner's alone,
   * and `curve` and `secret` say nothing. Absent: a twin of the demo's own.
   */
  account?: string
  /** What a person would type; derived from the seed where it is absent. */
  secret: string | null
  /** Whether the twin has published a key for end-to-end encryption; a text is published instead of its own. */
  pk: boolean | string
  /** Relay hosts joined by `_`; may be empty. */
  relay: string
  /** What the KYC service says of its person; absent: never tried, of which it knows nothing. */
  kyc?: 'VERIFIED' | 'UNVERIFIED' | 'PENDING' | 'REJECTED'
  /** The node that this twin is, if any. */
  nodeId: number | null
  /** 1e-7 TFT that its account has when the chain begins. */
  balance: number
}

export interface ContractRow {
  contractId: number
  twinId: number
  state: 'Created' | 'GracePeriod' | 'Deleted' | 'OutOfFunds'
  createdAt: number
  details:
    | { type: 'node'; nodeId: number; data: string; hash: string; publicIps: number }
    | { type: 'name'; name: string }
    | { type: 'rent'; nodeId: number }
}

/** Unix seconds between which nothing of a contract could be paid. */
export interface Gap {
  from: number
  to: number
}

/** A bill as the index tells it; the amount in TFT units. */
export interface BillRow {
  amountBilled: number
  discountReceived: string
  /** Unix seconds. */
  timestamp: number
}

export interface PublicIpRow {
  id: string
  farmId: number
  /** CIDR */
  ip: string
  gateway: string
  /** 0 is free. */
  contractId: number
}

export type WorkloadState = 'init' | 'ok' | 'error' | 'deleted' | 'unchanged' | 'paused'

/** What was asked of a workload; the entries of its history share it. */
export interface Asked {
  version: number
  name: string
  type: string
  /** JSON as it was sent, without white space between its tokens: what a node stores and echoes. */
  data: string
  metadata: string
  description: string
}

/** One entry of a deployment's history: a workload and what became of it. */
export interface Entry {
  asked: Asked
  /** `data` is JSON text, `null` for none. */
  result: { created: number; state: WorkloadState | (string & {}); message: string; data: string }
  /**
   * Unix seconds at which it is recorded; an entry for which that is still to come has not happened yet.
   * Not there where it is `created`: a workload that is recorded again keeps its old result, stamp included.
   */
  at?: number
}

export interface DeploymentRow {
  contractId: number
  twinId: number
  nodeId: number
  version: number
  metadata: string
  description: string
  signatureRequirement: SignatureRequirement
  /** The hash that all who were asked have yet to sign: keys take longer than the rest of a grid (signing.ts). */
  unsigned?: string
  /** In the order in which it was recorded; only ever appended to. */
  history: Entry[]
  /** The node has missed that the contract is gone, and goes on. */
  ghost?: true
}

/** A demo identity that a person may take. */
export interface IdentityRow {
  name: 'tenant' | 'farmer'
  twin: number
}

export interface Db {
  world: WorldName
  seed: number
  /** Unix ms of its making: ages are counted from here. */
  bornMs: number
  /** Counts changes; what is derived is kept until it moves. */
  revision: number
  /** The relay host of every twin here. */
  relay: string
  nodes: Map<number, NodeRow>
  farms: Map<number, FarmRow>
  twins: Map<number, TwinRow>
  contracts: Map<number, ContractRow>
  /** By node, twin and contract: db.ts, deploymentKey. */
  deployments: Map<string, DeploymentRow>
  publicIps: PublicIpRow[]
  /** Bills that the chain has made since it began (Unix seconds), by contract, oldest first; `late`: in grace then. */
  bills?: {
    since: number
    late: number[]
    made: Map<number, BillRow[]>
    /** What was billed of contracts that have ended since: it dies with what they held. */
    ended?: Map<number, { what: Billable; gaps: Gap[] }>
  }
  identities: IdentityRow[]
  /** Twins that may call zos.debug.*; the network's zos-config names them. */
  adminTwins: number[]
}
