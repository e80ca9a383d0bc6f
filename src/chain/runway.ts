import {
  bill,
  discounts,
  type Billable,
  type DiscountLevel,
  type PricingPolicy,
  type TftPrice,
} from './pricing.ts'

/*
 * When the money of a twin runs out, and what would change it, if prices and contracts stay as they are. Every
 * contract has its own discount, which is judged by the whole balance at each bill: as the money goes, one
 * after another loses it. Amounts are TFT units.
 */

export interface Terms {
  policy: PricingPolicy
  tftPrice: TftPrice
}

export interface Money {
  /** What can pay. */
  usable: bigint
  /** What only counts for discounts: the bonded account's. */
  stash: bigint
}

/** A moment of the future: hours from now, what is left then, and what an hour costs from then on. */
export interface RunwayPoint {
  hours: number
  left: bigint
  rate: bigint
}

export interface Runway {
  /** Whole hours that the money pays for everything; undefined when nothing costs anything. */
  hours: bigint | undefined
  /** What all of it costs per hour at first, before discounts are lost. */
  hourly: bigint
  /** From now to the end, with a point wherever a discount is lost and things become dearer. */
  line: readonly RunwayPoint[]
}

/** What an hour of one contract costs at each balance: steps, richest first; `above` is inclusive. */
export type Steps = readonly { above: bigint; due: bigint; level: DiscountLevel }[]

/** The steps of a contract; computed once, they answer every question below. */
export function stepsOf(contract: Billable, terms: Terms): Steps {
  const at = { seconds: 3600n }
  const none = bill(contract, terms, { ...at, balance: 0n })
  const steps = discounts.map(({ level, months }) => {
    // half months are the smallest step there is
    const above = (none.monthly * BigInt(months * 2) + 1n) / 2n
    return { above, due: bill(contract, terms, { ...at, balance: above }).total, level }
  })
  return [...steps, { above: 0n, due: none.total, level: 'None' }]
}

/** When the money runs out. */
export const runway = (contracts: readonly Billable[], terms: Terms, money: Money): Runway =>
  lasting(
    contracts.map((contract) => stepsOf(contract, terms)),
    money,
  )

/** The same of steps that are known. */
export const lasting = (all: readonly Steps[], money: Money): Runway => fall(slopeOf(all), money)

/** What everything costs per hour to the richest, and the balances below which something becomes dearer, richest first. */
interface Slope {
  least: bigint
  edges: readonly { at: bigint; dearer: bigint }[]
}

const slopeOf = (all: readonly Steps[]): Slope => ({
  least: all.reduce((sum, steps) => sum + (steps[0]?.due ?? 0n), 0n),
  edges: all
    .flatMap((steps) =>
      steps.slice(1).map(({ due }, i) => {
        const richer = steps[i]! // the slice begins one later
        return { at: richer.above, dearer: due - richer.due }
      }),
    )
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)),
})

function fall({ least, edges }: Slope, { usable, stash }: Money): Runway {
  let rate = least
  let next = 0
  /** By how much the hour gets dearer when the balance has fallen so far. */
  const fallTo = (balance: bigint) => {
    let dearer = 0n
    for (let edge = edges[next]; edge && edge.at > balance; edge = edges[++next]) {
      dearer += edge.dearer
    }
    return dearer
  }
  let left = usable
  let hours = 0n
  rate += fallTo(left + stash)
  const hourly = rate
  const line: RunwayPoint[] = [{ hours: 0, left, rate }]
  while (rate > 0n) {
    const edge = (edges[next]?.at ?? 0n) - stash
    // the bills at this rate: the one that goes below the edge is the last
    const bills = edge > 0n ? (left - edge) / rate + 1n : 0n
    if (bills === 0n || bills * rate > left) {
      const last = left / rate
      hours += last
      if (last > 0n) line.push({ hours: Number(hours), left: left % rate, rate })
      return { hours, hourly, line }
    }
    hours += bills
    left -= bills * rate
    rate += fallTo(left + stash)
    line.push({ hours: Number(hours), left, rate })
  }
  return { hours: undefined, hourly, line }
}

/** What all of it costs per hour at a balance (with the stash). */
export const rateAt = (all: readonly Steps[], balance: bigint): bigint =>
  all.reduce((sum, steps) => sum + (steps.find(({ above }) => balance >= above)?.due ?? 0n), 0n)

/** A discount level, and what all contracts would cost if the balance gave it to every one of them. */
export interface LevelGoal {
  level: Exclude<DiscountLevel, 'None'>
  /** Percent off. */
  percent: number
  /** The balance (with the stash) from which on every contract has it. */
  hold: bigint
  /** What all of it costs per hour at that balance. */
  hourly: bigint
  /** How many contracts have it, or a better one, now. */
  reached: number
}

/** The four levels, least first. Contracts that cost nothing have none. */
export function levelGoals(all: readonly Steps[], balance: bigint): LevelGoal[] {
  const billed = all.filter((steps) => (steps.at(-1)?.due ?? 0n) > 0n)
  return discounts.toReversed().flatMap(({ level, percent }) => {
    if (level === 'None') return []
    const each = billed.map((steps) => steps.find((step) => step.level === level)?.above ?? 0n)
    const hold = each.reduce((most, one) => (one > most ? one : most), 0n)
    const reached = each.filter((above) => balance >= above).length
    return [{ level, percent, hold, hourly: rateAt(all, hold), reached }]
  })
}

/** Units that must be there so that the money lasts so many hours; 0 where nothing costs anything. */
export function neededFor(all: readonly Steps[], stash: bigint, hours: bigint): bigint {
  const dearest = all.reduce((sum, steps) => sum + (steps.at(-1)?.due ?? 0n), 0n)
  const slope = slopeOf(all)
  const lasts = (usable: bigint) => {
    const told = fall(slope, { usable, stash }).hours
    return told === undefined || told >= hours
  }
  // without any discount it is surely enough; halved until one unit less is not
  let [little, enough] = [0n, dearest * hours]
  while (little < enough) {
    const middle = (little + enough) / 2n
    if (lasts(middle)) enough = middle
    else little = middle + 1n
  }
  return enough
}

/** The same terms with the price of a TFT changed by so many percent; bills keep it between the least and the most. */
export const atPrice = ({ policy, tftPrice }: Terms, percent: number): Terms => ({
  policy,
  tftPrice: { ...tftPrice, average: (tftPrice.average * BigInt(100 + percent) + 50n) / 100n },
})
