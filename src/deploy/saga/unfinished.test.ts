import { expect, test } from 'vitest'
import type { Contract } from '#chain/shapes.ts'
import { asContract, asTwin } from '#lib/ids.ts'
import { findUnfinished, sagaOfOrphan, type UnfinishedOptions } from './unfinished.ts'
import { create, disk, OWNER, PLACE, sagaOf, textOf } from './samples.ts'
import { memoryStore } from './stores.ts'
import { readText } from './text.ts'

const NOW = 1_800_000_000
const listed = (id: number, ageSeconds = 3600) => ({
  contractId: asContract(BigInt(id)),
  ...PLACE,
  createdAt: NOW - ageSeconds,
})
const contract = (id: number, hash: string, twinId = OWNER): Contract => ({
  state: 'Created',
  contractId: asContract(BigInt(id)),
  twinId,
  solutionProviderId: null,
  kind: 'node',
  nodeId: PLACE.nodeId,
  deploymentHash: hash,
  deploymentData: '{}',
  publicIps: 0,
  publicIpsList: [],
})

const lost = textOf([disk('lost')])
const updated = textOf([disk('lost')], { version: 3 })

async function look(more: Partial<UnfinishedOptions> = {}) {
  const store = memoryStore()
  await store.put(sagaOf('mine', [create('one')]))
  await store.put(sagaOf('over', [create('two')], { closed: 'done' }))
  await store.put(sagaOf('else', [create('three')], { place: 'elsewhere' }))
  const live = [
    contract(1, readText(textOf([disk('one')])).hash),
    contract(2, readText(lost).hash),
    contract(3, readText(updated).hash),
    contract(4, 'f'.repeat(32)),
    contract(5, 'e'.repeat(32)),
    contract(6, 'd'.repeat(32), asTwin(7)),
  ]
  return findUnfinished({
    store,
    place: 'test',
    twinId: OWNER,
    now: NOW * 1000,
    contracts: [listed(1), listed(2), listed(3), listed(4), listed(5, 20), listed(6), listed(8)],
    chain: {
      contract: async (id) => live.find(({ contractId }) => contractId === id),
      contractByHash: async (node, hash) =>
        live.find(
          (one) => one.kind === 'node' && one.nodeId === node && one.deploymentHash === hash,
        )?.contractId,
    },
    node: {
      async get(_twin, id) {
        if (id === 4n) throw new Error('silent')
        return null
      },
    },
    kept: async (id) => (id === 2n ? lost : id === 3n ? updated : undefined),
    ...more,
  })
}

test('what the journal lost sight of is found by node and hash, and is nobody’s orphan', async () => {
  const { open, damaged } = await look()
  expect(damaged).toEqual([])
  expect(open.map(({ saga, found }) => [saga.id, found])).toEqual([
    ['mine', [{ part: 0, contractId: 1n }]],
  ])
})

test('a contract that is billed with nothing on its node has its ways on, also where nobody here made it', async () => {
  const { orphans, unheard } = await look()
  // 5 may still be on its way, 6 is somebody else's, 8 has ended
  expect(orphans.map(({ contractId, ways }) => [contractId, ways])).toEqual([
    [2n, ['send-again', 'cancel', 'leave']],
    [3n, ['cancel', 'leave']],
  ])
  expect(unheard).toEqual([{ contractId: 4n, nodeId: PLACE.nodeId, why: 'silent' }])
})

test('an orphan is sent again without paying, or cancelled', async () => {
  const { orphans } = await look()
  const rest = { id: 'n', place: 'test', title: '', twinId: OWNER, account: 'a', madeAt: 0 }
  const again = sagaOfOrphan(orphans[0]!, 'send-again', rest)
  expect(again).toMatchObject({ signed: true, parts: [{ stage: 'sending', contractId: 2n }] })
  const cancel = sagaOfOrphan(orphans[1]!, 'cancel', rest)
  expect(cancel.parts).toMatchObject([
    { kind: 'cancel', stage: 'new', contractId: 3n, node: PLACE },
  ])
  expect(() => sagaOfOrphan(orphans[1]!, 'send-again', rest)).toThrow('No copy')
})
