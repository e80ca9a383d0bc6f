import type { Bytes } from '#lib/bytes.ts'
import type { Resources } from './records.ts'

/*
 * What a chain begins with, as plain records. Times are Unix seconds, sizes bytes, amounts TFT units
 * (1 TFT = 10^7); accounts are 32-byte keys.
 */

export interface SeedTwin {
  id: number
  account: Bytes
  relay: string | null
  /** The published key: 33 bytes by convention, but the chain takes anything up to 128. */
  pk: Bytes | null
}

export interface SeedFarm {
  id: number
  name: string
  twinId: number
  certification?: 'NotCertified' | 'Gold'
  dedicated?: boolean
  stellar?: string
  /** 0 is free; a contract of the seed holds those with its id. */
  publicIps?: { ip: string; gateway: string; contractId?: number | bigint }[]
}

export interface SeedNode {
  id: number
  farmId: number
  twinId: number
  /** Bytes, except cru. */
  resources: { [K in keyof Resources]: number | bigint }
  city?: string
  country?: string
  latitude?: string
  longitude?: string
  publicConfig?: { ipv4: string; gw4: string; ipv6?: string; gw6?: string; domain?: string } | null
  interfaces?: { name: string; mac: string; ips: string[] }[]
  created?: number
  certified?: boolean
  serial?: string | null
  power?: { state: 'Up' | 'Down'; target: 'Up' | 'Down' }
  /** mUSD per month; more than 0 makes the node dedicated. */
  extraFee?: number
}

export interface SeedContract {
  id: number | bigint
  twinId: number
  /** Absent: Created. The number is the block in which grace began. */
  graceSince?: number
  /** What could not be paid so far, TFT units. */
  overdraft?: number | bigint
  /** What bills have set aside since the last payout, TFT units: the twin's account holds it reserved, as from 2.9 on. */
  reserve?: bigint
  /** The same for the farmer's fee. */
  extraReserve?: bigint
  /** Bills since the last payout. */
  cycles?: number
  /** When the last bill was made; absent: now. */
  lastBilled?: number
  /** What its node reported. */
  used?: { [K in keyof Resources]: number | bigint }
  type:
    | { type: 'node'; nodeId: number; hash: string; data: string; publicIps: number }
    | { type: 'name'; name: string }
    | { type: 'rent'; nodeId: number }
}

export interface SeedPricing {
  /** USD units (1 USD = 10^7) per hour; whole gigabytes where a size counts. */
  su: number
  cu: number
  nu: number
  ipu: number
  uniqueName: number
  domainName: number
  /** Percent that a rented node costs. */
  discountForDedicationNodes: number
  foundation?: Bytes
  sales?: Bytes
}

export interface Seed {
  twins?: readonly SeedTwin[]
  farms?: readonly SeedFarm[]
  nodes?: readonly SeedNode[]
  contracts?: readonly SeedContract[]
  /** Any account, a twin's or not. */
  balances?: readonly { account: Bytes; free: bigint }[]
  pricing?: SeedPricing
  /** mUSD per TFT. */
  tftPrice?: { last: number; average: number; min: number; max: number }
  /** Accounts that have accepted terms; twins have. */
  terms?: readonly Bytes[]
}

/** Genesis values of the real networks, and the only ones seen (facts: grid-services.md B.1). */
export const defaultPricing: SeedPricing = {
  su: 50_000,
  cu: 100_000,
  nu: 15_000,
  ipu: 40_000,
  uniqueName: 2_500,
  domainName: 5_000,
  discountForDedicationNodes: 50,
}
