import { expect, test } from 'vitest'
import { dayTicks, moneyTicks, runwayText, shift } from './runway.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOON = new Date(2026, 10, 21, 12).getTime()

test('amounts at the axis are round, from nothing up to what is there', () => {
  expect(moneyTicks(2480)).toEqual([0, 1000, 2000])
  expect(moneyTicks(9)).toEqual([0, 5])
  expect(moneyTicks(0.00004)).toEqual([0, 0.00002, 0.00004])
  for (const most of [1, 7, 13, 99, 100, 101, 5e6, 0.4]) {
    const ticks = moneyTicks(most)
    expect(ticks.length).toBeGreaterThanOrEqual(2)
    expect(ticks.length).toBeLessThanOrEqual(5)
    expect(ticks.at(-1)).toBeLessThanOrEqual(most)
  }
})

test('days at the axis are midnights, as many as there is room for, over hours as over centuries', () => {
  for (const span of [5 * HOUR, 3 * DAY, 40 * DAY, 400 * DAY, 9000 * DAY, 90_000 * DAY]) {
    const ticks = dayTicks(NOON, NOON + span, 6)
    expect(ticks.length).toBeLessThanOrEqual(7)
    for (const { at } of ticks) {
      expect(new Date(at).getHours()).toBe(0)
      expect(at).toBeGreaterThan(NOON)
      expect(at).toBeLessThan(NOON + span)
    }
  }
  expect(dayTicks(NOON, NOON + 3 * DAY, 6).map(({ label }) => label)).toEqual([
    '22 Nov',
    '23 Nov',
    '24 Nov',
  ])
  expect(dayTicks(NOON, NOON + 1000 * DAY, 4)[0]?.label).toBe('Nov 2026')
})

test('the chart is told in words: from what, to when, what is lost, and the end', () => {
  const at = (days: number) => NOON + days * DAY
  const line = [
    { at: at(0), left: 24_800_000_000n, rate: 1n },
    { at: at(10), left: 10_000_000_000n, rate: 2n },
    { at: at(20), left: 0n, rate: 2n },
  ]
  expect(runwayText({ now: NOON, line, endsAt: at(20), graceEndsAt: at(34) })).toBe(
    'From 2,480.00 TFT now to nothing in 20 d 0 h, on 11 December 2026. Discounts are lost at 1 point. Contracts that nobody pays for end on 25 December 2026.',
  )
  const first = { label: 'archive, contract 7', at: at(11) }
  expect(runwayText({ now: NOON, line, endsAt: at(20), graceEndsAt: at(34), first })).toContain(
    'Without money, archive, contract 7 ends about 2 December 2026, the others on 25 December 2026.',
  )
})

test('how far the end moves is told in days, or hours where it is less than one', () => {
  expect(shift(12 * DAY)).toBe('+12 d')
  expect(shift(-3 * HOUR)).toBe('−3 h')
  expect(shift(1234 * DAY)).toBe('+1,234 d')
  expect(shift(60_000)).toBe('no change')
})
