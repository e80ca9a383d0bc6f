import { expect, test } from 'vitest'
import { finalBill, graceEnds, owedOf, owedSoon } from './grace.ts'
import { machineOf, termsAt } from './testing.ts'

const terms = termsAt(50n)
/** Vector P01: 0.1075 TFT an hour without discount (facts: grid-services.md section B.5). */
const machine = machineOf(1n, 2n, 15n)
const payment = {
  by: 'reserve',
  held: 7n,
  heldExtra: 1n,
  overdue: 3_000_000n,
  overdueExtra: 500_000n,
  lastBilled: 1_000_000n,
} as const
const broke = { now: 1_000_000n, balance: 0n }

test('grace ends fourteen days of blocks after it began', () => {
  expect(graceEnds(100n, 100, 0)).toBe(14 * 86_400_000)
  expect(graceEnds(100n, 201_800, 5_000)).toBe(5_000 - 600_000)
})

test('what is owed is what was not paid and the bill of now; an hour later it is an hour more', () => {
  const of = { billable: machine, amountUnbilled: 0n }
  expect(owedOf(payment, of, terms, broke)).toBe(3_500_000n)
  expect(owedSoon(payment, of, terms, broke)).toBe(3_500_000n + 1_075_000n)
  const later = { now: 1_007_200n, balance: 0n }
  expect(owedOf(payment, of, terms, later)).toBe(3_500_000n + 2n * 1_075_000n)
  expect(owedSoon(payment, of, terms, later)).toBe(3_500_000n + 3n * 1_075_000n)
  // a clock that is behind the last bill adds nothing
  expect(owedSoon(payment, of, terms, { now: 0n, balance: 0n })).toBe(3_500_000n + 1_075_000n)
})

test('traffic that was not billed yet is in it, and so is the discount that the balance earns', () => {
  const traffic = { billable: machine, amountUnbilled: 50_000n }
  expect(owedSoon(payment, traffic, terms, broke)).toBe(3_500_000n + 1_075_000n + 1_000_000n)
  const rich = { now: 1_000_000n, balance: 10n ** 12n }
  expect(owedSoon(payment, { ...traffic, amountUnbilled: 0n }, terms, rich)).toBe(
    3_500_000n + 430_000n,
  )
})

test('what costs nothing now owes what it owed, and under a lock all of the lock is owed', () => {
  const free = { billable: null, amountUnbilled: 0n }
  expect(owedSoon(payment, free, terms, broke)).toBe(3_500_000n)
  expect(owedOf({ ...payment, by: 'lock' }, free, terms, broke)).toBe(8n)
})

test('the last bill is the part of an hour that ran, and what was owed; what lies aside is paid already', () => {
  const of = { billable: machine, amountUnbilled: 0n }
  const half = { now: 1_001_800n, balance: 0n }
  expect(finalBill(payment, of, terms, half)).toBe(3_500_000n + 537_500n)
  const locked = { ...payment, by: 'lock', overdue: 0n, overdueExtra: 0n } as const
  expect(finalBill(locked, of, terms, half)).toBe(537_500n)
  expect(finalBill(payment, { ...of, billable: null }, terms, half)).toBe(3_500_000n)
})
