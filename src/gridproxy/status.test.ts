import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { statusOf } from './status.ts'

const NOW = 1_795_200_000
const MINUTE = 60
const none = { state: '', target: '' }

test.each([
  [none, 80 * MINUTE, 'up'],
  [none, 80 * MINUTE + 1, 'down'],
  [{ state: 'Up', target: 'Up' }, 0, 'up'],
  [{ state: 'Up', target: 'Up' }, 81 * MINUTE, 'down'],
  [{ state: 'Down', target: 'Down' }, 0, 'standby'],
  [{ state: 'Down', target: 'Up' }, 24 * 60 * MINUTE, 'standby'],
  [{ state: 'Up', target: 'Down' }, 24 * 60 * MINUTE + 1, 'down'],
  [none, -30, 'up'],
])('power %j, %d s old: %s', (power, age, status) => {
  expect(statusOf(power, NOW - age, NOW)).toBe(status)
})

test('the rule gives what the service gave for its own samples', () => {
  const nodes = JSON.parse(
    readFileSync(new URL('./samples/nodes.json', import.meta.url), 'utf8'),
  ) as { power: typeof none; updatedAt: number; status: string }[] // the sample file's own shape
  for (const { power, updatedAt, status } of nodes) {
    expect(statusOf(power, updatedAt, NOW)).toBe(status)
  }
})
