import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { GridNode } from '#gridproxy/schemas.ts'
import { createSeen, PASS_MS, REST_MS } from './seen.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

// only identity is looked at
const row = (index: number) => ({ index, node: { nodeId: index } as GridNode })

test('rows that fly past are never told; those that rest are', () => {
  const seen = createSeen(() => undefined)
  const told: number[][] = []
  seen.subscribe(() => told.push(seen.current().map((node) => node.nodeId)))
  for (let i = 0; i < 50; i++) {
    seen.set([row(i), row(i + 1)])
    vi.advanceTimersByTime(REST_MS - 1)
  }
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([[49, 50]])
})

test('rows whose page has not come are no nodes', () => {
  const seen = createSeen(() => undefined)
  seen.set([{ index: 0, node: undefined }, row(1)])
  vi.advanceTimersByTime(REST_MS)
  expect(seen.current()).toHaveLength(1)
})

test('pages of rows that fly past are told the latest, and not at every step', () => {
  const passing: number[] = []
  const seen = createSeen((rows) => passing.push(rows[0]?.index ?? -1))
  for (let i = 0; i < 100; i++) {
    seen.set([row(i)])
    vi.advanceTimersByTime(10)
  }
  expect(passing.length).toBeLessThanOrEqual(Math.ceil(1000 / PASS_MS))
  vi.advanceTimersByTime(PASS_MS)
  expect(passing.at(-1)).toBe(99)
})
