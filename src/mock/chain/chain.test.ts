import type { ApiPromise } from '@polkadot/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiOf, hashOf, submit, village } from './testing.ts'

let world: Awaited<ReturnType<typeof village>>
let api: ApiPromise

beforeAll(async () => {
  world = await village()
  api = await apiOf(world.chain)
})
afterAll(async () => {
  await api.disconnect()
  world.chain.close()
})

test('the public library connects and reads twins, farms, nodes and prices', async () => {
  expect(api.runtimeVersion.specVersion.toNumber()).toBe(152)
  expect(api.genesisHash.toHex()).toBe(world.chain.genesisHash)
  const twin = await api.query['tfgridModule']!['twins']!(1)
  expect(twin.toPrimitive()).toMatchObject({
    id: 1,
    accountId: world.farmer.address,
    relay: 'relay.test',
  })
  const id = await api.query['tfgridModule']!['twinIdByAccountID']!(world.tenant.address)
  expect(id.toPrimitive()).toBe(2)
  const node = await api.query['tfgridModule']!['nodes']!(1)
  expect(node.toPrimitive()).toMatchObject({
    farmId: 1,
    location: { city: 'Ghent' },
    resources: { cru: 8 },
  })
  const power = await api.query['tfgridModule']!['nodePower']!(2)
  expect(power.toPrimitive()).toEqual({ state: { down: 1 }, target: 'Down' })
})

test('every call of the console is done, and seen in a block before it is final', async () => {
  const fate = await submit(
    api,
    world.tenant,
    api.tx['smartContractModule']!['createNodeContract']!(1, hashOf(1), '{}', 1, null),
  )
  expect(fate).toMatchObject({ error: undefined })
  expect(fate.statuses).toEqual(['Ready', 'Broadcast', 'InBlock', 'Finalized'])
  expect(fate.events).toEqual([
    'balances.Withdraw',
    'smartContractModule.ContractCreated',
    'balances.Deposit',
    'transactionPayment.TransactionFeePaid',
    'system.ExtrinsicSuccess',
  ])
})
