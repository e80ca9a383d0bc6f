import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { usageOf, type Unit } from './capacity.ts'
import { isLight } from './features.ts'

const of = (n: bigint) => ({ cru: n, sru: n, hru: n, mru: n, ipv4u: n })
const counters = (total: bigint, used: bigint, system: bigint) => ({
  total: of(total),
  used: of(used),
  system: of(system),
  users: null,
  open_connections: null,
})

test('used is what the node keeps plus what workloads reserved, the rest is free', () => {
  expect(usageOf(counters(100n, 40n, 10n), 'mru')).toEqual({
    total: 100n,
    used: 40n,
    system: 10n,
    user: 30n,
    free: 60n,
    over: 0n,
  })
})

test('threads promised more often than they exist leave nothing free, and never less', () => {
  expect(usageOf(counters(32n, 40n, 0n), 'cru')).toMatchObject({ free: 0n, over: 8n, user: 40n })
})

test('addresses have no total, so none is free and none too many', () => {
  expect(usageOf(counters(0n, 3n, 0n), 'ipv4u')).toMatchObject({ user: 3n, free: 0n, over: 0n })
})

test('whatever a node tells, no share is negative', () => {
  const n = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })
  const unit = fc.constantFrom<Unit[]>('cru', 'mru', 'sru', 'hru', 'ipv4u')
  fc.assert(
    fc.property(n, n, n, unit, (total, used, system, unit) => {
      for (const share of Object.values(usageOf(counters(total, used, system), unit))) {
        expect(share).toBeGreaterThanOrEqual(0n)
      }
    }),
  )
})

test('a node is light by its features; an old or unread one is full', () => {
  expect(isLight(['zmachine-light', 'network-light'])).toBe(true)
  expect(isLight(['zmachine', 'network'])).toBe(false)
  expect(isLight([])).toBe(false)
  expect(isLight(null)).toBe(false)
})
