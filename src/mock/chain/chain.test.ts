import type { ApiPromise } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiOf, hashOf, submit, village, type Fate, type Person } from './testing.ts'

let world: Awaited<ReturnType<typeof village>>
let api: ApiPromise

beforeAll(async () => {
  world = await village({ blockMs: 25, finalityMs: 80 })
  api = await apiOf(world.chain)
})
afterAll(async () => {
  await api.disconnect()
  world.chain.close()
})

type Tx = SubmittableExtrinsic<'promise'>
const tx = (section: string, method: string, ...args: unknown[]): Tx =>
  api.tx[section]![method]!(...args) // a name that the metadata lacks ends the test, as it should
const read = async (section: string, item: string, ...args: unknown[]) =>
  (await api.query[section]![item]!(...args)).toPrimitive()
const contracts = (method: string, ...args: unknown[]) => tx('smartContractModule', method, ...args)
const grid = (method: string, ...args: unknown[]) => tx('tfgridModule', method, ...args)
const deploy = (node: number, n: number, ips = 0) =>
  contracts('createNodeContract', node, hashOf(n), `{"n":${n}}`, ips, null)

/** Signed, sent, in a block, final, and done. */
async function done(by: Person, call: Tx): Promise<Fate> {
  const fate = await submit(api, by, call)
  expect(fate).toMatchObject({
    error: undefined,
    statuses: ['Ready', 'Broadcast', 'InBlock', 'Finalized'],
  })
  return fate
}

/** In a block and paid for, but not done. */
async function refused(by: Person, call: Tx): Promise<string | undefined> {
  const fate = await submit(api, by, call)
  expect(fate.events.at(-1)).toBe('system.ExtrinsicFailed')
  return fate.error
}

/** The id of the contract that an extrinsic made, from its own event. */
const created = (fate: Fate): number => {
  // ContractCreated carries the contract (facts: tfchain.md section 5)
  const [contract] = fate.data.get('smartContractModule.ContractCreated') as [
    { contractId: number },
  ]
  return contract.contractId
}

test('the public library connects and reads twins, farms, nodes and prices', async () => {
  expect(api.runtimeVersion.specVersion.toNumber()).toBe(152)
  expect(api.genesisHash.toHex()).toBe(world.chain.genesisHash)
  expect(await read('tfgridModule', 'twins', 1)).toMatchObject({
    id: 1,
    accountId: world.farmer.address,
    relay: 'relay.test',
  })
  expect(await read('tfgridModule', 'twinIdByAccountID', world.tenant.address)).toBe(2)
  expect(await read('tfgridModule', 'twinIdByAccountID', world.stranger.address)).toBe(null)
  expect(await read('tfgridModule', 'nodes', 1)).toMatchObject({
    farmId: 1,
    location: { city: 'Ghent' },
    resources: { cru: 8 },
  })
  expect(await read('tfgridModule', 'nodePower', 1)).toEqual({ state: { up: null }, target: 'Up' })
  expect(await read('tfgridModule', 'nodePower', 2)).toEqual({ state: { down: 1 }, target: 'Down' })
  expect(await read('tftPriceModule', 'averageTftPrice')).toBe(25)
  expect(await read('tfgridModule', 'pricingPolicies', 1)).toMatchObject({
    su: { value: 50_000, unit: 'Gigabytes' },
    discountForDedicationNodes: 50,
  })
  const farms = await api.query['tfgridModule']!['farms']!.entries()
  expect(farms.map(([key]) => key.args.map(String))).toHaveLength(2)
  expect(await read('tfgridModule', 'farmIdByName', 'manor')).toBe(2)
})

test('a transfer moves money, takes the recorded kind of fee and is followed by a subscription', async () => {
  const { tenant, stranger, chain } = world
  const before = chain.balance(stranger.account).free
  const mine = chain.balance(tenant.account).free
  const seen: bigint[] = []
  const stop = await api.query['system']!['account']!(stranger.address, (info: unknown) => {
    // the library's codec of AccountInfo
    seen.push((info as { data: { free: { toBigInt: () => bigint } } }).data.free.toBigInt())
  })
  const call = tx('balances', 'transferKeepAlive', stranger.address, 1_0000000n)
  const fee = await call.paymentInfo(tenant.address)
  const fate = await done(tenant, call)
  expect(fate.events).toEqual([
    'balances.Withdraw',
    'balances.Transfer',
    'balances.Deposit',
    'transactionPayment.TransactionFeePaid',
    'system.ExtrinsicSuccess',
  ])
  expect(chain.balance(stranger.account).free).toBe(before + 1_0000000n)
  expect(chain.balance(tenant.account).free).toBe(mine - 1_0000000n - fee.partialFee.toBigInt())
  expect(fee.partialFee.toNumber()).toBeGreaterThan(10_100)
  expect(fee.partialFee.toNumber()).toBeLessThan(10_250)
  expect(seen).toEqual([before, before + 1_0000000n])
  // the library types a subscription's end loosely
  ;(stop as unknown as () => void)()
})

