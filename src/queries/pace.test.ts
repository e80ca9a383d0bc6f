import { expect, test } from 'vitest'
import { readWorkloads } from '#gridtypes/deployment.ts'
import { historyOf } from '#node/history.ts'
import { followPace } from './pace.ts'

const T = 1_700_000_000
const history = (...rows: [name: string, at: number, state: string][]) =>
  historyOf(
    readWorkloads(
      JSON.stringify(
        rows.map(([name, at, state]) => ({
          name,
          type: 'zmount',
          data: { size: 1 },
          result: { created: T + at, state, message: '', data: null },
        })),
      ),
    ),
  )

test.each([
  [0, 2000],
  [59, 2000],
  [60, 5000],
  [179, 5000],
  [180, 15_000],
  [599, 15_000],
  [600, 30_000],
  [86_400, 30_000],
])('after %i s of waiting the next look is in %i ms', (waited, ms) => {
  const past = history(['vm1', 0, 'init'])
  const now = (T + waited) * 1000
  expect(followPace(past, T * 1000, now)).toBe(ms)
})

test('following begins anew for who has just begun to look, and for a new init', () => {
  const old = history(['vm1', 0, 'init'])
  const now = (T + 5000) * 1000
  expect(followPace(old, now - 3000, now)).toBe(2000)
  const renewed = history(['vm1', 0, 'init'], ['data1', 4990, 'init'])
  expect(followPace(renewed, T * 1000, now)).toBe(2000)
  expect(followPace(history(['vm1', 9000, 'init']), T * 1000, now)).toBe(2000)
  expect(followPace(history(['vm1', 0, 'init'], ['vm1', 1, 'ok']), T * 1000, now)).toBe(false)
})
