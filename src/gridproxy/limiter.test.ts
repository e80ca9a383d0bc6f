import { expect, test } from 'vitest'
import { createLimiter } from './limiter.ts'

/** A task that ends when told to, and the order in which tasks began. */
function tasks(places: number) {
  const limiter = createLimiter(places)
  const began: string[] = []
  const ends = new Map<string, () => void>()
  const run = (name: string, signal?: AbortSignal) =>
    limiter.run(async () => {
      began.push(name)
      await new Promise<void>((resolve) => ends.set(name, resolve))
      return name
    }, signal)
  return { limiter, began, run, end: (name: string) => ends.get(name)?.() }
}
/** Lets everything that can go on go on. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

test('never more than the places run, and the others follow in the order they came', async () => {
  const { began, run, end } = tasks(2)
  const all = ['a', 'b', 'c', 'd'].map((name) => run(name))
  await settle()
  expect(began).toEqual(['a', 'b'])
  end('b')
  await settle()
  expect(began).toEqual(['a', 'b', 'c'])
  end('a')
  await settle()
  expect(began).toEqual(['a', 'b', 'c', 'd'])
  end('c')
  end('d')
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd'])
})

test('a freed place goes to the one that waited, not to one that comes at that moment', async () => {
  const { began, run, end } = tasks(1)
  const first = run('a')
  void run('b')
  end('a')
  await first
  void run('c')
  await settle()
  expect(began).toEqual(['a', 'b'])
  end('b')
  await settle()
  expect(began).toEqual(['a', 'b', 'c'])
})

test('after a busy time no more run at once than before', async () => {
  const { began, run, end } = tasks(1)
  const all = ['a', 'b', 'c'].map((name) => run(name))
  for (const name of ['a', 'b', 'c']) {
    await settle()
    end(name)
  }
  await Promise.all(all)
  void run('d')
  void run('e')
  await settle()
  expect(began).toEqual(['a', 'b', 'c', 'd'])
})

test('one that gives up while it waits never runs and takes no place', async () => {
  const { began, run, end } = tasks(1)
  const first = run('a')
  const given = new AbortController()
  const second = run('b', given.signal)
  const third = run('c')
  given.abort(new Error('enough'))
  await expect(second).rejects.toThrow('enough')
  end('a')
  await first
  await settle()
  expect(began).toEqual(['a', 'c'])
  end('c')
  await third
  await expect(run('d', given.signal)).rejects.toThrow('enough')
})

test('a task that fails gives its place back', async () => {
  const { limiter, run, end } = tasks(1)
  await expect(limiter.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  const next = run('a')
  await settle()
  end('a')
  expect(await next).toBe('a')
})
