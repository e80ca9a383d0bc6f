import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { GridNode } from '#gridproxy/schemas.ts'
import { createSeen, REST_MS } from './seen.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

// only identity is looked at
const row = (index: number) => ({ index, node: { nodeId: index } as GridNode })

test('rows that fly past are never told; those that rest are', () => {
  const seen = createSeen()
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
  const seen = createSeen()
  seen.set([{ index: 0, node: undefined }, row(1)])
  vi.advanceTimersByTime(REST_MS)
  expect(seen.current()).toHaveLength(1)
})
