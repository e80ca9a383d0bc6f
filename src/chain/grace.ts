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

/**
 * What a contract in its grace period takes to come out of it, in TFT units: what could not be paid, and the
 * bill that is made now, with its traffic and an hour to spare (facts: grid-services.md section B.4). Until
 * spec 149 the chain kept what was paid and what was not under one lock: then all that is locked.
 * `now` in seconds of the chain's own clock, `balance` as discounts are judged by.
 */
export function overdueOf(
  payment: Owing,
  { billable, amountUnbilled }: { billable: Billable | null; amountUnbilled: bigint },
  terms: { policy: PricingPolicy; tftPrice: TftPrice },
  at: { now: bigint; balance: bigint },
): bigint {
  const { by, held, heldExtra, overdue, overdueExtra, lastBilled } = payment
  const carried = by === 'lock' ? held + heldExtra : overdue + overdueExtra
  if (!billable) return carried
  const what = billable.kind === 'node' ? { ...billable, amountUnbilled } : billable
  const passed = at.now > lastBilled ? at.now - lastBilled : 0n
  return carried + bill(what, terms, { seconds: passed + ALLOWANCE, balance: at.balance }).total
}
