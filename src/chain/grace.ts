import { bill, type Billable, type PricingPolicy, type TftPrice } from './pricing.ts'

/** Blocks that a contract stays alive without money: 14 days of 6 s (facts: tfchain.md section 6). */
export const GRACE_BLOCKS = 201_600n
const BLOCK_MS = 6_000

/**
 * When a contract in its grace period ends for good if nothing is paid, in milliseconds since 1970: `since`
 * is the block in which grace began, `head` the newest one, seen at `nowMs`. It may lie in the past: the end
 * comes with the first bill after it.
 */
export function graceEnds(since: bigint, head: number, nowMs: number): number {
  const left = since + GRACE_BLOCKS - BigInt(head)
  return nowMs + Number(left) * BLOCK_MS
}

/** Seconds added to those since the last bill: until money has come in and the next bill is made. */
const ALLOWANCE = 3_600n

/** What the chain keeps of a contract's payments; amounts in TFT units. */
interface Owing {
  by: 'lock' | 'reserve'
  held: bigint
  heldExtra: bigint
  overdue: bigint
  overdueExtra: bigint
  /** Unix seconds. */
  lastBilled: bigint
}

interface Terms {
  policy: PricingPolicy
  tftPrice: TftPrice
}
/** `now` in seconds of the chain's own clock, `balance` as discounts are judged by. */
interface Moment {
  now: bigint
  balance: bigint
}
interface Of {
  billable: Billable | null
  amountUnbilled: bigint
}

/** A bill of what ran since the last one, and of so many seconds more, with its traffic; TFT units. */
function runningBill(
  { lastBilled }: Owing,
  { billable, amountUnbilled }: Of,
  terms: Terms,
  { now, balance }: Moment,
  more = 0n,
): bigint {
  if (!billable) return 0n
  const what = billable.kind === 'node' ? { ...billable, amountUnbilled } : billable
  const passed = now > lastBilled ? now - lastBilled : 0n
  return bill(what, terms, { seconds: passed + more, balance }).total
}

/** What could not be paid. Until spec 149 the chain kept that and what was paid under one lock: then all that is locked. */
const carriedOf = ({ by, held, heldExtra, overdue, overdueExtra }: Owing): bigint =>
  by === 'lock' ? held + heldExtra : overdue + overdueExtra

/**
 * What a contract in its grace period takes to come out of it, in TFT units: what could not be paid, and the
 * bill that is made now, with its traffic (facts: grid-services.md section B.4).
 */
export const owedOf = (payment: Owing, of: Of, terms: Terms, at: Moment): bigint =>
  carriedOf(payment) + runningBill(payment, of, terms, at)

/** The same if the bill is made an hour from now: with that the bill may come late. */
export const owedSoon = (payment: Owing, of: Of, terms: Terms, at: Moment): bigint =>
  carriedOf(payment) + runningBill(payment, of, terms, at, ALLOWANCE)

/**
 * What the chain takes for a contract in the block in which it is cancelled: it bills it a last time, from the
 * last bill until then, with what could not be paid before (facts: tfchain.md section 5). TFT units; no more
 * than the account has is taken.
 */
export const finalBill = (payment: Owing, of: Of, terms: Terms, at: Moment): bigint =>
  payment.overdue + payment.overdueExtra + runningBill(payment, of, terms, at)
