import { expect, test } from 'vitest'
import type { Counters } from '#node/schemas.ts'
import { countersOf, overcommit, quantityOf, rows, scaleOf, spanOf, words } from './capacity.ts'

const TIB = 1n << 40n
const GIB = 1n << 30n
const capacity = (cru: bigint, mru: bigint, sru: bigint, hru: bigint, ipv4u = 0n) => ({
  cru,
  mru,
  sru,
  hru,
  ipv4u,
})
const counters = (used: Counters['used']): Counters => ({
  total: capacity(32n, 128n * GIB, 4n * TIB, 20n * TIB),
  used,
  system: capacity(0n, 13n * GIB, 100n * GIB, 0n),
  users: null,
  open_connections: null,
})
const busy = counters(capacity(40n, 64n * GIB, TIB, 20n * TIB, 3n))
const by = (list: ReturnType<typeof rows>, unit: string) => list.find((row) => row.unit === unit)!

test('what is used is system and users, and free is the rest', () => {
  const memory = by(rows(busy), 'mru')
  expect(memory).toMatchObject({ system: 13n * GIB, user: 51n * GIB, free: 64n * GIB, percent: 50 })
  expect(memory.parts.system + memory.parts.users).toBeCloseTo(0.5, 3)
})

test('threads promised twice are over, never negative free', () => {
  const cpu = by(rows(busy), 'cru')
  expect(cpu).toMatchObject({ percent: 125, free: 0n, over: 8n })
  expect(overcommit(rows(busy))).toMatch(/40 threads are promised on 32/)
  expect(overcommit(rows(counters(capacity(32n, 0n, 0n, 0n))))).toBeUndefined()
})

test('one scale leaves room for the longest bar, and half the column at least', () => {
  expect(scaleOf(rows(busy))).toBeCloseTo(0.8)
  expect(scaleOf(rows(counters(capacity(3n, 0n, 0n, 0n))))).toBe(1)
  expect(scaleOf(rows(counters(capacity(320n, 0n, 0n, 0n))))).toBe(0.5)
})

test('addresses have a count and no meter', () => {
  const row = by(rows(busy), 'ipv4u')
  expect(row).toMatchObject({ user: 3n, percent: null })
  expect(quantityOf(row, row.user)).toEqual({ value: '3', unit: '' })
})

test('a row is told in the unit of its total, and what would vanish in its own', () => {
  const ssd = by(rows(busy), 'sru')
  expect(quantityOf(ssd, 100n * GIB)).toEqual({ value: '0.1', unit: 'TiB' })
  expect(quantityOf(ssd, 20n * GIB)).toEqual({ value: '20.0', unit: 'GiB' })
  expect(quantityOf(ssd, 0n)).toEqual({ value: '0.0', unit: 'TiB' })
})

test('almost full is 99 %, a trace is 1 %', () => {
  const memory = 128n * GIB
  expect(by(rows(counters(capacity(0n, memory - 1n, 0n, 0n))), 'mru').percent).toBe(99)
  expect(by(rows(counters(capacity(0n, 1n, 0n, 0n))), 'mru').percent).toBe(1)
  expect(by(rows(counters(capacity(0n, memory, 0n, 0n))), 'mru').percent).toBe(100)
})

test('a resource the node does not have shows no percent', () => {
  const bare = { ...busy, total: capacity(0n, 0n, 0n, 0n), used: capacity(0n, 0n, 0n, 0n) }
  expect(rows(bare).map((row) => row.percent)).toEqual([null, null, null, null, null])
  expect(scaleOf(rows(bare))).toBe(1)
})

test('meters speak', () => {
  expect(words(by(rows(busy), 'mru'))).toBe(
    '50 % used: 13.0 GiB system, 51.0 GiB users; 64.0 GiB of 128.0 GiB free',
  )
  expect(words(by(rows(busy), 'cru'))).toMatch(/8 threads more than there are$/)
})

test('counters of the proxy have no connections', () => {
  const { open_connections: _, ...statistics } = busy
  expect(countersOf(statistics).open_connections).toBeNull()
})

test('samples say what they span', () => {
  const at = (...minutes: number[]) => minutes.map((m) => ({ at: m * 60_000 }))
  expect(spanOf([])).toBe('Since opened')
  expect(spanOf(at(3))).toBe('Since opened')
  expect(spanOf(at(0, 0.2))).toBe('Last 1 min')
  expect(spanOf(at(0, 5, 12))).toBe('Last 12 min')
  expect(spanOf(at(0, 120))).toBe('Last 2 h')
})
