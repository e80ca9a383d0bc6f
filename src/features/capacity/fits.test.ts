import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Counters, Pool } from '#node/schemas.ts'
import { fits, largestDisk, leastRoot, mostCpu, obstacleWords, type Wish } from './fits.ts'

const GIB = 1n << 30n
const MIB = 1n << 20n
const zero = { cru: 0n, mru: 0n, sru: 0n, hru: 0n, ipv4u: 0n }
const counters = (usedMemory: bigint, usedCpu = 0n, threads = 32n): Counters => ({
  total: { ...zero, cru: threads, mru: 128n * GIB, sru: 4000n * GIB },
  used: { ...zero, cru: usedCpu, mru: usedMemory },
  system: { ...zero, mru: 13n * GIB },
  users: null,
  open_connections: null,
})
const pool = (name: string, size: bigint, used = 0n, type = 'ssd'): Pool => ({
  name,
  type,
  size: size * GIB,
  used: used * GIB,
})
const wish = (cpu: bigint, memoryGib: bigint, diskGib = 0n): Wish => ({
  cpu,
  memory: memoryGib * GIB,
  disk: diskGib * GIB,
})
const whats = (fit: ReturnType<typeof fits>) => fit.obstacles.map(({ what }) => what)

test('root is 500 MiB below 8 GiB x threads and 2 GiB from there', () => {
  expect(leastRoot(1n, 8n * GIB - 1n)).toBe(500n * MIB)
  expect(leastRoot(1n, 8n * GIB)).toBe(2n * GIB)
  expect(leastRoot(4n, 2n * GIB)).toBe(2n * GIB)
  expect(leastRoot(2n, GIB)).toBe(500n * MIB)
})

test('a modest machine fits, its disk in the smallest pool that holds it', () => {
  const fit = fits(
    counters(64n * GIB),
    [pool('big', 2000n), pool('small', 200n)],
    wish(4n, 16n, 100n),
  )
  expect(fit).toMatchObject({ fits: true, root: 2n * GIB })
  expect(fit.diskPool?.name).toBe('small')
  expect(fit.pools.map(({ holds }) => holds)).toEqual([true, true])
})

test('free space does not join over pools', () => {
  const fit = fits(counters(0n), [pool('a', 100n, 81n), pool('b', 100n, 81n)], wish(1n, 1n, 22n))
  expect(whats(fit)).toEqual(['disk'])
  expect(fit.obstacles.map(obstacleWords)).toEqual([
    'Needs 22.0 GiB in one SSD pool; the largest free piece is 19.0 GiB.',
  ])
})

test('the root disk counts: a pool that the data disk fills to the brim has no room for it', () => {
  const full = fits(counters(0n), [pool('a', 100n)], wish(4n, 16n, 100n))
  expect(whats(full)).toEqual(['root'])
  const beside = fits(counters(0n), [pool('a', 100n), pool('b', 2n)], wish(4n, 16n, 100n))
  expect(beside.fits).toBe(true)
  expect([beside.diskPool?.name, beside.rootPool?.name]).toEqual(['a', 'b'])
})

test('memory is what is not used, and threads are those of the node however many are promised', () => {
  expect(whats(fits(counters(120n * GIB, 40n), [pool('a', 50n)], wish(32n, 8n)))).toEqual([])
  expect(whats(fits(counters(120n * GIB + 1n), [pool('a', 50n)], wish(1n, 8n)))).toEqual(['memory'])
  expect(whats(fits(counters(0n), [pool('a', 50n)], wish(33n, 8n)))).toEqual(['cpu'])
})

test('a machine has at most 255 threads and at least 250 MiB', () => {
  expect(mostCpu(counters(0n, 0n, 512n))).toBe(255n)
  const tiny = fits(counters(0n), [pool('a', 50n)], { cpu: 1n, memory: 249n * MIB, disk: 0n })
  expect(whats(tiny)).toEqual(['memory-least'])
})

test('disks live on SSD only, and without any not even the root has a place', () => {
  const fit = fits(counters(0n), [pool('slow', 4000n, 0n, 'hdd')], wish(1n, 1n))
  expect(whats(fit)).toEqual(['root'])
  expect(fit.obstacles.map(obstacleWords)[0]).toMatch(/^No SSD pool has room/)
  expect(largestDisk([pool('slow', 4000n, 0n, 'hdd')], 'ssd')).toBeNull()
  expect(largestDisk([pool('slow', 4000n, 1n, 'HDD')], 'hdd')).toBe(3999n * GIB)
})

test('a pool that tells of more used than it holds has nothing free', () => {
  expect(largestDisk([pool('a', 10n, 12n)], 'ssd')).toBe(0n)
})

test('what fits does so by every rule, and asking for less never fails', () => {
  const pools = fc.array(
    fc.record({ size: fc.bigInt({ min: 0n, max: 400n }), used: fc.bigInt({ min: 0n, max: 420n }) }),
    { maxLength: 5 },
  )
  fc.assert(
    fc.property(
      pools,
      fc.bigInt({ min: 0n, max: 128n }),
      fc.bigInt({ min: 1n, max: 40n }),
      fc.bigInt({ min: 1n, max: 130n }),
      fc.bigInt({ min: 0n, max: 420n }),
      (made, used, cpu, memory, disk) => {
        const list = made.map(({ size, used }, i) => pool(`p${i}`, size, used))
        const fit = fits(counters(used * GIB), list, wish(cpu, memory, disk))
        if (!fit.fits) return
        expect(cpu).toBeLessThanOrEqual(32n)
        expect(memory * GIB).toBeLessThanOrEqual(128n * GIB - used * GIB)
        const taken = new Map<string, bigint>()
        const take = (place: Pool | undefined, size: bigint) =>
          place && taken.set(place.name, (taken.get(place.name) ?? 0n) + size)
        take(fit.diskPool, disk * GIB)
        take(fit.rootPool, fit.root)
        expect(fit.rootPool).toBeDefined()
        expect(fit.diskPool === undefined).toBe(disk === 0n)
        for (const each of list) {
          const free = each.size - each.used
          expect(taken.get(each.name) ?? 0n).toBeLessThanOrEqual(free > 0n ? free : 0n)
        }
        expect(fits(counters(used * GIB), list, wish(1n, 1n, disk / 2n)).fits).toBe(true)
      },
    ),
  )
})
