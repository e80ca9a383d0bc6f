import {
  bill,
  type Billable,
  type Bill,
  computeUnits,
  cost,
  discounts,
  type PricingPolicy,
  type Resources,
  storageUnits,
  toTft,
} from '#chain/pricing.ts'
import { amount } from '#lib/money.ts'
import { bytes, group } from '#lib/units.ts'
import type { Entry, Ledger } from './ledger.ts'

/** A line of what an hour costs, in USD units; `of` says of what. */
export interface CostLine {
  label: string
  of: string
  usd: bigint
}

/** How an hour of a contract comes to its price. */
export interface Breakdown {
  lines: readonly CostLine[]
  /** Step by step; TFT units where the names say nothing else. */
  hour: Bill
  /** Percent off. */
  percent: number
  certified: boolean
  /** Rented as a whole: the share of the price that is paid, percent. */
  share: number | undefined
  /** A workload on a rented node: its resources are paid with the rent. */
  inRent: boolean
}

const HOUR = 3600n
const NONE: Resources = { cru: 0n, mru: 0n, sru: 0n, hru: 0n }

/** Undefined where nothing is billed at the moment. */
export function breakdownOf(ledger: Ledger, { billable }: Entry): Breakdown | undefined {
  if (!billable) return undefined
  const { terms, balance, stash } = ledger
  const hour = bill(billable, terms, { seconds: HOUR, balance: balance.usable + stash })
  return {
    lines: linesOf(billable, terms.policy).filter(({ usd }) => usd > 0n),
    hour,
    percent: discounts.find(({ level }) => level === hour.level)?.percent ?? 0,
    certified: billable.kind !== 'name' && billable.certified,
    share: billable.kind === 'rent' ? terms.policy.discountForDedicationNodes : undefined,
    inRent: billable.kind === 'node' && billable.rented,
  }
}

/** What no discount touches, TFT units an hour: the farmer's fee on a rented node. */
export const feeOf = (ledger: Ledger, entry: Entry): bigint =>
  breakdownOf(ledger, entry)?.hour.extraFee ?? 0n

function linesOf(what: Billable, policy: PricingPolicy): CostLine[] {
  if (what.kind === 'name') {
    return [{ label: 'The name', of: 'for as long as it is kept', usd: cost(what, policy, HOUR) }]
  }
  const part = (resources: Resources) => cost({ ...alone, resources }, policy, HOUR)
  const { cru, mru, sru, hru } = what.resources
  const resources =
    what.kind === 'node' && what.rented
      ? []
      : [
          {
            label: units(computeUnits(what.resources, policy.cu.unit), 'compute unit'),
            of: `${group(cru)} ${cru === 1n ? 'core' : 'cores'}, ${sized(mru)} of memory`,
            usd: part({ ...NONE, cru, mru }),
          },
          {
            label: units(storageUnits(what.resources, policy.su.unit), 'storage unit'),
            of: [sru > 0n ? `${sized(sru)} SSD` : '', hru > 0n ? `${sized(hru)} HDD` : '']
              .filter(Boolean)
              .join(', '),
            usd: part({ ...NONE, sru, hru }),
          },
        ]
  if (what.kind === 'rent') return resources
  const { publicIps } = what
  return [
    ...resources,
    {
      label: `${group(publicIps)} public ${publicIps === 1n ? 'IP' : 'IPs'}`,
      of: 'reserved at the farm',
      usd: cost({ ...alone, publicIps }, policy, HOUR),
    },
  ]
}

const alone: Extract<Billable, { kind: 'node' }> = {
  kind: 'node',
  resources: NONE,
  publicIps: 0n,
  rented: false,
  amountUnbilled: 0n,
  certified: false,
}

/** 64 binary places to three decimal ones: `0.5 compute units`. */
function units(value: bigint, one: string): string {
  const text = amount((value * 10_000_000n) >> 64n, 3).replace(/\.?0+$/, '')
  return `${text} ${text === '1' ? one : `${one}s`}`
}

function sized(size: bigint): string {
  const { value, unit } = bytes(size)
  return `${value.replace(/\.0$/, '')} ${unit}`
}

/** USD units to TFT units at the price of bills. */
export const inTft = (usd: bigint, { hour }: Breakdown): bigint => toTft(usd, hour.price)
