import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pool } from '#node/schemas.ts'
import { poolRows, tiles, totals, typeName } from './storage.ts'

const pool = (name: string, type: string, size: bigint, used: bigint): Pool => ({
  name,
  type,
  size,
  used,
})

test('what is left of a pool is never negative', () => {
  const [full, odd] = poolRows([pool('a', 'ssd', 100n, 25n), pool('b', 'ssd', 100n, 130n)])
  expect(full).toMatchObject({ free: 75n, share: 0.25 })
  expect(odd).toMatchObject({ free: 0n, share: 1 })
})

test('types are kept: known ones in capitals, unknown ones as they came', () => {
  expect(['ssd', 'HDD', 'nvme-of', ''].map(typeName)).toEqual(['SSD', 'HDD', 'nvme-of', 'not told'])
})

test('totals add up by type, SSD first, and the largest piece is of one pool', () => {
  const rows = poolRows([
    pool('x', 'tape', 10n, 0n),
    pool('h', 'hdd', 500n, 100n),
    pool('a', 'ssd', 100n, 40n),
    pool('b', 'ssd', 200n, 190n),
  ])
  expect(totals(rows)).toEqual([
    { type: 'SSD', pools: 2, size: 300n, used: 230n, free: 70n, largest: 60n },
    { type: 'HDD', pools: 1, size: 500n, used: 100n, free: 400n, largest: 400n },
    { type: 'tape', pools: 1, size: 10n, used: 0n, free: 10n, largest: 10n },
  ])
})

test('tiles cover the picture, each by its weight, none over another', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 24 }),
      fc.constantFrom(0.5, 1, 4, 9),
      (weights, aspect) => {
        const drawn = tiles(weights, (weight) => weight, aspect)
        const whole = weights.reduce((a, b) => a + b, 0)
        expect(drawn).toHaveLength(weights.length)
        for (const tile of drawn) {
          expect((tile.width * tile.height) / 10_000).toBeCloseTo(tile.item / whole, 6)
          expect(tile.x).toBeGreaterThanOrEqual(-1e-6)
          expect(tile.y).toBeGreaterThanOrEqual(-1e-6)
          expect(tile.x + tile.width).toBeLessThanOrEqual(100 + 1e-6)
          expect(tile.y + tile.height).toBeLessThanOrEqual(100 + 1e-6)
        }
        for (const [i, a] of drawn.entries()) {
          for (const b of drawn.slice(i + 1)) {
            const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
            const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
            expect(wide > 1e-6 && high > 1e-6).toBe(false)
          }
        }
      },
    ),
  )
})

test('what has no size has no tile', () => {
  expect(tiles([0, 5, Number.NaN], (weight) => weight).map((tile) => tile.item)).toEqual([5])
  expect(tiles([], Number)).toEqual([])
})

test('pools without a name, or with the same one, are told apart', () => {
  const keys = poolRows([pool('', 'ssd', 1n, 0n), pool('', 'ssd', 1n, 0n)]).map(({ key }) => key)
  expect(new Set(keys).size).toBe(2)
})
