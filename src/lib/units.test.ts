import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { bitRate, bytes, bytesIn, group, share } from './units.ts'

const KiB = 1024n
const GiB = 1n << 30n

test.each([
  [0n, '0', 'B'],
  [1023n, '1023', 'B'],
  [KiB, '1.0', 'KiB'],
  [1536n, '1.5', 'KiB'],
  [134_972_157_952n, '125.7', 'GiB'],
  [1023n * GiB, '1,023.0', 'GiB'],
  [1024n * GiB - 1n, '1.0', 'TiB'],
  [(1n << 64n) - 1n, '16.0', 'EiB'],
  [1n << 74n, '16,384.0', 'EiB'],
])('%d bytes are %s %s', (size, value, unit) => expect(bytes(size)).toEqual({ value, unit }))

test('a number of bytes counts as the bigint, fractions cut', () => {
  expect(bytes(1536.9)).toEqual(bytes(1536n))
})

test('no size is ever shown as 1024 of its own unit', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 60n) - 1n }), (size) => {
      const { value, unit } = bytes(size)
      if (unit !== 'EiB') expect(Number(value.replace(',', ''))).toBeLessThan(1024)
    }),
  )
})

test('sizes in a given unit share it', () => {
  expect(bytesIn(1536n * GiB, 'GiB')).toBe('1,536.0')
  expect(bytesIn(1536n * GiB, 'TiB')).toBe('1.5')
  expect(bytesIn(0n, 'MiB')).toBe('0.0')
})

test('thousands stand apart', () => {
  expect([0, 999, 1000, 4128, 1234567].map(group)).toEqual([
    '0',
    '999',
    '1,000',
    '4,128',
    '1,234,567',
  ])
  expect(group(18446744073709551615n)).toBe('18,446,744,073,709,551,615')
})

test.each([
  [0, '0.0', 'kbit/s'],
  [999_949, '999.9', 'kbit/s'],
  [999_960, '1.0', 'Mbit/s'],
  [941_234_567.12, '941.2', 'Mbit/s'],
  [999_999_999, '1.00', 'Gbit/s'],
  [2_350_000_000, '2.35', 'Gbit/s'],
])('%d bit/s are %s %s', (rate, value, unit) => expect(bitRate(rate)).toEqual({ value, unit }))

test('a share is drawn within its whole, over-committed or empty', () => {
  expect(share(1n, 3n)).toBeCloseTo(0.3333, 4)
  expect(share(40n, 32n)).toBe(1)
  expect(share(5n, 0n)).toBe(0)
  expect(share(-5n, 10n)).toBe(0)
  expect(share((1n << 64n) - 1n, 1n << 64n)).toBeLessThanOrEqual(1)
})
