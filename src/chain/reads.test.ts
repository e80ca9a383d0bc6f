import { afterEach, expect, test } from 'vitest'
import { asContract, asFarm, asNode, asTwin } from '#lib/ids.ts'
import { meet, send } from '#mock/chain/meet.ts'
import { hashOf } from '#mock/chain/testing.ts'
import { billableOf, billingTerms, discountBalance } from './costs.ts'
import { bill, rateOf } from './pricing.ts'
import * as reads from './reads.ts'
import { billContract } from './writes.ts'

type World = Awaited<ReturnType<typeof meet>>
let open: World[] = []
afterEach(async () => {
  for (const world of open) await world.close()
  open = []
})

const GiB = 2 ** 30
// the chain bills each by itself in the block of its id's number: far from here
const [VM, NAME, RENT] = [asContract(500n), asContract(501n), asContract(502n)]
const TENANT = asTwin(2)!
const used = { cru: 2, mru: 4 * GiB, sru: 50 * GiB, hru: 0 }

/** The small grid with a contract of each kind, last billed an hour ago. */
async function grid(spec: 144 | 152): Promise<World> {
  const lastBilled = Math.floor(Date.now() / 1000) - 3600
  const type = {
    type: 'node',
    nodeId: 1,
    hash: hashOf(7),
    data: '{"name":"web"}',
    publicIps: 0,
  } as const
  const world = await meet({
    spec,
    contracts: [
      { id: VM, twinId: 2, lastBilled, used, type },
      { id: NAME, twinId: 2, lastBilled, type: { type: 'name', name: 'shop' } },
      { id: RENT, twinId: 2, lastBilled, type: { type: 'rent', nodeId: 3 } },
    ],
  })
  open.push(world)
  return world
}

test.each([144, 152] as const)(
  'all three kinds of contract of spec %i, and the ways to find them',
  async (spec) => {
    const { api } = await grid(spec)
    const [vm, none, name, rent] = await reads.contracts(api, [VM, asContract(99n), NAME, RENT])
    expect(vm).toMatchObject({ kind: 'node', nodeId: 1, deploymentHash: hashOf(7), twinId: 2 })
    expect(none).toBeUndefined()
    expect(name).toMatchObject({ kind: 'name', name: 'shop' })
    expect(rent).toMatchObject({ kind: 'rent', nodeId: 3 })
    expect(await reads.contracts(api, [])).toEqual([])
    expect(await reads.contract(api, asContract(99n))).toBeUndefined()
    expect(await reads.contractByHash(api, asNode(1)!, hashOf(7))).toBe(VM)
    expect(await reads.contractByHash(api, asNode(1)!, hashOf(8))).toBeUndefined()
    expect(await reads.contractByName(api, 'shop')).toBe(NAME)
    expect(await reads.contractByName(api, 'cafe')).toBeUndefined()
  },
)

test.each([144, 152] as const)('twins, farms, nodes and terms of spec %i', async (spec) => {
  const { api, farmer, tenant, stranger } = await grid(spec)
  expect(await reads.twinIdOf(api, tenant.address)).toBe(2)
  expect(await reads.twin(api, asTwin(1)!)).toEqual({
    id: 1,
    accountId: farmer.address,
    relay: 'relay.test',
    pk: `02${'11'.repeat(32)}`,
  })
  expect(await reads.twin(api, asTwin(77)!)).toBeUndefined()
  expect(await reads.twinOf(api, stranger.address)).toBeUndefined()
  expect(await reads.stashOf(api, TENANT)).toBeUndefined()
  expect(await reads.acceptedTerms(api, stranger.address)).toEqual([])
  expect(await reads.farm(api, asFarm(1)!)).toMatchObject({
    name: 'village',
    dedicatedFarm: false,
    publicIps: [
      { ip: '185.206.122.33/24', gateway: '185.206.122.1', contractId: 0n },
      { ip: '185.206.122.34/24' },
    ],
  })
  expect(await reads.nodesOfFarm(api, asFarm(1)!)).toEqual([1, 2])
  expect(await reads.node(api, asNode(1)!)).toMatchObject({
    resources: { cru: 8n, mru: BigInt(32 * GiB) },
    location: { city: 'Ghent', country: 'Belgium' },
    publicConfig: null,
    certification: 'Diy',
  })
  expect(await reads.node(api, asNode(99)!)).toBeUndefined()
  expect(await reads.nodeTerms(api, asNode(1)!)).toEqual({
    power: { state: null, target: 'Up' },
    extraFee: 0n,
    rentContract: undefined,
    activeContracts: [VM],
    billingOptOut: false,
  })
  expect(await reads.nodeTerms(api, asNode(2)!)).toMatchObject({ power: { target: 'Down' } })
  expect(await reads.nodeTerms(api, asNode(3)!)).toMatchObject({ rentContract: RENT })
})

