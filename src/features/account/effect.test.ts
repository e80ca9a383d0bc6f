import { expect, test } from 'vitest'
import { type Effect, judgeEffect } from './effect.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOON = new Date(2026, 10, 21, 12).getTime()
const effect = (before: number, after: number, contracts = 18): Effect => ({
  contracts,
  now: NOON,
  before: NOON + before,
  after: NOON + after,
})

test('money that contracts live on is not sent away without a word', () => {
  expect(judgeEffect(effect(20 * DAY, 0))).toEqual({
    state: 'error',
    words: '18 contracts run out of money today instead of on 11 December 2026.',
  })
  expect(judgeEffect(effect(20 * DAY, 2 * DAY, 1))).toEqual({
    state: 'warn',
    words: '1 contract runs out of money on 23 November 2026 instead of on 11 December 2026.',
  })
})

test('within one day the hours are told', () => {
  expect(judgeEffect(effect(9 * HOUR, 5 * HOUR))?.words).toBe(
    '18 contracts run out of money in 5 h 0 min instead of in 9 h 0 min.',
  )
  expect(judgeEffect(effect(5 * HOUR, 5 * HOUR))?.words).toBe(
    '18 contracts run out of money in 5 h 0 min.',
  )
})

test('who has less than an hour left hears that this money is needed', () => {
  expect(judgeEffect(effect(0, 0))).toEqual({
    state: 'error',
    words: '18 contracts need this money: it lasts less than an hour as it is.',
  })
})

test('where a week and more is left nothing is said', () => {
  expect(judgeEffect(effect(20 * DAY, 7 * DAY))).toBeNull()
})