test('a long call is signed by its hash, on both curves', async () => {
  const long = tx('system', 'remark', `0x${'ab'.repeat(400)}`)
  await done(world.tenant, long)
  await done(world.farmer, long)
})

test('accepting terms and making a twin work in one batch, and the twin can be changed', async () => {
  const { stranger, chain } = world
  expect(await refused(stranger, grid('createTwin', 'relay.test', null))).toBe(
    'tfgridModule.UserDidNotSignTermsAndConditions',
  )
  const fate = await done(
    stranger,
    tx('utility', 'batchAll', [
      grid(
        'userAcceptTc',
        'https://library.threefold.me/legal',
        'd41d8cd98f00b204e9800998ecf8427e',
      ),
      grid('createTwin', 'relay.test', `0x02${'22'.repeat(32)}`),
    ]),
  )
  expect(fate.events).toContain('utility.BatchCompleted')
  expect(fate.data.get('tfgridModule.TwinStored')).toMatchObject([{ id: 4, relay: 'relay.test' }])
  expect(chain.twinOf(stranger.account)).toMatchObject({ id: 4, address: stranger.address })
  expect(await refused(stranger, grid('createTwin', null, null))).toBe(
    'tfgridModule.TwinWithPubkeyExists',
  )
  await done(stranger, grid('updateTwin', 'relay.other', null))
  expect(chain.twin(4)).toMatchObject({ relay: 'relay.other', pk: null })
  for (const relay of ['https://relay.test', 'relay.test:443', '.relay', 'a..b', 'relay.', '']) {
    expect([relay, await refused(stranger, grid('updateTwin', relay, null))]).toEqual([
      relay,
      'tfgridModule.InvalidRelayAddress',
    ])
  }
})

test('a node contract takes addresses, is found by its hash, changes and ends', async () => {
  const { tenant, chain } = world
  const fate = await done(tenant, deploy(1, 1, 1))
  expect(fate.events).toEqual([
    'balances.Withdraw',
    'smartContractModule.ContractCreated',
    'balances.Deposit',
    'transactionPayment.TransactionFeePaid',
    'system.ExtrinsicSuccess',
  ])
  const id = created(fate)
  expect(await read('smartContractModule', 'contractIDByNodeIDAndHash', 1, hashOf(1))).toBe(id)
  expect(await read('smartContractModule', 'contracts', id)).toMatchObject({
    state: { created: null },
    twinId: 2,
    contractType: {
      nodeContract: {
        deploymentHash: hashOf(1),
        deploymentData: '{"n":1}',
        publicIpsList: [{ ip: '185.206.122.33/24', contractId: id }],
      },
    },
  })
  expect(await refused(tenant, deploy(1, 1))).toBe('smartContractModule.ContractIsNotUnique')
  expect(await refused(tenant, deploy(1, 2, 2))).toBe(
    'smartContractModule.FarmHasNotEnoughPublicIPsFree',
  )
  expect(await refused(tenant, deploy(1, 2, 3))).toBe(
    'smartContractModule.FarmHasNotEnoughPublicIPs',
  )
  expect(await refused(world.farmer, contracts('cancelContract', id))).toBe(
    'smartContractModule.TwinNotAuthorizedToCancelContract',
  )
  expect(await refused(world.farmer, contracts('updateNodeContract', id, hashOf(3), ''))).toBe(
    'smartContractModule.TwinNotAuthorizedToUpdateContract',
  )
  await done(tenant, contracts('updateNodeContract', id, hashOf(3), '{"n":3}'))
  expect(chain.contractByHash(1, hashOf(1))).toBe(undefined)
  expect(chain.contractByHash(1, hashOf(3))).toBe(BigInt(id))
  expect(chain.contract(id)?.type).toMatchObject({ hash: hashOf(3), data: '{"n":3}' })
  const end = await done(tenant, contracts('cancelContract', id))
  const own = end.events.filter((name) => name.startsWith('smartContract'))
  expect(own.slice(-2)).toEqual([
    'smartContractModule.IPsFreed',
    'smartContractModule.NodeContractCanceled',
  ])
  expect(chain.contract(id)).toBe(undefined)
  expect(await read('smartContractModule', 'activeNodeContracts', 1)).toEqual([])
  expect(await refused(tenant, contracts('cancelContract', id))).toBe(
    'smartContractModule.ContractNotExists',
  )
})

