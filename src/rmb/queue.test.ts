import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FairQueue } from './queue.ts'

interface Item {
  twin: number
  n: number
}
const take = (queue: FairQueue<Item>) => {
  const out: Item[] = []
  for (let item = queue.next(); item !== undefined; item = queue.next()) out.push(item)
  return out
}

test('twins take turns, and within a twin the first comes first', () => {
  const queue = new FairQueue<Item>(6, 3)
  for (let n = 0; n < 100; n++) queue.push({ twin: 1, n })
  queue.push({ twin: 2, n: 0 })
  queue.push({ twin: 3, n: 0 })
  expect(take(queue).map(({ twin, n }) => `${twin}.${n}`)).toEqual([
    '1.0',
    '2.0',
    '3.0',
    '1.1',
    '1.2',
  ])
})

test('whatever is pushed, taken, ended and removed: limits hold, nothing is lost, nothing runs twice', () => {
  const step = fc.record({
    what: fc.constantFrom('push', 'next', 'done', 'remove'),
    twin: fc.nat(4),
    pick: fc.nat(50),
  })
  fc.assert(
    fc.property(fc.nat(6), fc.nat(3), fc.array(step, { maxLength: 200 }), (a, b, steps) => {
      const [inFlight, perTwin] = [a + 1, b + 1]
      const queue = new FairQueue<Item>(inFlight, perTwin)
      const [waiting, running] = [[] as Item[], [] as Item[]]
      steps.forEach(({ what, twin, pick }, n) => {
        if (what === 'push') {
          const item = { twin, n }
          waiting.push(item)
          queue.push(item)
        } else if (what === 'next') {
          const item = queue.next()
          const free = waiting.filter(
            (w) => running.filter((r) => r.twin === w.twin).length < perTwin,
          )
          // it gives one exactly when one may run
          expect(item !== undefined).toBe(running.length < inFlight && free.length > 0)
          if (item === undefined) return
          expect(waiting.find((w) => w.twin === item.twin)).toBe(item)
          waiting.splice(waiting.indexOf(item), 1)
          running.push(item)
        } else {
          const from = what === 'done' ? running : waiting
          const [item] = from.splice(pick % Math.max(1, from.length), 1)
          if (item === undefined) return
          if (what === 'done') queue.done(item)
          else expect(queue.remove(item)).toBe(true)
        }
        expect([queue.waiting, queue.running]).toEqual([waiting.length, running.length])
      })
    }),
  )
})

test('removing what does not wait changes nothing', () => {
  const queue = new FairQueue<Item>(1, 1)
  const item = { twin: 1, n: 0 }
  expect(queue.remove(item)).toBe(false)
  queue.push(item)
  expect(queue.next()).toBe(item)
  expect(queue.remove(item)).toBe(false)
  queue.done(item)
  expect([queue.waiting, queue.running]).toEqual([0, 0])
})
