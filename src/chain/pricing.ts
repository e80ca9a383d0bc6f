import {
  add,
  decimal,
  div,
  fixed,
  least,
  most,
  mul,
  over,
  round,
  times,
  type Fixed,
} from './fixed.ts'

/*
 * What the chain charges, computed as it does. TFT amounts are in the chain's units (1 TFT = 10^7), USD
 * amounts in units of 10^-7 USD, prices of a TFT in mUSD (10^-3 USD). facts: grid-services.md section B;
 * tfchain@92c74d7 pallet-smart-contract/src/cost.rs.
 */

export const UNITS_PER_TFT = 10_000_000n
export const UNITS_PER_USD = 10_000_000n
/** A month is 30 days wherever the chain says month. */
export const HOURS_PER_MONTH = 720n

const SECONDS_PER_HOUR = 3600n
const SECONDS_PER_MONTH = HOURS_PER_MONTH * SECONDS_PER_HOUR
/** mUSD to USD units. */
const UNITS_PER_MUSD = 10_000n

export type PriceUnit = 'Bytes' | 'Kilobytes' | 'Megabytes' | 'Gigabytes' | 'Terrabytes'

/** USD units per hour for one CU, SU, IPv4 address or name, or per `unit` of traffic. */
export interface Rate {
  value: bigint
  unit: PriceUnit
}

/** `tfgridModule.pricingPolicies(1)`; the chain bills by this one whatever the farm says. */
export interface PricingPolicy {
  id: number
  name: string
  su: Rate
  cu: Rate
  nu: Rate
  ipu: Rate
  uniqueName: Rate
  domainName: Rate
  /** The share in percent that renting a whole node costs: the chain multiplies by it. */
  discountForDedicationNodes: number
}

/** `tftPriceModule`, all in mUSD per TFT. */
export interface TftPrice {
  /** The last one set; clients show it, bills do not use it. */
  last: bigint
  average: bigint
  min: bigint
  max: bigint
}

/** Bytes, except `cru`: logical cores. */
export interface Resources {
  cru: bigint
  mru: bigint
  sru: bigint
  hru: bigint
}

/** What of a contract is billed. `certified` says whether the node's certification makes it dearer: releases before 2.9 never charged for it. */
export type Billable =
  | {
      kind: 'node'
      /** What the node reports the contract uses. */
      resources: Resources
      publicIps: bigint
      /** The node has an active rent contract, anyone's: then only addresses and traffic are billed. */
      rented: boolean
      /** `contractBillingInformationByID(id).amountUnbilled`, USD units: traffic since the last bill. */
      amountUnbilled: bigint
      certified: boolean
    }
  | { kind: 'name' }
  | {
      kind: 'rent'
      /** The whole node's. */
      resources: Resources
      /** `dedicatedNodesExtraFee(node)`, mUSD per month. */
      extraFee: bigint
      certified: boolean
    }

export type DiscountLevel = 'None' | 'Default' | 'Bronze' | 'Silver' | 'Gold'

/** Best first: months of a contract's price that the balance must cover, and the percent taken off for it. */
export const discounts: readonly { level: DiscountLevel; months: number; percent: number }[] = [
  { level: 'Gold', months: 18, percent: 60 },
  { level: 'Silver', months: 6, percent: 40 },
  { level: 'Bronze', months: 3, percent: 30 },
  { level: 'Default', months: 1.5, percent: 20 },
]
/** What is paid of the price, as the decimal constants the chain's source has. */
const LEVELS = discounts.map(({ level, months, percent }) => ({
  level,
  months: decimal(months),
  multiplier: decimal((100 - percent) / 100),
}))
const CERTIFIED = decimal(1.25)

/** One bill, step by step; amounts in TFT units unless their name says otherwise. */
export interface Bill {
  /** Price of what is used, before conversion, in USD units. */
  costUsd: bigint
  /** The price of a TFT that was used, mUSD: the average, kept between the least and the most allowed. */
  price: bigint
  beforeDiscount: bigint
  /** What a month of 30 days costs at this rate; the discount is judged by it. */
  monthly: bigint
  level: DiscountLevel
  /** After discount, and after the surcharge for certified nodes. */
  due: bigint
  /** The farmer's own fee on a rented node: USD units and TFT units; no discount touches it. */
  extraFeeUsd: bigint
  extraFee: bigint
  total: bigint
}

/**
 * The bill of one contract for `seconds` since its last one, at a `balance` (usable balance of the twin's
 * account and of its bonded one, in units), exactly as the chain computes it.
 */
export function bill(
  what: Billable,
  terms: { policy: PricingPolicy; tftPrice: TftPrice },
  at: { seconds: bigint; balance: bigint },
): Bill {
  const price = billingPrice(terms.tftPrice)
  const costUsd = cost(what, terms.policy, at.seconds)
  const beforeDiscount = toTft(costUsd, price)
  const monthly = monthlyOf(beforeDiscount, at.seconds)
  const { level, multiplier } = levelOf(at.balance, monthly)
  const discounted = mul(fixed(beforeDiscount), multiplier)
  const certified = what.kind !== 'name' && what.certified
  const due = round(certified ? mul(discounted, CERTIFIED) : discounted)
  const extraFeeUsd = what.kind === 'rent' ? extraFeeFor(what.extraFee, at.seconds) : 0n
  const extraFee = toTft(extraFeeUsd, price)
  const total = due + extraFee
  return { costUsd, price, beforeDiscount, monthly, level, due, extraFeeUsd, extraFee, total }
}

