import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gridlines } from './ticks.ts'

const HOUR = 3_600_000
let zone: string | undefined
beforeEach(() => {
  zone = process.env.TZ
})
afterEach(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})
const at = (y: number, m: number, d: number, h = 0, min = 0, s = 0) =>
  new Date(y, m - 1, d, h, min, s).getTime()
const labels = (from: number, to: number, width: number) =>
  gridlines({ from, to }, width).map(({ label }) => label)

test('forty minutes have a line every ten, in local time', () => {
  process.env.TZ = 'Asia/Kolkata'
  expect(labels(at(2026, 11, 18, 9, 40), at(2026, 11, 18, 10, 20), 833)).toEqual([
    '09:40',
    '09:50',
    '10:00',
    '10:10',
    '10:20',
  ])
})

test('a few seconds are told to the second', () => {
  expect(labels(at(2026, 11, 18, 9, 40, 58), at(2026, 11, 18, 9, 41, 6), 800)).toEqual([
    '09:40:58',
    '09:41:00',
    '09:41:02',
    '09:41:04',
    '09:41:06',
  ])
})

test('midnight among hours names the day', () => {
  expect(labels(at(2026, 11, 18, 18), at(2026, 11, 19, 6), 240)).toEqual([
    '18:00',
    'Thu 19 Nov',
    '06:00',
  ])
})

test('days are named, weeks begin on Monday, months name the year in January', () => {
  expect(labels(at(2026, 11, 16), at(2026, 11, 19), 500)).toEqual([
    'Mon 16 Nov',
    'Tue 17 Nov',
    'Wed 18 Nov',
    'Thu 19 Nov',
  ])
  const weeks = gridlines({ from: at(2026, 10, 10), to: at(2026, 11, 8) }, 600)
  expect(weeks.map(({ label }) => label)).toEqual(['12 Oct', '19 Oct', '26 Oct', '2 Nov'])
  expect(labels(at(2025, 11, 21), at(2026, 4, 21), 700)).toEqual([
    'Dec',
    '2026',
    'Feb',
    'Mar',
    'Apr',
  ])
})

test('the hour that comes twice in autumn and the one that is left out in spring give no double line', () => {
  process.env.TZ = 'Europe/Brussels'
  for (const day of [at(2026, 10, 25), at(2026, 3, 29)]) {
    const lines = gridlines({ from: day, to: day + 6 * HOUR }, 900)
    const places = lines.map((line) => line.at)
    expect(new Set(places).size).toBe(places.length)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    for (const line of lines.slice(1)) {
      const d = new Date(line.at)
      expect(line.label).toBe(
        `${String(d.getHours()).padStart(2, '0')}:${String(d.getMinutes()).padStart(2, '0')}`,
      )
    }
  }
})

test('lines lie inside the window, in order, far enough apart, and are never more than fit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e12 }),
      fc.double({ min: 3, max: 12.5, noNaN: true }),
      fc.integer({ min: 100, max: 2400 }),
      (from, power, width) => {
        const to = from + 10 ** power
        const lines = gridlines({ from, to }, width)
        expect(lines.length).toBeLessThanOrEqual(width / 40 + 2)
        for (const [i, line] of lines.entries()) {
          expect(line.at).toBeGreaterThanOrEqual(from)
          expect(line.at).toBeLessThanOrEqual(to)
          if (i > 0) expect(line.at).toBeGreaterThan(lines[i - 1]!.at) // i > 0
        }
      },
    ),
  )
})

test('the lines stay at their moments while the window moves', () => {
  const width = 10 * 86_400_000
  const first = gridlines({ from: at(2026, 3, 2), to: at(2026, 3, 2) + width }, 1000)
  const moved = gridlines({ from: at(2026, 3, 3), to: at(2026, 3, 3) + width }, 1000)
  const both = moved.filter((line) => line.at <= at(2026, 3, 2) + width)
  expect(both.length).toBeGreaterThan(2)
  for (const line of both) expect(first).toContainEqual(line)
})