test('a name is unique, and follows the rules for names', async () => {
  const { tenant } = world
  const id = created(await done(tenant, contracts('createNameContract', 'my-site_1')))
  expect(await read('smartContractModule', 'contractIDByNameRegistration', 'my-site_1')).toBe(id)
  const why = {
    'my-site_1': 'NameExists',
    ab: 'NameContractNameTooShort',
    ['x'.repeat(65)]: 'NameContractNameTooLong',
    'My-Site': 'NameNotValid',
    'a.b': 'NameNotValid',
  }
  for (const [name, error] of Object.entries(why)) {
    expect([name, await refused(tenant, contracts('createNameContract', name))]).toEqual([
      name,
      `smartContractModule.${error}`,
    ])
  }
  expect(await refused(tenant, contracts('updateNodeContract', id, hashOf(9), ''))).toBe(
    'smartContractModule.InvalidContractType',
  )
  const end = await done(tenant, contracts('cancelContract', id))
  expect(end.events).toContain('smartContractModule.NameContractCanceled')
})

test('a rented node is its renter’s alone, and is given back last', async () => {
  const { tenant, farmer } = world
  expect(await refused(tenant, deploy(3, 10))).toBe('smartContractModule.NodeNotAvailableToDeploy')
  const rent = created(await done(tenant, contracts('createRentContract', 3, null)))
  expect(await refused(farmer, contracts('createRentContract', 3, null))).toBe(
    'smartContractModule.NodeHasRentContract',
  )
  expect(await refused(farmer, deploy(3, 10))).toBe('smartContractModule.NodeNotAvailableToDeploy')
  const load = created(await done(tenant, deploy(3, 10)))
  expect(await refused(tenant, contracts('cancelContract', rent))).toBe(
    'smartContractModule.NodeHasActiveContracts',
  )
  const end = await done(
    tenant,
    tx('utility', 'batchAll', [
      contracts('cancelContract', load),
      contracts('cancelContract', rent),
    ]),
  )
  expect(end.events).toContain('smartContractModule.RentContractCanceled')
  expect(await read('smartContractModule', 'activeRentContractForNode', 3)).toBe(null)
  expect(await refused(tenant, contracts('createRentContract', 1, 7))).toBe(
    'smartContractModule.NoSuchSolutionProvider',
  )
})

test('a sleeping node can be rented and takes no workload, an absent one neither', async () => {
  const { tenant, node } = world
  expect(await refused(tenant, deploy(2, 20))).toBe('smartContractModule.NodeNotAvailableToDeploy')
  expect(await refused(tenant, deploy(77, 20))).toBe('smartContractModule.NodeNotExists')
  expect(await refused(tenant, contracts('createRentContract', 77, null))).toBe(
    'smartContractModule.NodeNotExists',
  )
  const rent = created(await done(tenant, contracts('createRentContract', 2, null)))
  await done(tenant, contracts('cancelContract', rent))
  const poor = await refused(node, deploy(2, 20))
  expect(poor).toBe('smartContractModule.NodeNotAvailableToDeploy')
})

test('a batch stops where it fails, batchAll leaves nothing behind, forceBatch goes on', async () => {
  const { tenant, chain } = world
  const calls = [deploy(1, 30), deploy(77, 31), deploy(1, 32)]
  const stopped = await done(tenant, tx('utility', 'batch', calls))
  expect(stopped.events.filter((name) => name.startsWith('utility'))).toEqual([
    'utility.ItemCompleted',
    'utility.BatchInterrupted',
  ])
  expect(stopped.data.get('utility.BatchInterrupted')).toEqual([
    1,
    { module: { index: 26, error: '0x01000000' } },
  ])
  expect([30, 31, 32].map((n) => chain.contractByHash(1, hashOf(n)) !== undefined)).toEqual([
    true,
    false,
    false,
  ])
  const all = await submit(api, tenant, tx('utility', 'batchAll', [deploy(1, 33), deploy(1, 30)]))
  expect(all.error).toBe('smartContractModule.ContractIsNotUnique')
  expect(all.events).not.toContain('smartContractModule.ContractCreated')
  expect(chain.contractByHash(1, hashOf(33))).toBe(undefined)
  const forced = await done(tenant, tx('utility', 'forceBatch', calls))
  expect(forced.events.filter((name) => name.startsWith('utility'))).toEqual([
    'utility.ItemFailed',
    'utility.ItemFailed',
    'utility.ItemCompleted',
    'utility.BatchCompletedWithErrors',
  ])
  expect(chain.contractByHash(1, hashOf(32))).toBeDefined()
})

