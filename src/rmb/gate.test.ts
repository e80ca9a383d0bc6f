import { expect, test } from 'vitest'
import { gate } from './gate.ts'

/** Tasks that end when they are told to, and the order in which they began. */
function tasks() {
  const began: number[] = []
  const ends: (() => void)[] = []
  const task = (n: number) => () => {
    began.push(n)
    const { promise, resolve } = Promise.withResolvers<number>()
    ends[n] = () => resolve(n)
    return promise
  }
  return { began, ends, task }
}

test('no more tasks run at once than there are places, and the others begin in the order they came', async () => {
  const { began, ends, task } = tasks()
  const run = gate(2)
  const results = [0, 1, 2, 3, 4].map((n) => run(task(n)))
  expect(began).toEqual([0, 1])
  ends[1]?.()
  await results[1]
  expect(began).toEqual([0, 1, 2])
  ends[0]?.()
  await results[0]
  expect(began).toEqual([0, 1, 2, 3])
  ends[2]?.()
  await results[2]
  expect(began).toEqual([0, 1, 2, 3, 4])
  ends[3]?.()
  ends[4]?.()
  expect(await Promise.all(results)).toEqual([0, 1, 2, 3, 4])
})

test('whoever comes while a place is handed on waits behind those who waited', async () => {
  const { began, ends, task } = tasks()
  const run = gate(1)
  const first = run(task(0))
  const second = run(task(1))
  ends[0]?.()
  await first
  const third = run(task(2))
  expect(began).toEqual([0, 1])
  ends[1]?.()
  await second
  ends[2]?.()
  expect(await third).toBe(2)
})

test('a task that fails hands its place on', async () => {
  const run = gate(1)
  const failing = run(() => Promise.reject(new Error('no')))
  const next = run(async () => 'yes')
  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('yes')
})
