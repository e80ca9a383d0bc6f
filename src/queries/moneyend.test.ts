import { expect, test } from 'vitest'
import { alarmOf, createMoneyMemory, type MoneyEnd } from './moneyend.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOON = new Date(2026, 10, 21, 12).getTime()
const end = (after: number | null, contracts = 18): MoneyEnd => ({
  at: NOON,
  endsAt: after === null ? null : NOON + after,
  contracts,
})

function browser() {
  const held = new Map<string, string>()
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  }
}

test('money that ends within a week is told with its day, within the hour as what it is', () => {
  expect(alarmOf(end(2 * DAY), NOON, false)).toEqual({
    state: 'warn',
    strong: 'The money ends on 23 November 2026.',
    words: 'Your 18 contracts will be paused then, and end two weeks later, unless money comes in.',
  })
  expect(alarmOf(end(0, 1), NOON, false)).toEqual({
    state: 'error',
    strong: 'Less than an hour of money is left.',
    words: 'Your contract will be paused, and end two weeks later, unless money comes in.',
  })
})

test('nobody is alarmed whose money lasts, who pays for nothing, or of whom nothing is known', () => {
  expect(alarmOf(end(7 * DAY), NOON, false)).toBeNull()
  expect(alarmOf(end(null), NOON, false)).toBeNull()
  expect(alarmOf(end(0, 0), NOON, false)).toBeNull()
  expect(alarmOf(null, NOON, true)).toBeNull()
})

test('what was reckoned earlier says when', () => {
  expect(alarmOf(end(2 * DAY), NOON + DAY, true)?.words).toMatch(
    /As reckoned on 2026-11-21 12:00\.$/,
  )
  expect(alarmOf(end(2 * DAY), NOON + 3 * DAY, true)?.strong).toBe('The money was to end by now.')
})

test('each twin of each network has its own, and after a month it is forgotten', () => {
  const storage = browser()
  createMoneyMemory(storage).keep('main', 42, end(DAY))
  const memory = createMoneyMemory(storage)
  expect(memory.recall('main', 42, NOON + DAY)).toEqual(end(DAY))
  expect(memory.recall('main', 43, NOON)).toBeNull()
  expect(memory.recall('test', 42, NOON)).toBeNull()
  expect(memory.recall('main', 42, NOON + 31 * DAY)).toBeNull()
})

test('what cannot be read is nothing', () => {
  const broken = { getItem: () => '{"version":1,"at":"x"}', setItem: () => undefined }
  expect(createMoneyMemory(broken).recall('main', 42, NOON)).toBeNull()
  const forbidden = {
    getItem: () => {
      throw new Error('forbidden')
    },
    setItem: () => {
      throw new Error('forbidden')
    },
  }
  const memory = createMoneyMemory(forbidden)
  memory.keep('main', 42, end(DAY))
  expect(memory.recall('main', 42, NOON)).toBeNull()
})
