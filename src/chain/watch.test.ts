import { expect, test } from 'vitest'
import { meet, send } from '#mock/chain/meet.ts'
import { watchAccount, watchBlocks } from './watch.ts'
import { transfer } from './writes.ts'

/** Collects what is told, and resolves when something told fits. */
function collector<T>() {
  const told: T[] = []
  const waits: { fits: (told: readonly T[]) => boolean; done: () => void }[] = []
  return {
    told,
    tell: (value: T) => {
      told.push(value)
      for (const { fits, done } of waits) if (fits(told)) done()
    },
    until: (fits: (told: readonly T[]) => boolean) =>
      new Promise<void>((done) => {
        if (fits(told)) done()
        else waits.push({ fits, done })
      }),
  }
}

test('every new block is told, also after the socket broke, until it is stopped', async () => {
  const world = await meet()
  const stop = new AbortController()
  const blocks = collector<number>()
  await watchBlocks(world.client, blocks.tell, stop.signal)
  await blocks.until((told) => told.length >= 3)
  expect(blocks.told).toEqual(blocks.told.toSorted((a, b) => a - b))
  world.chain.dropSockets()
  const before = blocks.told.length
  await blocks.until((told) => told.length >= before + 2)
  stop.abort()
  const after = blocks.told.length
  world.chain.mint()
  await world.client.api().then((api) => api.rpc.chain.getHeader())
  expect(blocks.told).toHaveLength(after)
  await world.close()
})

test('an account’s change is told when money comes', async () => {
  const world = await meet()
  const stop = new AbortController()
  const changes = collector<true>()
  await watchAccount(world.client, world.tenant.address, () => changes.tell(true), stop.signal)
  await changes.until((told) => told.length === 1)
  await send(world.client, world.stranger, transfer(world.tenant.address, 1n))
  await changes.until((told) => told.length === 2)
  stop.abort()
  await world.close()
})