test('money that is not there, and accounts that may not die, are refused as the chain does', async () => {
  const { node, stranger } = world
  const nobody = '5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM' // an account that is not there
  expect(
    await refused(node, tx('balances', 'transferKeepAlive', stranger.address, 10n ** 15n)),
  ).toBe('{"arithmetic":"Underflow"}')
  expect(await refused(node, tx('balances', 'transferKeepAlive', nobody, 499n))).toBe(
    '{"token":"BelowMinimum"}',
  )
  const all = world.chain.balance(node.account).free
  const nearlyAll = tx('balances', 'transferKeepAlive', stranger.address, all - 10_300n)
  expect(await refused(node, nearlyAll)).toBe('{"token":"NotExpendable"}')
  const gone = await done(node, tx('balances', 'transferAll', stranger.address, false))
  expect(gone.events).toContain('system.KilledAccount')
  expect(await refused(stranger, grid('setFarmDedicated', 1, true))).toBe('system.CallFiltered')
})

test('a farmer changes the farm, and nobody else does', async () => {
  const { farmer, tenant, chain } = world
  await done(farmer, grid('addFarmIp', 1, '185.206.122.40/24', '185.206.122.1'))
  const why: [Tx, string][] = [
    [grid('addFarmIp', 1, '185.206.122.40/24', '185.206.122.1'), 'IpExists'],
    [grid('addFarmIp', 1, '10.0.0.2/24', '10.0.0.1'), 'InvalidPublicIP'],
    [grid('addFarmIp', 1, '185.206.122.41/24', '185.206.123.1'), 'InvalidPublicIP'],
    [grid('removeFarmIp', 1, '185.206.122.99/24'), 'IpNotExists'],
    [grid('updateFarm', 1, 'manor'), 'InvalidFarmName'],
    [grid('createFarm', 'village', []), 'FarmExists'],
    [grid('createFarm', 'no', []), 'FarmNameTooShort'],
    [grid('addNodePublicConfig', 1, 3, null), 'NodeUpdateNotAuthorized'],
  ]
  for (const [call, error] of why) {
    expect(await refused(farmer, call)).toBe(`tfgridModule.${error}`)
  }
  expect(await refused(tenant, grid('addFarmIp', 1, '185.206.122.42/24', '185.206.122.1'))).toBe(
    'tfgridModule.CannotUpdateFarmWrongTwin',
  )
  expect(await refused(tenant, grid('changePowerTarget', 1, 'Down'))).toBe(
    'tfgridModule.UnauthorizedToChangePowerTarget',
  )
  expect(await refused(farmer, grid('changePowerTarget', 1, 'Down'))).toBe(
    'tfgridModule.NodeHasActiveContracts',
  )
  const config = {
    ip4: { ip: '185.206.122.40/24', gw: '185.206.122.1' },
    ip6: null,
    domain: 'gw.test',
  }
  await done(farmer, grid('addNodePublicConfig', 1, 1, config))
  expect(await read('tfgridModule', 'nodes', 1)).toMatchObject({
    publicConfig: { domain: 'gw.test' },
  })
  await done(farmer, contracts('setDedicatedNodeExtraFee', 2, 5_000))
  expect(await refused(tenant, contracts('setDedicatedNodeExtraFee', 2, 1))).toBe(
    'smartContractModule.UnauthorizedToSetExtraFee',
  )
  expect(chain.store.get('SmartContractModule.DedicatedNodesExtraFee', 2)).toBe(5_000n)
})

test('terms are refused by their characters', async () => {
  const { tenant } = world
  const why: [string, string, string][] = [
    ['', 'abc', 'DocumentLinkInputTooShort'],
    ['https://a b', 'abc', 'InvalidDocumentLinkInput'],
    ['https://a', '', 'DocumentHashInputTooShort'],
    ['https://a', 'a b', 'InvalidDocumentHashInput'],
  ]
  for (const [link, hash, error] of why) {
    expect(await refused(tenant, grid('userAcceptTc', link, hash))).toBe(`tfgridModule.${error}`)
  }
})
