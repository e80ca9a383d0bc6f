import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDeployment } from '#gridtypes/deployment.ts'
import type { Counters, Pool } from '#node/schemas.ts'
import { composeMachine, freshMachine, withImage } from '#deploy/compose/machine.ts'
import { ownImage, vmImages } from '#deploy/compose/images.ts'
import { countingRandom, netPlace, owner } from '#deploy/compose/testing.ts'
import { largestBeside, largestPossible, leastRoot } from './largest.ts'
import { largestPiece, pack, piecesOf, type Piece } from './pack.ts'

const GIB = 1n << 30n
const pool = (name: string, size: number, used = 1, type = 'ssd'): Pool => ({
  name,
  type,
  size: BigInt(size) * GIB,
  used: BigInt(used) * GIB,
})
const piece = (name: string, gib: number, on: Piece['on'] = 'ssd'): Piece => ({
  name,
  what: on === 'ssd' ? 'disk' : 'namespace',
  on,
  size: BigInt(gib) * GIB,
})
const where = (packing: ReturnType<typeof pack>) =>
  Object.fromEntries(
    packing.loads.flatMap((load) => load.pieces.map(({ name }) => [name, load.pool.name])),
  )

test('a node puts each disk where most room is left', () => {
  const packing = pack([piece('d1', 50), piece('d2', 40)], [pool('a', 101), pool('b', 81)])
  expect(packing.verdict).toBe('fits')
  // 100 and 80: the first into a, then b has more
  expect(where(packing)).toEqual({ d1: 'a', d2: 'b' })
})

test('what only fits in another order than the node’s is tight', () => {
  // roots come after disks, so the small disk takes the room that the large root needs
  const packing = pack([piece('small', 20), piece('root', 100)], [pool('a', 101), pool('b', 31)])
  expect(packing.verdict).toBe('tight')
  expect(where(packing)).toEqual({ root: 'a', small: 'b' })
  expect(packing.homeless).toEqual([])
})

test('free space does not join over pools, and what finds no place is named', () => {
  const packing = pack([piece('d', 22)], [pool('a', 20), pool('b', 20)])
  expect(packing).toMatchObject({ verdict: 'no', homeless: [{ name: 'd' }] })
  expect(largestPiece([pool('a', 20), pool('b', 20)], 'ssd')).toBe(19n * GIB)
})

test('SSD and HDD are apart', () => {
  const pools = [pool('s', 100), pool('h', 1000, 1, 'HDD')]
  expect(pack([piece('z', 500, 'hdd')], pools).verdict).toBe('fits')
  expect(pack([piece('d', 500)], pools).verdict).toBe('no')
  expect(pack([piece('z', 500, 'hdd')], [pool('s', 1000)]).homeless).toHaveLength(1)
  expect(pack([], []).verdict).toBe('fits')
})

test('a pool at rest is woken only where no other has room', () => {
  const pools = [pool('rests', 1000, 0), pool('runs', 100)]
  expect(where(pack([piece('d1', 60), piece('d2', 60)], pools))).toEqual({
    d1: 'runs',
    d2: 'rests',
  })
})

/** Every way there is, for a few pieces. */
function fitsSomehow(sizes: bigint[], free: bigint[]): boolean {
  const [size, ...rest] = sizes
  if (size === undefined) return true
  return free.some((room, i) => room >= size && fitsSomehow(rest, free.with(i, room - size)))
}

test('a packing holds every piece once and overfills no pool, and "no" is true', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 4 }),
      (sizes, frees) => {
        const pieces = sizes.map((size, i) => piece(`p${i}`, size))
        const packing = pack(
          pieces,
          frees.map((free, i) => pool(`q${i}`, free + 1)),
        )
        const possible = fitsSomehow(
          sizes.map(BigInt),
          frees.map((free) => BigInt(free)),
        )
        expect(packing.verdict === 'no').toBe(!possible)
        for (const { free, left, pieces: inside } of packing.loads) {
          expect(left).toBeGreaterThanOrEqual(0n)
          expect(free - left).toBe(inside.reduce((sum, { size }) => sum + size, 0n))
        }
        const placed = packing.loads.flatMap((load) => load.pieces).length
        expect(placed + packing.homeless.length).toBe(pieces.length)
      },
    ),
    { numRuns: 300 },
  )
})

