import { expect, test } from 'vitest'
import { truthClasses, type TruthClass } from '#deploy/truth.ts'
import {
  shownGravity,
  shownKinds,
  shownOf,
  stateWord,
  truthLooks,
  truthWords,
} from './truthwords.ts'

const shown = (of: TruthClass, states: string[], unexplained = false) =>
  shownOf({ class: of, why: '' }, states, unexplained)

test('what agrees on both sides and has failed is not shown as well', () => {
  expect(shown('in-step', ['ok', 'error'])).toBe('errors')
  expect(shown('in-step', ['error', 'error'])).toBe('errors')
  expect(shown('in-step', ['ok', 'levitating'])).toBe('odd')
  expect(shown('in-step', ['ok', 'init'])).toBe('making')
  expect(shown('in-step', ['ok'], true)).toBe('needs-look')
  for (const state of ['ok', 'unchanged', 'deleted'])
    expect(shown('in-step', [state])).toBe('in-step')
  expect(shown('in-step', [])).toBe('in-step')
})

test('trouble between contract and node comes before failed workloads, these before the unknown', () => {
  for (const of of ['orphan', 'hash-differs', 'ghost', 'paused'] as const) {
    expect(shown(of, ['error'])).toBe(of)
  }
  expect(shown('unknown', ['error'])).toBe('errors')
  expect(shown('unknown', ['levitating'])).toBe('unknown')
  expect(shown('waiting', ['ok'], true)).toBe('waiting')
})

test('every class is shown somewhere, in the order of how bad it is', () => {
  expect(shownKinds.filter((kind) => truthClasses.some((of) => of === kind))).toEqual(truthClasses)
  const weights = shownKinds.map(shownGravity)
  expect(weights).toEqual(weights.toSorted((a, b) => b - a))
  for (const well of ['waiting', 'making', 'in-step'] as const) expect(shownGravity(well)).toBe(0)
  expect(new Set(Object.values(truthWords)).size).toBe(shownKinds.length)
})

test('a hash that differs is red, for nothing is worse than other content under one’s contract', () => {
  expect(truthLooks['hash-differs']).toBe('error')
})

test('a state is cut with an ellipsis', () => {
  expect(stateWord('levitating')).toBe('levitating')
  expect(stateWord('')).toBe('not started')
  expect(stateWord('<img src=x onerror=alert(1)>')).toBe('<img src=x on…')
})
