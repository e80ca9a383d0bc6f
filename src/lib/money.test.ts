import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { amount, exactAmount, readAmount, exact } from './money.ts'

test('units become decimals without a float in between', () => {
  expect(amount(12_345_678_901n, 2)).toBe('1,234.57')
  expect(amount(12_345_678_901n, 7)).toBe('1,234.5678901')
  expect(amount(9_999_999n, 0)).toBe('1')
  expect(amount(-25_000_000n, 1)).toBe('-2.5')
  expect(amount(2n ** 90n, 2)).toBe('123,794,003,928,538,027,489.91')
})

test('what a person types is read exactly, to the last unit', () => {
  expect(readAmount('1204.5')).toEqual({ units: 12_045_000_000n })
  expect(readAmount(' 0.0000001 ')).toEqual({ units: 1n })
  expect(readAmount('.5')).toEqual({ units: 5_000_000n })
  expect(readAmount('12.')).toEqual({ units: 120_000_000n })
  expect(readAmount('9007199254740993.0000001')).toEqual({ units: 90_071_992_547_409_930_000_001n })
})

test.each(['', '.', 'abc', '-1', '+1', '1e3', '0x10', '1 000', '1,5', '1.2.3', '0.00000001'])(
  'what is no amount is told: %j',
  (typed) => expect(readAmount(typed)).toEqual({ wrong: expect.any(String) }),
)

test('every amount survives its field', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 26n), (units) => {
      expect(readAmount(exactAmount(units))).toEqual({ units })
    }),
  )
})

test('an exact amount has every digit that counts, and two places at least', () => {
  expect([0n, 1n, 125_000_000n, 21_356n, 10_000_000n, -1_2345670n].map(exact)).toEqual([
    '0.00',
    '0.0000001',
    '12.50',
    '0.0021356',
    '1.00',
    '-1.234567',
  ])
})
