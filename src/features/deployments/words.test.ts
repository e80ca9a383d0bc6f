import { expect, test } from 'vitest'
import { endedWords } from './Notes.tsx'
import type { DeploymentRow } from './rows.ts'
import { rowWith } from './testing.ts'
import { countWords } from './words.ts'

const rows = (...classes: DeploymentRow['truth']['class'][]) =>
  classes.map((of) => rowWith({ truth: { class: of, why: '' } }))

test('the count is that of the contracts, and rows without one are told beside it', () => {
  expect(countWords(rows('in-step', 'orphan'))).toEqual({ count: '2', remark: undefined })
  expect(countWords(rows('in-step', 'ghost'))).toEqual({
    count: '1',
    remark: '1 active contract, and 1 deployment without one',
  })
  expect(countWords(rows('in-step', 'paused', 'ghost', 'ghost')).remark).toBe(
    '2 active contracts, and 2 deployments without one',
  )
})

test('a deployment whose contract is being looked up is not counted as an active contract', () => {
  const open = rowWith({ truth: { class: 'waiting', why: '' }, contractState: '' })
  expect(countWords([...rows('in-step', 'waiting'), open]).count).toBe('2')
})

test('what is done about ended contracts is said plainly', () => {
  expect(endedWords({ total: 0, looked: 0, silent: 0 })).toBeUndefined()
  expect(endedWords({ total: 1, looked: 1, silent: 0 })).toBe(
    '1 contract has ended; its node is asked whether it still runs anything for it.',
  )
  expect(endedWords({ total: 12, looked: 12, silent: 2 })).toBe(
    '12 contracts have ended; their nodes are asked whether they still run anything for them; 2 nodes did not answer.',
  )
  expect(endedWords({ total: 342, looked: 50, silent: 0 })).toContain(
    'the nodes of the newest 50 are',
  )
})
