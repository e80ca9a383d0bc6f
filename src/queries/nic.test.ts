import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { NicChange } from '#node/nic.ts'
import { NodeError } from '#node/error.ts'
import { RmbError } from '#rmb/error.ts'
import { createNicChanges, type NicJournal, type NicPlan } from './nic.ts'

const plan: NicPlan = {
  network: 'https://proxy',
  nodeId: 11,
  twin: 2908,
  by: 2701,
  from: 'zos',
  to: 'eth1',
  publicIps: ['185.206.122.40/24'],
}

/** A node with one exit, and a journal that can be read like a diary. */
function setting(kept: NicChange[] = []) {
  const node = { exit: 'zos', set: (nic: string) => void (node.exit = nic) }
  const diary: NicChange[] = []
  const calls: string[] = []
  const journal: NicJournal = {
    all: () => Promise.resolve(structuredClone(kept)),
    put: (change) => Promise.resolve(void diary.push(structuredClone(change))),
    merge: (id, part) => {
      const stored = [...kept, ...diary].findLast((entry) => entry.id === id)
      const merged = stored && { ...stored, ...part }
      if (merged && Object.keys(part).length > 0) diary.push(merged)
      return Promise.resolve(merged && structuredClone(merged))
    },
  }
  const call = async (_twin: number, command: string, input: unknown) => {
    calls.push(command)
    if (command === 'zos.admin.set_public_nic') {
      expect(diary.at(-1), 'written before sent').toMatchObject(
        diary.at(-1)?.back ? { back: { answer: 'sending' } } : { answer: 'sending' },
      )
      node.set(String(input))
      return null
    }
    if (command === 'zos.network.list_public_ips') return ['185.206.122.40/24']
    const single = node.exit === 'zos'
    return { is_single: single, is_dual: !single, dual_interface: single ? '' : node.exit }
  }
  // the fake answers the three commands that are asked
  const place = { network: 'https://proxy', by: 2701 as number | null }
  const changes = createNicChanges(call as never, journal, () => place)
  return { node, diary, calls, changes, journal, place }
}

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => vi.useRealTimers())

test('a change is written before it is sent and watched after it', async () => {
  const { diary, changes } = setting()
  const id = await changes.move(plan)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(diary.map(({ answer }) => answer)).toEqual(['sending', 'accepted'])
  expect(changes.state().looks[id]?.map(({ exit }) => exit)).toEqual(['eth1', 'eth1'])
  await changes.settle(id, 'kept')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(changes.state().looks[id]).toHaveLength(2)
})

test('a lost answer is not sent again: the exit device decides', async () => {
  const { node, calls, changes } = setting()
  node.set = (nic) => {
    node.exit = nic
    throw new RmbError('outcome-unknown', 'the connection was lost')
  }
  const id = await changes.move(plan)
  await vi.advanceTimersByTimeAsync(1)
  expect(changes.state().changes[0]).toMatchObject({
    answer: 'lost',
    says: 'the connection was lost',
  })
  expect(changes.state().looks[id]?.[0]?.exit).toBe('eth1')
  expect(calls.filter((command) => command === 'zos.admin.set_public_nic')).toHaveLength(1)
})

test("a refusal keeps the node's own words", async () => {
  const { node, changes } = setting()
  node.set = () => {
    throw new NodeError('not-found', 'The node refused.', { details: 'Link not found' })
  }
  await changes.move(plan)
  await vi.advanceTimersByTimeAsync(1)
  expect(changes.state().changes[0]).toMatchObject({ answer: 'refused', says: 'Link not found' })
})

test('put back sends the old exit and ends the watch when it is there again', async () => {
  const { node, changes } = setting()
  const id = await changes.move(plan)
  await vi.advanceTimersByTimeAsync(1)
  await changes.putBack(id)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(node.exit).toBe('zos')
  expect(changes.state().changes[0]).toMatchObject({
    stage: 'put-back',
    back: { answer: 'accepted' },
  })
})

test('after a reload an unanswered change is found again and counts as lost', async () => {
  const sending: NicChange = {
    ...plan,
    id: 'x',
    writtenAt: Date.now() - 40_000,
    sentAt: Date.now() - 40_000,
    watchUntil: Date.now() + 20_000,
    answer: 'sending',
    stage: 'open',
  }
  const { node, changes } = setting([sending])
  node.exit = 'eth1'
  await changes.load()
  expect(changes.state().changes[0]).toMatchObject({ id: 'x', answer: 'lost' })
  changes.resume('x')
  await vi.advanceTimersByTimeAsync(1)
  expect(changes.state().looks['x']?.[0]?.exit).toBe('eth1')
})

test('a node that falls silent is seen as silent, and the watch goes on', async () => {
  const { changes, node } = setting()
  const id = await changes.move(plan)
  await vi.advanceTimersByTimeAsync(1)
  Object.defineProperty(node, 'exit', {
    get() {
      throw new RmbError('timeout', 'Twin 2908 did not answer.')
    },
  })
  await vi.advanceTimersByTimeAsync(10_000)
  const looks = changes.state().looks[id] ?? []
  expect(looks.map(({ error }) => error)).toEqual([
    undefined,
    'Twin 2908 did not answer.',
    'Twin 2908 did not answer.',
  ])
})

test('nothing is sent that could not be written down', async () => {
  const { changes, calls, journal } = setting()
  journal.put = () => Promise.reject(new Error('the storage is full'))
  await expect(changes.move(plan)).rejects.toThrow('the storage is full')
  expect(calls).toEqual([])
})

test('what has happened is shown even when the journal fails after sending', async () => {
  const { changes, journal } = setting()
  const id = await changes.move(plan)
  journal.merge = () => Promise.reject(new Error('the storage is full'))
  await vi.advanceTimersByTimeAsync(1)
  expect(changes.state().changes[0]).toMatchObject({ id, answer: 'accepted' })
  expect(changes.state().fault).toBe('the storage is full')
  expect(changes.state().looks[id]).toHaveLength(1)
})

test('the watch ends when another twin speaks or the network is another', async () => {
  const { changes, calls, place } = setting()
  const id = await changes.move(plan)
  await vi.advanceTimersByTimeAsync(1)
  place.by = 42
  const before = calls.length
  await vi.advanceTimersByTimeAsync(20_000)
  expect(calls).toHaveLength(before)
  await expect(changes.putBack(id)).rejects.toThrow('Only twin 2701')
  expect(calls).toHaveLength(before)
})

test('a call that another tab still waits for is left to that tab', async () => {
  const sending: NicChange = {
    ...plan,
    id: 'x',
    writtenAt: Date.now(),
    sentAt: Date.now(),
    watchUntil: Date.now() + 60_000,
    answer: 'sending',
    stage: 'open',
  }
  const { changes, diary } = setting([sending])
  await changes.load()
  expect(changes.state().changes[0]?.answer).toBe('sending')
  expect(diary).toEqual([])
})

test('what another tab settled is settled here as well', async () => {
  const { changes, diary, calls } = setting()
  const id = await changes.move(plan)
  await vi.advanceTimersByTimeAsync(1)
  diary.push({ ...diary.at(-1)!, stage: 'kept' })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(changes.state().changes[0]).toMatchObject({ id, stage: 'kept' })
  const before = calls.length
  await vi.advanceTimersByTimeAsync(20_000)
  expect(calls).toHaveLength(before)
})
