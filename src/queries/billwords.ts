import { discounts } from '#chain/pricing.ts'
import type { GridBill } from '#gridproxy/schemas.ts'
import { amount as money } from '#lib/money.ts'
import { longSpan } from '#lib/time.ts'

/** A bill and what it says: amounts in TFT units, times in Unix seconds. */
export interface ToldBill {
  /** What the period began with: the bill before, or the contract's making; undefined where neither is known. */
  from: number | undefined
  to: number
  amount: bigint
  /** As the chain names it: None, Default, Bronze, Silver, Gold. */
  level: string
  /** Percent off. */
  percent: number
  /** What an hour of the period cost; undefined where its length is not known. */
  hourly: bigint | undefined
  /** What is different from the bill before and why, most likely; a sentence each, none where nothing is. */
  why: string[]
  /** Whether it wants a second look. */
  kind: 'plain' | 'changed' | 'settled'
}

const HOUR = 3600n
/** Bills come once an hour; where this much more passed, some were not made. */
const LATE_S = 9_000
/** What rounding and the length of an hour of blocks explain. */
const SAME = 0.004
/** The price of a TFT moves by a little; what a contract uses, by more. */
const PRICE = 0.25

const percentOf = (level: string) => discounts.find((one) => one.level === level)?.percent ?? 0

/**
 * Each bill in words, newest first as they come. The index keeps amount, discount and time of a bill only
 * (facts: grid-services.md A.7), so what changed is reckoned: the discount is undone, and what is left is
 * compared with the bills beside it. `fixed` is what no discount touches, TFT units an hour (a farmer's fee).
 * `createdAt` counts only where `whole`: the last of these is the first that was ever made. `cancelled`: the
 * newest was made as the contract was ended.
 */
export function billsInWords(
  given: readonly GridBill[],
  {
    createdAt,
    whole,
    fixed = 0n,
    cancelled = false,
  }: { createdAt: number; whole: boolean; fixed?: bigint; cancelled?: boolean },
): ToldBill[] {
  const seen = new Set<number>()
  const bills = given.filter(({ timestamp }) => !seen.has(timestamp) && seen.add(timestamp))
  const facts = bills.map((bill, i) => {
    const from = bills[i + 1]?.timestamp ?? (whole && createdAt > 0 ? createdAt : undefined)
    const seconds = from === undefined ? undefined : BigInt(Math.max(1, bill.timestamp - from))
    const hourly = seconds === undefined ? undefined : (bill.amountBilled * HOUR) / seconds
    const percent = percentOf(bill.discountReceived)
    return {
      from,
      to: bill.timestamp,
      amount: bill.amountBilled,
      level: bill.discountReceived,
      percent,
      hourly,
      /** As it would be without discount. */
      plain: hourly === undefined ? undefined : undone(hourly, percent, fixed),
      late: seconds !== undefined && Number(seconds) > LATE_S && bills[i + 1] !== undefined,
    }
  })
  return facts.map(({ from, to, amount, level, percent, hourly, late }, i) => {
    const final = cancelled && i === 0
    const why = final ? [finalWords(from, to, late)] : whyOf(facts, i, whole)
    const kind = late ? 'settled' : why.length === 0 ? 'plain' : 'changed'
    return { from, to, amount, level, percent, hourly, why, kind }
  })
}

/** The chain bills a contract a last time in the block in which it is cancelled (facts: tfchain.md section 5). */
function finalWords(from: number | undefined, to: number, late: boolean): string {
  if (from === undefined) return 'The final bill, made as the contract was cancelled.'
  const covers = longSpan(to - from)
  return late
    ? `The final bill, with what was owed: covers ${covers}, in which nothing was billed.`
    : `The final bill, made as the contract was cancelled: covers ${covers}.`
}

const undone = (hourly: bigint, percent: number, fixed: bigint): number =>
  (Number(hourly - fixed) * 100) / (100 - percent)

interface Fact extends Omit<ToldBill, 'why' | 'kind'> {
  plain: number | undefined
  late: boolean
}

/** The change from one hourly price to another, as a share; undefined where one is not known. */
function changeOf(now: Fact | undefined, before: Fact | undefined): number | undefined {
  if (now?.plain === undefined || before?.plain === undefined || before.plain <= 0) return undefined
  return now.plain / before.plain - 1
}

function whyOf(facts: readonly Fact[], i: number, whole: boolean): string[] {
  const now = facts[i]
  const last = facts[i + 1]
  if (!now) return []
  if (!last) {
    if (!whole || now.from === undefined) return []
    return [
      now.to - now.from > LATE_S
        ? `The oldest bill the grid keeps of this contract, ${longSpan(now.to - now.from)} after it was made: earlier ones may be missing.`
        : 'The first bill of this contract.',
    ]
  }
  if (now.late) {
    const span = longSpan(now.to - last.to)
    return [
      `Covers ${span}, in which nothing was billed, as in a grace period: what was owed is settled with it.`,
    ]
  }
  const told = [...levelWords(now, last)]
  // a settled debt is no measure of an hour
  const before = last.late ? facts[i + 2] : last
  if (last.late) told.push('An hour again, after what was owed had been settled.')
  const change = changeOf(now, before)
  if (change === undefined || Math.abs(change) < SAME) return told
  const next = facts[i - 1]
  const lasting = changeOf(next, now)
  const returned = changeOf(next, before)
  const earlier = changeOf(now, facts[i + 2])
  if (change > 0 && returned !== undefined && Math.abs(returned) < SAME) {
    return [...told, trafficWords(now, before)]
  }
  if (change < 0 && earlier !== undefined && Math.abs(earlier) < SAME) {
    return [...told, 'Back to what it was before the last bill’s traffic.']
  }
  if (change > 0 && lasting === undefined) {
    return [
      ...told,
      `${more(now, before)} Traffic since the last bill, or a lower price of TFT: the next bill tells which.`,
    ]
  }
  return [...told, Math.abs(change) <= PRICE ? priceWords(change) : usageWords(change)]
}

function levelWords(now: Fact, last: Fact): string[] {
  if (now.level === last.level) return []
  const named = ({ level, percent }: Fact) => (percent === 0 ? 'none' : `${level} (${percent} %)`)
  const way = now.percent > last.percent ? 'rose' : 'fell'
  const why =
    now.percent > last.percent
      ? 'the balance covers more months'
      : 'the balance covers fewer months'
  return [`Discount ${way} from ${named(last)} to ${named(now)}: ${why}.`]
}

/** By how many TFT an hour grew, as it was paid. */
function more(now: Fact, before: Fact | undefined): string {
  const extra = ((now.plain ?? 0) - (before?.plain ?? 0)) * ((100 - now.percent) / 100)
  return `${money(BigInt(Math.round(extra)), 4)} TFT more.`
}

const trafficWords = (now: Fact, before: Fact | undefined) =>
  `${more(now, before)} Most likely traffic that its node reported since the last bill.`

const percentWords = (change: number) =>
  `${(Math.abs(change) * 100).toFixed(1).replace(/\.0$/, '')} %`

/** A dearer TFT buys more: bills in TFT get smaller. */
const priceWords = (change: number) =>
  change > 0
    ? `${percentWords(change)} more TFT for the same: most likely the chain’s average price of a TFT fell.`
    : `${percentWords(change)} fewer TFT for the same: most likely the chain’s average price of a TFT rose.`

const usageWords = (change: number) =>
  change > 0
    ? `${percentWords(change)} more: most likely it uses more now, or its node is no longer rented whole.`
    : `${percentWords(change)} less: most likely it uses less now, or its node is rented whole and only addresses are billed.`
