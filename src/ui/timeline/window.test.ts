import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TimelineLane } from './data.ts'
import { CLOSEST, extentOf, isWhole, panned, wholeOf, within, zoomed } from './window.ts'

const bounds = { from: 1_000_000, to: 5_000_000 }
const inside = fc
  .tuple(fc.integer({ min: 1_000_000, max: 4_990_000 }), fc.integer({ min: CLOSEST, max: 900_000 }))
  .map(([from, width]) => within({ from, to: from + width }, bounds))
const lane = (rest: Partial<TimelineLane>): TimelineLane => ({
  id: 'a',
  name: 'a',
  remark: '',
  state: 'ok',
  spans: [],
  marks: [],
  ...rest,
})

test('zooming keeps the moment under the pointer in its place', () => {
  const window = { from: 2_000_000, to: 3_000_000 }
  const around = 2_250_000
  const near = zoomed(window, 0.5, around, bounds)
  expect(near.to - near.from).toBe(500_000)
  expect((around - near.from) / (near.to - near.from)).toBeCloseTo(0.25, 9)
})

test('zooming and panning never leave the bounds nor come closer than two seconds', () => {
  fc.assert(
    fc.property(
      inside,
      fc.double({ min: 0.0001, max: 1000, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: -9_000_000, max: 9_000_000 }),
      (window, factor, place, by) => {
        const around = window.from + place * (window.to - window.from)
        for (const next of [zoomed(window, factor, around, bounds), panned(window, by, bounds)]) {
          expect(next.from).toBeGreaterThanOrEqual(bounds.from - 1e-6)
          expect(next.to).toBeLessThanOrEqual(bounds.to + 1e-6)
          expect(next.to - next.from).toBeGreaterThanOrEqual(CLOSEST - 1e-6)
        }
      },
    ),
  )
})

test('panning keeps the width, also at the end of the history', () => {
  const window = { from: 2_000_000, to: 3_000_000 }
  expect(panned(window, 500_000, bounds)).toEqual({ from: 2_500_000, to: 3_500_000 })
  expect(panned(window, 9e9, bounds)).toEqual({ from: 4_000_000, to: 5_000_000 })
  expect(panned(window, -9e9, bounds)).toEqual({ from: 1_000_000, to: 2_000_000 })
})

test('zooming out far enough shows everything', () => {
  const far = zoomed({ from: 2_000_000, to: 3_000_000 }, 100, 2_500_000, bounds)
  expect(isWhole(far, bounds)).toBe(true)
  expect(isWhole(panned(far, 10, bounds), bounds)).toBe(true)
  expect(isWhole(zoomed(far, 0.9, 2_500_000, bounds), bounds)).toBe(false)
})

test('the whole goes from a little before the first event to now, or to what is told to be later', () => {
  const spans = [{ id: 's', from: 100_000, to: null, look: 'ok' as const, label: '' }]
  const ticks = [{ at: 50_000, label: 'v0' }]
  const data = { lanes: [lane({ spans })], ticks, now: 1_050_000 }
  expect(extentOf(data)).toEqual({ from: 50_000, to: 1_050_000 })
  const whole = wholeOf(data)
  expect(whole.to).toBe(1_050_000)
  expect(whole.from).toBeLessThan(50_000)
  expect(extentOf({ ...data, ticks: [{ at: 2_000_000, label: 'v9' }] }).to).toBe(2_000_000)
})

test('a history without events is still a window with a width', () => {
  const whole = wholeOf({ lanes: [], ticks: [], now: 1_000_000 })
  expect(whole.to - whole.from).toBeGreaterThan(0)
  expect(Number.isFinite(whole.from)).toBe(true)
})
