import { expect, test, vi } from 'vitest'
import type { Twin } from './identity.ts'
import { Twins } from './twins.ts'

const record = (twin: number, fill: number): Twin => ({
  twin,
  account: new Uint8Array(32).fill(fill),
})

/** A source that answers with a new account each time, or as told. */
function source(answer: (n: number) => Twin | undefined) {
  let asked = 0
  const directory = vi.fn(async () => answer(asked++))
  return { directory, twins: new Twins(directory, { freshMs: 1000, limit: 2 }) }
}

test('many who ask at once make one question, and the answer is believed for a while', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const { directory, twins } = source((n) => record(1, n))
  const [a, b] = await Promise.all([twins.find(1), twins.find(1)])
  expect(a).toBe(b)
  vi.advanceTimersByTime(999)
  expect(twins.known(1)).toBe(a)
  expect(await twins.find(1)).toBe(a)
  vi.advanceTimersByTime(1)
  expect(twins.known(1)).toBeUndefined()
  expect(await twins.find(1)).not.toBe(a)
  expect(directory).toHaveBeenCalledTimes(2)
  vi.useRealTimers()
})

test('whoever finds a record stale after the first is given what the first was told', async () => {
  const { directory, twins } = source((n) => record(1, n))
  const stale = await twins.find(1)
  const fresh = await twins.renew(stale)
  expect(fresh).toEqual(record(1, 1))
  expect(await twins.renew(stale)).toBe(fresh)
  expect(directory).toHaveBeenCalledTimes(2)
})

test('a record that is still the same, or cannot be had, is nothing newer', async () => {
  const same = source(() => record(1, 5))
  expect(await same.twins.renew(await same.twins.find(1))).toBeUndefined()
  const gone = source((n) => (n === 0 ? record(1, 5) : undefined))
  expect(await gone.twins.renew(await gone.twins.find(1))).toBeUndefined()
})

test('an older record serves while the source is down, and the source is not asked for each call', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  let down = false
  const directory = vi.fn(async () => {
    if (down) throw new Error('proxy down')
    return record(1, 0)
  })
  const twins = new Twins(directory, { freshMs: 60_000, limit: 9 })
  const old = await twins.find(1)
  down = true
  vi.advanceTimersByTime(60_000)
  expect(await twins.find(1)).toBe(old)
  expect(await twins.find(1)).toBe(old)
  expect(directory).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(30_000)
  await twins.find(1)
  expect(directory).toHaveBeenCalledTimes(3)
  await expect(twins.find(2)).rejects.toMatchObject({ code: 'directory', details: 'proxy down' })
  vi.useRealTimers()
})

test('only so many twins are remembered, those used last', async () => {
  const twins = new Twins(async (twin) => record(twin, 0), { freshMs: 1000, limit: 2 })
  await twins.find(1)
  await twins.find(2)
  twins.known(1)
  await twins.find(3)
  expect([1, 2, 3].map((twin) => twins.known(twin)?.twin)).toEqual([1, undefined, 3])
})
