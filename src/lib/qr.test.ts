import { md5 } from '@noble/hashes/legacy.js'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { text as textOf, toHex, utf8 } from './bytes.ts'
import { qr } from './qr.ts'

const picture = (modules: boolean[][]) =>
  modules.map((row) => row.map((dark) => (dark ? '1' : '0')).join('')).join('\n')

test.each([
  ['ZOS', 21, '1cf7728f9708b87873b8e155da0de8dc'],
  // with the version written in it, and with blocks of two lengths
  ['x'.repeat(122), 45, 'a035e6163776a19f8647194a4b9a80c7'],
  ['y'.repeat(300), 69, '5cfd5cb2fbd21490d2fc34805b359634'],
])('%s is the code that another reader read back', (said, size, digest) => {
  // read by jsQR 1.4.0 when this was written, as were 45 texts of all lengths up to 2,331 bytes
  const modules = qr(said)
  expect(modules).toHaveLength(size)
  expect(toHex(md5(utf8(picture(modules))))).toBe(digest)
})

const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

/** Reads a code of version 1, which has one block and no alignment pattern. */
function readSmall(modules: boolean[][]): string {
  const dark = (x: number, y: number) => modules[y]?.[x] === true
  // bits 12, 11 and 10 of the format, as ISO/IEC 18004 figure 25 has them, and its mask 101
  const format = [2, 3, 4].map((x) => Number(dark(x, 8))).reduce((n, bit) => (n << 1) | bit, 0)
  const mask = MASKS[format ^ 0b101]
  const fixed = (x: number, y: number) =>
    x === 6 || y === 6 || (x < 9 && y < 9) || (x > 12 && y < 9) || (x < 9 && y > 12)
  const bits: number[] = []
  let up = true
  for (const right of [20, 18, 16, 14, 12, 10, 8, 5, 3, 1]) {
    for (let step = 0; step < 21; step++) {
      const y = up ? 20 - step : step
      for (const x of [right, right - 1]) {
        if (!fixed(x, y)) bits.push(dark(x, y) !== mask?.(x, y) ? 1 : 0)
      }
    }
    up = !up
  }
  const word = (at: number, count: number) =>
    bits.slice(at, at + count).reduce((n, bit) => (n << 1) | bit, 0)
  expect(word(0, 4)).toBe(4)
  const length = word(4, 8)
  return textOf(Uint8Array.from({ length }, (_, i) => word(12 + 8 * i, 8)))
}

test('what is written can be read', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 14, unit: 'grapheme-ascii' }), (said) => {
      expect(readSmall(qr(said))).toBe(said)
    }),
    { numRuns: 40 },
  )
  expect(readSmall(qr('Grüße 🦊'))).toBe('Grüße 🦊')
})

test('a text of more than 2,331 bytes has no code', () => {
  expect(qr('x'.repeat(2331))).toHaveLength(177)
  expect(() => qr('x'.repeat(2332))).toThrow(RangeError)
})
