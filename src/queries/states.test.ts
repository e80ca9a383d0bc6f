import { expect, test } from 'vitest'
import { lookOf, tally, verdictOf } from './states.ts'

test('each of the node’s words has its look, and an unknown one is not judged', () => {
  expect(['ok', 'init', 'error', 'paused', 'deleted', 'unchanged'].map(lookOf)).toEqual([
    'ok',
    'busy',
    'error',
    'paused',
    'deleted',
    'unchanged',
  ])
  expect(lookOf('hibernating')).toBe('unknown')
})

test('states are counted worst first', () => {
  expect(tally(['ok', 'paused', 'ok', 'error', 'odd', 'init'])).toEqual([
    { state: 'error', count: 1 },
    { state: 'odd', count: 1 },
    { state: 'init', count: 1 },
    { state: 'paused', count: 1 },
    { state: 'ok', count: 2 },
  ])
})

test('the verdict is the worst state and how many share it', () => {
  expect(verdictOf(['ok', 'init', 'ok'])).toEqual({ state: 'busy', words: '1 of 3 in progress' })
  expect(verdictOf(['ok', 'ok'])).toEqual({ state: 'ok', words: 'all 2 ok' })
  expect(verdictOf(['error'])).toEqual({ state: 'error', words: 'failed' })
  expect(verdictOf([])).toEqual({ state: 'unknown', words: 'no workloads' })
})