test.each([144, 152] as const)('money, prices and the clock of spec %i', async (spec) => {
  const { api, stranger, chain } = await grid(spec)
  expect(await reads.balance(api, stranger.address)).toEqual({
    free: 100_0000000n,
    reserved: 0n,
    frozen: 0n,
    usable: 100_0000000n,
    nonce: 0,
  })
  expect(reads.existentialDeposit(api)).toBe(500n)
  expect(await reads.pricingPolicy(api)).toMatchObject({
    su: { value: 50_000n, unit: 'Gigabytes' },
    discountForDedicationNodes: 50,
  })
  const price = await reads.tftPrice(api)
  expect(price.min).toBeLessThanOrEqual(price.average)
  expect(price.average).toBeLessThanOrEqual(price.max)
  expect(await reads.billingFrequency(api)).toBe(600)
  expect(await reads.usedResources(api, VM)).toEqual({
    cru: 2n,
    mru: BigInt(4 * GiB),
    sru: BigInt(50 * GiB),
    hru: 0n,
  })
  const block = await reads.currentBlock(api)
  expect(chain.head().number - block).toBeLessThan(10)
  expect(Number(await reads.chainTime(api)) / 1000).toBeGreaterThan(chain.seconds() - 600)
})

test.each([
  [144, VM],
  [144, NAME],
  [144, RENT],
  [152, VM],
  [152, NAME],
  [152, RENT],
] as const)('the cost that is computed is the bill of spec %i, contract %i', async (spec, id) => {
  const { api, client, tenant, stranger } = await grid(spec)
  const contract = (await reads.contract(api, id))!
  const what = (await billableOf(api, contract, { traffic: true }))!
  const terms = await billingTerms(api)
  // the first bill says from when on the second counts; anybody may have a contract billed
  const first = (await send(client, stranger, billContract(id))).sent!.result.billed
  const before = (await reads.billing(api, id)).payment!
  const balance = await discountBalance(api, TENANT, tenant.address)
  const { sent } = await send(client, stranger, billContract(id))
  const after = (await reads.billing(api, id)).payment!
  const seconds = after.lastBilled - before.lastBilled
  const expected = bill(what, terms, { seconds, balance })
  expect(expected.total).toBeGreaterThan(0n)
  expect(sent!.result.billed).toBe(expected.total)
  expect(after).toMatchObject({
    by: spec === 152 ? 'reserve' : 'lock',
    held: before.held + expected.due,
    heldExtra: before.heldExtra + expected.extraFee,
  })
  // what is set aside is no longer there to pay
  const money = await reads.balance(api, tenant.address)
  expect(money.usable).toBe(balance - expected.total)
  expect(spec === 152 ? money.reserved : money.frozen).toBe(first + expected.total)
})

test.each([144, 152] as const)(
  'before its first bill a contract of spec %i counts from its beginning',
  async (spec) => {
    const { api } = await grid(spec)
    const { amountUnbilled, payment } = await reads.billing(api, VM)
    expect(amountUnbilled).toBe(0n)
    expect(payment).toMatchObject({ held: 0n, overdue: 0n, cycles: 0 })
    const age = Date.now() / 1000 - Number(payment!.lastBilled)
    expect(age).toBeGreaterThan(3590)
    expect(age).toBeLessThan(3700)
  },
)

test('a whole node is dearer than what runs on it', async () => {
  const { api } = await grid(152)
  const terms = await billingTerms(api)
  const hour = async (id: typeof VM) =>
    rateOf((await billableOf(api, (await reads.contract(api, id))!))!, terms, 0n).hour
  expect(await hour(RENT)).toBeGreaterThan(await hour(VM))
  expect(await hour(VM)).toBeGreaterThan(await hour(NAME))
})

test('a read while nobody answers says so, and another works once the endpoint is back', async () => {
  const { api, client, chain } = await grid(152)
  chain.faults.endpoint = 'down'
  chain.dropSockets()
  await expect(reads.currentBlock(api)).rejects.toMatchObject({ code: 'disconnected' })
  await expect(client.api()).rejects.toMatchObject({ code: 'disconnected' })
  chain.faults.endpoint = 'up'
  await new Promise<void>((resolve) => {
    const stop = client.subscribe(() => {
      if (client.status().state !== 'connected') return
      stop()
      resolve()
    })
  })
  expect(
    await reads.twinIdOf(await client.api(), '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'),
  ).toBeUndefined()
})