/** What an hour and a month of 30 days cost at this balance, in TFT units: the bill of one hour, and 720 of them. */
export function rateOf(
  what: Billable,
  terms: { policy: PricingPolicy; tftPrice: TftPrice },
  balance: bigint,
): { hour: bigint; month: bigint; level: DiscountLevel } {
  const { total, level } = bill(what, terms, { seconds: SECONDS_PER_HOUR, balance })
  return { hour: total, month: total * HOURS_PER_MONTH, level }
}

/** The price of a TFT that bills are made with, mUSD. */
export function billingPrice({ average, min, max }: TftPrice): bigint {
  const raised = average > min ? average : min
  return raised < max ? raised : max
}

/** USD units to TFT units at a price in mUSD, rounded as bills are. A price of 0 buys nothing: 0. */
export function toTft(usd: bigint, price: bigint): bigint {
  if (price === 0n) return 0n
  return round(times(over(fixed(usd), price * UNITS_PER_MUSD), UNITS_PER_TFT))
}

/** TFT units to USD units at a price in mUSD, to the nearest. */
export const toUsd = (tft: bigint, price: bigint): bigint =>
  (tft * price * UNITS_PER_MUSD + UNITS_PER_TFT / 2n) / UNITS_PER_TFT

/** Price of a contract for some seconds, in USD units, before conversion and without the extra fee. */
export function cost(what: Billable, policy: PricingPolicy, seconds: bigint): bigint {
  switch (what.kind) {
    case 'name':
      return round(perSeconds(policy.uniqueName, seconds))
    case 'node': {
      const resources = what.rented ? fixed(0n) : resourcesCost(what.resources, policy, seconds)
      const ips = mul(mul(fixed(what.publicIps), perSecond(policy.ipu)), fixed(seconds))
      return round(add(resources, ips)) + what.amountUnbilled
    }
    case 'rent': {
      const full = round(resourcesCost(what.resources, policy, seconds))
      return percentOf(full, policy.discountForDedicationNodes)
    }
    default:
      return what satisfies never
  }
}

/** Compute units: the cheapest of three ways to count cores against memory. */
export function computeUnits({ cru, mru }: Resources, unit: PriceUnit): Fixed {
  const memory = over(fixed(mru), factor1024(unit))
  const cores = fixed(cru)
  return least(
    least(most(over(memory, 4n), over(cores, 2n)), most(over(memory, 8n), cores)),
    most(over(memory, 2n), over(cores, 4n)),
  )
}

/** Storage units: 1,200 GiB of HDD or 200 GiB of SSD are one. */
export function storageUnits({ sru, hru }: Resources, unit: PriceUnit): Fixed {
  const factor = factor1024(unit)
  return add(over(over(fixed(hru), factor), 1200n), over(over(fixed(sru), factor), 200n))
}

/** What traffic adds to `amountUnbilled` when a node reports `bytes` over a window of seconds; USD units. Counted in 1000s, unlike all else. */
export function trafficCost(bytes: bigint, policy: PricingPolicy, windowSeconds: bigint): bigint {
  const used = over(fixed(bytes), 1000n ** exponent(policy.nu.unit))
  return round(mul(mul(used, perSecond(policy.nu)), fixed(windowSeconds)))
}

function resourcesCost(resources: Resources, policy: PricingPolicy, seconds: bigint): Fixed {
  const su = storageUnits(resources, policy.su.unit)
  const cu = computeUnits(resources, policy.cu.unit)
  return add(mul(perSeconds(policy.su, seconds), su), mul(perSeconds(policy.cu, seconds), cu))
}

/** USD units per second: the chain divides first, and so cuts off first. */
const perSecond = (rate: Rate) => over(fixed(rate.value), SECONDS_PER_HOUR)
const perSeconds = (rate: Rate, seconds: bigint) => mul(perSecond(rate), fixed(seconds))

const EXPONENT: Readonly<Record<PriceUnit, bigint>> = {
  Bytes: 0n,
  Kilobytes: 1n,
  Megabytes: 2n,
  Gigabytes: 3n,
  Terrabytes: 4n,
}
const exponent = (unit: PriceUnit) => EXPONENT[unit]
const factor1024 = (unit: PriceUnit) => 1024n ** exponent(unit)

/** The farmer's fee for some seconds: mUSD per month to whole USD units. */
const extraFeeFor = (musdPerMonth: bigint, seconds: bigint) =>
  round(over(fixed(musdPerMonth * UNITS_PER_MUSD * seconds), SECONDS_PER_MONTH))

/** `Percent::from_percent(p) * n` of Substrate: at most 100 %, to the nearest, halves down. */
function percentOf(n: bigint, percent: number): bigint {
  const share = BigInt(Math.min(percent, 100))
  return (n * share + 49n) / 100n
}

const monthlyOf = (amount: bigint, seconds: bigint) =>
  seconds === 0n
    ? 0n
    : round(times(over(fixed(amount * SECONDS_PER_HOUR), seconds), HOURS_PER_MONTH))

/** What a balance earns. Nothing due earns nothing; a month that rounds to nothing is covered by any balance, which the chain would stumble over. */
function levelOf(balance: bigint, monthly: bigint): { level: DiscountLevel; multiplier: Fixed } {
  if (monthly > 0n) {
    const months = div(fixed(balance), fixed(monthly))
    for (const step of LEVELS) if (months >= step.months) return step
  }
  return { level: 'None', multiplier: fixed(1n) }
}
