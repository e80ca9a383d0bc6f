import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ago, longSpan, span, stamp } from './time.ts'

const said = (seconds: number) => {
  const { value, unit } = span(seconds)
  return `${value} ${unit}`
}

test.each([
  [-5, '0.0 s'],
  [0, '0.0 s'],
  [0.42, '0.4 s'],
  [9.99, '9.9 s'],
  [10, '10 s'],
  [59.9, '59 s'],
  [60, '1 min'],
  [3599, '59 min'],
  [3600, '1 h'],
  [86_399, '23 h'],
  [86_400, '1 d'],
  [41 * 86_400 + 5, '41 d'],
])('a span of %d s is %s', (seconds, text) => expect(said(seconds)).toBe(text))

test('a tenth of a second is said as it is', () => {
  for (let tenths = 0; tenths < 100; tenths++) {
    expect(said(tenths / 10)).toBe(`${(tenths / 10).toFixed(1)} s`)
  }
})

test('a longer span is never said to be shorter', () => {
  const weight = { s: 1, min: 60, h: 3600, d: 86_400 }
  const size = (seconds: number) => {
    const { value, unit } = span(seconds)
    // span gives no other unit than these four
    return Number(value) * weight[unit as keyof typeof weight]
  }
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(100_000), (a, more) => {
      expect(size((a + more) / 10)).toBeGreaterThanOrEqual(size(a / 10))
    }),
  )
})

test('a lifetime is said in its two largest units', () => {
  expect(longSpan(41 * 86_400 + 6 * 3600 + 59)).toBe('41 d 6 h')
  expect(longSpan(3 * 3600 + 60)).toBe('3 h 1 min')
  expect(longSpan(125)).toBe('2 min')
  expect(longSpan(59.9)).toBe('59 s')
  expect(longSpan(-3)).toBe('0 s')
})

test('an age is said in one unit, and a clock that runs ahead says just now', () => {
  expect(ago(-100)).toBe('just now')
  expect(ago(0.9)).toBe('just now')
  expect(ago(5.7)).toBe('5 s ago')
  expect(ago(59)).toBe('59 s ago')
  expect(ago(3 * 3600 + 1)).toBe('3 h ago')
})

test('a stamp is local time to the second, and a dash for what is no date', () => {
  expect(stamp(new Date(2026, 10, 21, 4, 3, 5).getTime())).toBe('2026-11-21 04:03:05')
  expect(stamp(NaN)).toBe('—')
  expect(stamp(1e23)).toBe('—')
})
