import { capacityOf } from '#gridtypes/capacity.ts'
import type { LooseDeployment } from '#gridtypes/deployment.ts'
import {
  billingPrice,
  rateOf,
  toUsd,
  type Billable,
  type DiscountLevel,
  type PricingPolicy,
  type Resources,
  type TftPrice,
} from '#chain/pricing.ts'
import type { Steps } from '#chain/runway.ts'
import { neededFor, stepsOf } from '#chain/runway.ts'

/** What bills are made with. */
export interface Terms {
  policy: PricingPolicy
  tftPrice: TftPrice
}

/** What of the node decides a price. */
export interface PricedNode {
  /** Rented as a whole by anyone: then only addresses cost. */
  rented: boolean
  certified: boolean
  /** Taken out of billing by its farmer: nothing costs. */
  optedOut: boolean
}

/** A deployment and where it is; `publicIps` as its contract reserves them, `names` of name contracts. */
export interface Priced {
  deployment: Pick<LooseDeployment, 'workloads'>
  publicIps: number
  names: readonly string[]
  node: PricedNode
}

/** What a deployment's workloads take, as a node reports it and the chain bills it. */
export function resourcesOf({ workloads }: Pick<LooseDeployment, 'workloads'>): Resources {
  const sum: Resources = { cru: 0n, mru: 0n, sru: 0n, hru: 0n }
  for (const workload of workloads) {
    const capacity = capacityOf(workload)
    if ('error' in capacity) continue
    sum.cru += capacity.cru
    sum.mru += capacity.mru
    sum.sru += capacity.sru
    sum.hru += capacity.hru
  }
  return sum
}

/** The contracts a deployment is billed by: its own, and one for each name. */
export function billablesOf({ deployment, publicIps, names, node }: Priced): Billable[] {
  const named = names.map((): Billable => ({ kind: 'name' }))
  if (node.optedOut) return named
  const own: Billable = {
    kind: 'node',
    resources: resourcesOf(deployment),
    publicIps: BigInt(publicIps),
    rented: node.rented,
    amountUnbilled: 0n,
    certified: node.certified,
  }
  return [own, ...named]
}

/** A price in TFT units, and in USD units by the price that bills are made with. */
export interface Price {
  hour: bigint
  /** 30 days. */
  month: bigint
  hourUsd: bigint
  monthUsd: bigint
  /** What each contract has as its discount at this balance, in the order of `billablesOf`. */
  levels: DiscountLevel[]
}

/** What some deployments cost together at a balance; each contract is discounted for itself. */
export function priceOf(parts: readonly Priced[], terms: Terms, balance: bigint): Price {
  const rates = parts.flatMap(billablesOf).map((what) => rateOf(what, terms, balance))
  const sum = (of: (rate: (typeof rates)[number]) => bigint) =>
    rates.reduce((total, rate) => total + of(rate), 0n)
  const [hour, month] = [sum((rate) => rate.hour), sum((rate) => rate.month)]
  const price = billingPrice(terms.tftPrice)
  return {
    hour,
    month,
    hourUsd: toUsd(hour, price),
    monthUsd: toUsd(month, price),
    levels: rates.map(({ level }) => level),
  }
}

/** What must be there so that some deployments, besides what runs already (`steps`), last so many hours. */
export function mustHold(
  parts: readonly Priced[],
  terms: Terms,
  { stash, hours, running = [] }: { stash: bigint; hours: bigint; running?: readonly Steps[] },
): bigint {
  const steps = parts.flatMap(billablesOf).map((what) => stepsOf(what, terms))
  return neededFor([...running, ...steps], stash, hours)
}

/** The price of a deployment as it is and as an update would make it. */
export const priceChange = (
  before: Priced,
  after: Priced,
  terms: Terms,
  balance: bigint,
): { before: Price; after: Price; hour: bigint; month: bigint } => {
  const [old, next] = [priceOf([before], terms, balance), priceOf([after], terms, balance)]
  return {
    before: old,
    after: next,
    hour: next.hour - old.hour,
    month: next.month - old.month,
  }
}
