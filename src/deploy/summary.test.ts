import { expect, test } from 'vitest'
import { hearingWords, summaryOf } from './summary.ts'

test('where all agrees, or is only not heard yet, nothing is said', () => {
  expect(summaryOf([])).toEqual([])
  expect(summaryOf(['in-step', 'waiting', 'unknown'])).toEqual([])
})

test('what is wrong is counted in sentences, the worst first', () => {
  const lines = summaryOf(['paused', 'orphan', 'ghost', 'in-step', 'orphan', 'hash-differs'])
  expect(lines.map(({ shown }) => shown)).toEqual(['orphan', 'hash-differs', 'ghost', 'paused'])
  expect(lines[0]).toMatchObject({
    count: 2,
    sentence: '2 contracts are billed that no node serves.',
  })
  expect(lines[2]?.sentence).toBe('1 deployment is on a node without an active contract.')
  expect(summaryOf(['orphan'])[0]?.sentence).toBe('1 contract is billed that no node serves.')
})

test('failed workloads are a line of their own, and what is being made the last', () => {
  const all = ['making', 'errors', 'making', 'odd', 'errors', 'paused', 'in-step']
  expect(summaryOf(all).map(({ sentence }) => sentence)).toEqual([
    '1 deployment is paused: its contract waits for funds.',
    '2 deployments have workloads in error.',
    '1 deployment has workloads in a state that is not known here.',
    '2 are being made.',
  ])
})

test('silent nodes are named while they are few', () => {
  expect(hearingWords({ nodes: 6, answered: 6, silent: [] })).toBe('6 of 6 answered')
  expect(hearingWords({ nodes: 6, answered: 5, silent: [3378] })).toBe(
    '5 of 6 answered; node 3378 silent',
  )
  expect(hearingWords({ nodes: 9, answered: 2, silent: [1, 2, 3, 4] })).toBe(
    '2 of 9 answered; 4 silent',
  )
})