test('many equal pieces and pools are judged at once', () => {
  const pieces = Array.from({ length: 40 }, (_, i) => piece(`p${i}`, 7))
  const pools = Array.from({ length: 20 }, (_, i) => pool(`q${i}`, 14))
  const started = performance.now()
  expect(pack(pieces, pools).verdict).toBe('no')
  expect(performance.now() - started).toBeLessThan(2000)
})

test('root disks, boot disks and caches count; a machine of nothing else has its least root', () => {
  const form = {
    ...freshMachine('vm', netPlace(1), countingRandom()),
    name: 'vm1',
    disks: [
      { name: 'small', sizeGib: 1, mountpoint: '/s' },
      { name: 'large', sizeGib: 9, mountpoint: '/l' },
    ],
  }
  const pieces = (change: Partial<typeof form>) =>
    piecesOf(
      readDeployment(composeMachine('vm', { ...form, ...change }, owner).parts[0]!.text).workloads,
    ).map(({ name, what, size }) => [name, what, Number(size / (1n << 20n))])
  expect(pieces({})).toEqual([
    ['large', 'disk', 9216],
    ['small', 'disk', 1024],
    ['vm1', 'root', 25_600],
  ])
  const older = vmImages.find((image) => image.bootDisk) ?? vmImages[0]
  expect(pieces({ ...withImage(older), disks: [] })).toEqual([
    ['vm1_boot', 'disk', 25_600],
    ['vm1', 'root', 2048],
  ])
  expect(pieces({ ...withImage(ownImage('x')), diskGib: 0, disks: [] })).toEqual([
    ['vm1', 'root', 500],
  ])
})

const zero = { cru: 0n, mru: 0n, sru: 0n, hru: 0n, ipv4u: 0n }
const counters = (usedMemory: bigint, threads = 32n): Counters => ({
  total: { ...zero, cru: threads, mru: 128n * GIB },
  used: { ...zero, cru: 500n, mru: usedMemory },
  system: { ...zero, mru: 13n * GIB },
  users: null,
  open_connections: null,
})

test('the largest machine: all threads, all free memory, the largest disk beside its root', () => {
  const room = { counters: counters(100n * GIB), pools: [pool('a', 101), pool('b', 51)] }
  expect(largestPossible(room)).toEqual({
    cpu: 32n,
    memory: 28n * GIB,
    disk: 100n * GIB,
    namespace: null,
    machine: { cpu: 32n, memory: 28n * GIB, root: 2n * GIB, disk: 100n * GIB },
  })
  expect(largestPossible({ ...room, pools: [pool('a', 101)] }).machine?.disk).toBe(98n * GIB)
  expect(largestPossible({ ...room, pools: [pool('h', 9, 1, 'hdd')] })).toMatchObject({
    disk: null,
    namespace: 8n * GIB,
    machine: null,
  })
  expect(largestPossible({ ...room, counters: counters(128n * GIB) }).machine).toBeNull()
  expect(leastRoot(1n, GIB)).toBe(500n << 20n)
})

test('what is said to be the largest is taken in the node’s way, and nothing larger', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 3 }),
      (frees, root) => {
        const pools = frees.map((free, i) => pool(`q${i}`, free + 1))
        const largest = largestBeside(pools, BigInt(root) * GIB)
        const both = (disk: bigint): Piece[] => [
          { name: 'd', what: 'disk', on: 'ssd', size: disk },
          { name: 'r', what: 'root', on: 'ssd', size: BigInt(root) * GIB },
        ]
        if (largest === null) {
          expect(pack(both(1n), pools).verdict).not.toBe('fits')
          return
        }
        expect(pack(both(largest), pools).verdict).toBe('fits')
        expect(pack(both(largest + 1n), pools).verdict).not.toBe('fits')
      },
    ),
  )
})
