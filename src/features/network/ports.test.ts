import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIRST_PORT, freePort, LAST_PORT, pick, placeOf, PORT_COUNT, portsOf } from './ports.ts'

const all = Array.from({ length: PORT_COUNT }, (_, i) => FIRST_PORT + i)

test('the strip has 31,744 ports', () => {
  expect(PORT_COUNT).toBe(31_744)
  expect(placeOf(FIRST_PORT)).toBe(0)
  expect(placeOf(LAST_PORT)).toBe(1)
})

test('reserved ports are drawn once and in order, those outside are only counted', () => {
  expect(portsOf([9000, 2000, 9000, 80, 51_820])).toEqual({ inside: [2000, 9000], outside: 2 })
})

test('the port offered is free and lies on the strip, whatever is reserved and drawn', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 65_535 }), { maxLength: 400 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (reserved, draw) => {
        const port = freePort(reserved, (below) => Math.floor(draw * below))
        expect(port).toBeDefined()
        expect(reserved).not.toContain(port)
        expect(port).toBeGreaterThanOrEqual(FIRST_PORT)
        expect(port).toBeLessThanOrEqual(LAST_PORT)
      },
    ),
  )
})

test('each free port can be drawn, once', () => {
  const reserved = all.filter((port) => port % 1000 !== 7)
  const free = all.filter((port) => port % 1000 === 7)
  expect(free.map((_, i) => freePort(reserved, () => i))).toEqual(free)
})

test('when all are taken there is none, and the last one is found', () => {
  expect(freePort(all)).toBeUndefined()
  expect(freePort(all.slice(0, -1))).toBe(LAST_PORT)
})

test('the browser picks within bounds', () => {
  const drawn = Array.from({ length: 2000 }, () => pick(3))
  expect(new Set(drawn)).toEqual(new Set([0, 1, 2]))
})
