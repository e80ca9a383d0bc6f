import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { exists, mostToSend, type Money, type Plan, sum, tft, whyNot } from './transfer.ts'

const TFT = 10_000_000n
const money = (free: bigint, rest: Partial<Money> = {}): Money => ({
  free,
  reserved: 0n,
  frozen: 0n,
  usable: free,
  nonce: 1,
  ...rest,
})
const plan = (units: bigint, rest: Partial<Plan> = {}): Plan => ({
  from: { address: 'payer', money: money(10n * TFT) },
  to: { address: 'other', money: money(TFT) },
  units,
  fee: 10_144n,
  existentialDeposit: 500n,
  ...rest,
})

test('an amount that leaves the account alive may be sent', () => {
  expect(whyNot(plan(9n * TFT))).toBeUndefined()
  expect(whyNot(plan(10n * TFT - 10_144n - 500n))).toBeUndefined()
})

test('one unit more is too much, and it is said what is the most and why', () => {
  expect(whyNot(plan(10n * TFT - 10_144n - 499n))).toEqual({
    field: 'amount',
    why: '9.9989356 TFT is the most: 0.0010144 TFT go for the fee, and 0.00005 TFT must stay.',
  })
})

test('the account that pays is no recipient', () => {
  expect(whyNot(plan(TFT, { to: { address: 'payer', money: undefined } }))).toMatchObject({
    field: 'to',
    why: 'This is the account that pays. Choose another.',
  })
})

test('a new account begins with the existential deposit at least', () => {
  const fresh = { address: 'new', money: money(0n, { nonce: 0 }) }
  expect(whyNot(plan(499n, { to: fresh }))?.why).toContain('it needs 0.00005 TFT at least')
  expect(whyNot(plan(500n, { to: fresh }))).toBeUndefined()
  expect(whyNot(plan(1n))).toBeUndefined()
})

test('nothing, and more than nothing from an account that has none, are refused', () => {
  expect(whyNot(plan(0n))?.why).toBe('The amount must be above 0.')
  const poor = { address: 'payer', money: money(600n) }
  expect(whyNot(plan(1n, { from: poor }))?.why).toMatch(/^Nothing can be sent/)
})

test('what locks hold stays, and what is reserved is not counted twice', () => {
  expect(mostToSend(money(10n * TFT, { frozen: 4n * TFT }), 500n, 0n)).toBe(6n * TFT)
  expect(mostToSend(money(10n * TFT, { frozen: 4n * TFT, reserved: 4n * TFT }), 500n, 0n)).toBe(
    10n * TFT - 500n,
  )
})

test('whatever can be sent leaves the least that must stay', () => {
  const amounts = fc.bigInt(0n, 100n * TFT)
  fc.assert(
    fc.property(amounts, amounts, amounts, (free, reserved, frozen) => {
      const most = mostToSend(money(free, { reserved, frozen }), 500n, 10_144n)
      expect(most).toBeGreaterThanOrEqual(0n)
      if (most > 0n) expect(free - most - 10_144n).toBeGreaterThanOrEqual(500n)
    }),
  )
})

test('an account without any money is not on the chain', () => {
  expect(exists(money(0n))).toBe(false)
  expect(exists(money(0n, { reserved: 5n }))).toBe(true)
})

test('amounts have as many decimals as they need', () => {
  expect(tft(125n * TFT)).toBe('125.00 TFT')
  expect(tft(500n)).toBe('0.00005 TFT')
  expect(tft(12_345n * TFT + 1n)).toBe('12,345.0000001 TFT')
  expect(sum(12_345n)).toBe('0.0012345')
  expect(sum(0n)).toBe('0.00')
  expect(sum(2_480n * TFT)).toBe('2,480.00')
})
