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

test('silent nodes are named while they are few, and those that answer nonsense apart', () => {
  const words = (answered: number, silent: number[], unreadable: number[] = []) =>
    hearingWords({ nodes: 9, answered, silent, unreadable })
  expect(words(9, [])).toBe('9 of 9 answered')
  expect(words(5, [3378])).toBe('5 of 9 answered; node 3378 silent')
  expect(words(2, [1, 2, 3, 4])).toBe('2 of 9 answered; 4 silent')
  expect(words(3, [], [1, 2, 3, 4, 5])).toBe('3 of 9 answered; 5 unreadable')
  expect(words(6, [8], [11, 12])).toBe('6 of 9 answered; node 8 silent; nodes 11, 12 unreadable')
})
