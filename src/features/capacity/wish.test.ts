import { expect, test } from 'vitest'
import type { Counters } from '#node/schemas.ts'
import { asWish, limitsOf, slidFrom } from './wish.ts'

const GIB = 1n << 30n
const zero = { cru: 0n, mru: 0n, sru: 0n, hru: 0n, ipv4u: 0n }
const counters = (cru: bigint, memory: bigint): Counters => ({
  total: { ...zero, cru, mru: memory * GIB },
  used: zero,
  system: zero,
  users: null,
  open_connections: null,
})
const pool = (type: string, size: bigint) => ({ name: type, type, size: size * GIB, used: 0n })
const search = (text: string) => new URLSearchParams(text)

test('sliders reach to what the node has, disks to the largest SSD pool in round steps', () => {
  const limits = limitsOf(counters(32n, 125n), [
    pool('ssd', 2794n),
    pool('ssd', 782n),
    pool('hdd', 9999n),
  ])
  expect(limits).toEqual({ cpu: 32, memory: 125, disk: 2790, diskStep: 10 })
})

test('a node that has nothing still has sliders', () => {
  const limits = limitsOf(counters(0n, 0n), [])
  expect(limits).toMatchObject({ cpu: 1, memory: 1, disk: 0 })
  expect(slidFrom(search(''), limits)).toEqual({ cpu: 1, memory: 1, disk: 0 })
})

test('an address sets the sliders, within what the node has', () => {
  const limits = limitsOf(counters(32n, 125n), [pool('ssd', 2794n)])
  expect(slidFrom(search('cpu=8&memory=64&disk=1234'), limits)).toEqual({
    cpu: 8,
    memory: 64,
    disk: 1230,
  })
  expect(slidFrom(search('cpu=0&memory=9999&disk=-4'), limits)).toEqual({
    cpu: 1,
    memory: 125,
    disk: 100,
  })
  expect(slidFrom(search('cpu=abc'), limits).cpu).toBe(4)
})

test('sliders are whole GiB', () => {
  expect(asWish({ cpu: 2, memory: 3, disk: 0 })).toEqual({ cpu: 2n, memory: 3n * GIB, disk: 0n })
})
