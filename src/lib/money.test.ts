import { expect, test } from 'vitest'
import { amount } from './money.ts'

test('units become decimals without a float in between', () => {
  expect(amount(12_345_678_901n, 2)).toBe('1,234.57')
  expect(amount(12_345_678_901n, 7)).toBe('1,234.5678901')
  expect(amount(9_999_999n, 0)).toBe('1')
  expect(amount(-25_000_000n, 1)).toBe('-2.5')
  expect(amount(2n ** 90n, 2)).toBe('123,794,003,928,538,027,489.91')
})
