import { bill, discounts, type Billable, type PricingPolicy, type TftPrice } from './pricing.ts'

/** A moment of the future: hours from now, and what is left then, in TFT units. */
export interface RunwayPoint {
  hours: number
  left: bigint
}

export interface Runway {
  /** Whole hours that the money pays for everything; undefined when nothing costs anything. */
  hours: bigint | undefined
  /** What all of it costs per hour at first, in TFT units, before discounts are lost. */
  hourly: bigint
  /** From now to the end, with a point wherever a discount is lost and things become dearer. */
  line: readonly RunwayPoint[]
}

/** What an hour of one contract costs at each balance: steps, richest first; `above` is inclusive. */
interface Step {
  above: bigint
  due: bigint
}

/**
 * When the money runs out, if prices and contracts stay as they are. Every contract has its own discount,
 * which is judged by the whole balance at each bill: as the money goes, one after another loses it. `usable`
 * is what can pay, `stash` what only counts for discounts; both in TFT units.
 */
export function runway(
  contracts: readonly Billable[],
  terms: { policy: PricingPolicy; tftPrice: TftPrice },
  { usable, stash }: { usable: bigint; stash: bigint },
): Runway {
  const all = contracts.map((contract) => stepsOf(contract, terms))
  const cost = (balance: bigint) => all.reduce((sum, steps) => sum + dueAt(steps, balance), 0n)
  // the balances at which something becomes dearer, richest first
  const edges = [...new Set(all.flatMap((steps) => steps.map(({ above }) => above - stash)))]
    .filter((edge) => edge > 0n && edge <= usable)
    .sort((a, b) => (a < b ? 1 : -1))
  const hourly = cost(usable + stash)
  const line: RunwayPoint[] = [{ hours: 0, left: usable }]
  let left = usable
  let hours = 0n
  for (const edge of [...edges, 0n]) {
    const rate = cost(left + stash)
    if (rate === 0n) continue
    if (edge === 0n) {
      hours += left / rate
      line.push({ hours: Number(hours), left: left % rate })
      return { hours, hourly, line }
    }
    // the bills at this rate: the one that goes below the edge is the last
    if (left < edge) continue
    const bills = (left - edge) / rate + 1n
    if (bills * rate > left) continue // the money ends first: the last part says when
    hours += bills
    left -= bills * rate
    line.push({ hours: Number(hours), left })
  }
  return { hours: undefined, hourly, line }
}

function stepsOf(contract: Billable, terms: Parameters<typeof runway>[1]): Step[] {
  const at = { seconds: 3600n }
  const { monthly } = bill(contract, terms, { ...at, balance: 0n })
  const steps = discounts.map(({ months }) => {
    // half months are the smallest step there is
    const above = (monthly * BigInt(months * 2) + 1n) / 2n
    return { above, due: bill(contract, terms, { ...at, balance: above }).total }
  })
  return [...steps, { above: 0n, due: bill(contract, terms, { ...at, balance: 0n }).total }]
}

const dueAt = (steps: readonly Step[], balance: bigint): bigint =>
  steps.find(({ above }) => balance >= above)?.due ?? 0n
