import { expect, test } from 'vitest'
import { billContract, cancelContract } from './billing.ts'
import { createChain, type Chain, type ChainOptions } from './chain.ts'
import type { CallContext } from './context.ts'
import { createRentContract, updateNodeContract } from './contracts.ts'
import { changePowerTarget } from './farming.ts'
import { Refusal } from './refusal.ts'
import { FOUNDATION } from './genesis.ts'
import { hashOf, person } from './testing.ts'
import { utf8 } from '#lib/bytes.ts'

const GIB = 2 ** 30
const TFT = 10_000_000n
const HOUR = 600 // blocks of 6 s

const [farmer, tenant] = await Promise.all([person('farmer'), person('tenant')])

/** One node, and whatever contracts the test wants; blocks come when they are told to. Contract 610 is billed in blocks 10, 610, 1210 … */
function grid(options: ChainOptions = {}, free = 10_000n * TFT): Chain {
  return createChain({
    blockMs: 0,
    height: 10,
    now: () => 1_700_000_000_000,
    twins: [
      { id: 1, account: farmer.account, relay: null, pk: null },
      { id: 2, account: tenant.account, relay: null, pk: null },
    ],
    farms: [
      {
        id: 1,
        name: 'village',
        twinId: 1,
        publicIps: [{ ip: '185.206.122.33/24', gateway: '185.206.122.1', contractId: 610 }],
      },
    ],
    nodes: [
      {
        id: 1,
        farmId: 1,
        twinId: 3,
        resources: { cru: 24, mru: 48 * GIB, sru: 768 * GIB, hru: 0 },
      },
    ],
    balances: [
      { account: farmer.account, free: 1_000n * TFT },
      { account: tenant.account, free },
    ],
    ...options,
  })
}

const used = { cru: 2, mru: 4 * GIB, sru: 50 * GIB, hru: 0 }
const workload = {
  id: 610,
  twinId: 2,
  used,
  type: { type: 'node', nodeId: 1, hash: hashOf(1), data: '{}', publicIps: 1 },
} as const
const rent = { id: 620, twinId: 2, type: { type: 'rent', nodeId: 1 } } as const

/** Names of the last block's events, pallet left out, and what they carry. */
function happened(chain: Chain): [string, unknown][] {
  const records = chain.store.get('System.Events') ?? []
  return records.flatMap((record) => {
    const { event } = record as { event: Record<string, string | Record<string, unknown>> } // as ledger.ts writes them
    return Object.values(event).map((of): [string, unknown] =>
      typeof of === 'string' ? [of, undefined] : (Object.entries(of)[0] ?? ['', undefined]),
    )
  })
}
const names = (chain: Chain) => happened(chain).map(([name]) => name)

/** What a call of the tenant's works on, without an extrinsic around it. */
const by = (chain: Chain, signer = tenant.account): CallContext => ({ ...chain.context(), signer })

/** Every unit there is, added up. */
const sum = (chain: Chain): bigint =>
  chain.store
    .entries('System.Account')
    .reduce((all, [, { data }]) => all + data.free + data.reserved, 0n)

test('an hour of a machine with an address costs what the chain’s own vector says', () => {
  const chain = grid({ contracts: [workload] })
  const before = chain.balance(tenant.account).reserved
  chain.skip(HOUR)
  // vector P02: 2 cores, 4 GB, 50 GB, one address, Gold (facts: grid-services.md B.5)
  expect(chain.balance(tenant.account).reserved - before).toBe(2_440_000n)
  expect(happened(chain)).toContainEqual([
    'ContractBilled',
    {
      contract_id: 610n,
      timestamp: BigInt(chain.seconds()),
      discount_level: 'Gold',
      amount_billed: 2_440_000n,
    },
  ])
})

test('a name costs by the hour, and a node that has reported nothing only its addresses', () => {
  const bare = { ...workload, used: { cru: 0, mru: 0, sru: 0, hru: 0 } }
  const name = { id: 611, twinId: 2, type: { type: 'name', name: 'my-site' } } as const
  const chain = grid({ contracts: [bare, name] })
  chain.skip(1)
  const before = chain.balance(tenant.account).reserved
  chain.skip(HOUR)
  // 40,000 and 2,500 USD units at 25 mUSD, each at 40 % (Gold)
  expect(chain.balance(tenant.account).reserved - before).toBe(640_000n + 40_000n)
})

test('every 24 bills what was set aside is paid out, and no unit is lost', () => {
  const chain = grid({ contracts: [workload] })
  const all = sum(chain)
  const had = chain.balance(farmer.account).free
  chain.skip(22 * HOUR)
  const waiting = chain.balance(tenant.account).reserved
  expect(chain.balance(farmer.account).free).toBe(had)
  chain.skip(HOUR)
  const paid = waiting + 2_440_000n
  expect(names(chain)).toContain('RewardDistributed')
  expect(chain.balance(tenant.account).reserved).toBe(0n)
  expect(chain.balance(farmer.account).free - had).toBe(paid / 2n)
  expect(chain.balance(FOUNDATION).free).toBe(paid - paid / 2n - paid / 10n)
  expect(sum(chain)).toBe(all)
  expect(chain.store.get('Balances.TotalIssuance')).toBe(all)
})

test('who cannot pay comes into grace, and out of it with money and a bill', () => {
  const chain = grid({ contracts: [workload] }, TFT / 2n)
  chain.skip(HOUR)
  expect(names(chain)).toEqual([
    'ExtrinsicSuccess',
    'Reserved',
    'ContractPaymentOverdrawn',
    'ContractGracePeriodStarted',
  ])
  expect(chain.contract(610)).toMatchObject({ state: 'GracePeriod', graceSince: 610n })
  expect(() =>
    updateNodeContract(by(chain), {
      contract_id: 610n,
      deployment_hash: utf8(hashOf(2)),
      deployment_data: utf8(''),
    }),
  ).toThrow(
    new Refusal({ module: 'SmartContractModule', error: 'CannotUpdateContractInGraceState' }),
  )
  const owed = chain.store.get('SmartContractModule.ContractPaymentState', 610n)
  // Default discount while the first half TFT was there; nothing of it is forgotten
  expect((owed?.standard_overdraft ?? 0n) > 0n).toBe(true)
  chain.skip(HOUR)
  const more = chain.store.get('SmartContractModule.ContractPaymentState', 610n)
  expect((more?.standard_overdraft ?? 0n) > (owed?.standard_overdraft ?? 0n)).toBe(true)
  const { store } = chain
  const info = store.get('System.Account', tenant.account)
  if (info) {
    const data = { ...info.data, free: info.data.free + 100n * TFT }
    store.put('System.Account', [tenant.account], { ...info, data })
  }
  billContract(by(chain, farmer.account), 610n)
  expect(chain.contract(610)?.state).toBe('Created')
  const state = store.get('SmartContractModule.ContractPaymentState', 610n)
  expect(state?.standard_overdraft).toBe(0n)
  expect(state?.standard_reserve).toBe(chain.balance(tenant.account).reserved)
})

test('a debt that a world begins with is paid first', () => {
  const contracts = [{ ...workload, graceSince: 5, overdraft: 3n * TFT }]
  const chain = grid({ contracts, height: 10 })
  expect(chain.contract(610)?.state).toBe('Created')
  expect(names(chain)).toContain('ContractGracePeriodEnded')
  expect(chain.balance(tenant.account).reserved).toBe(3n * TFT + 4_064n)
})

test('after fourteen days of grace the contract is gone and its address free', () => {
  const chain = grid({ contracts: [workload] }, TFT / 2n)
  chain.skip(HOUR)
  chain.skip(201_600 - 1)
  expect(chain.contract(610)?.state).toBe('GracePeriod')
  chain.skip(1)
  expect(names(chain)).toEqual(
    expect.arrayContaining(['ContractGracePeriodElapsed', 'IPsFreed', 'NodeContractCanceled']),
  )
  expect(chain.contract(610)).toBe(undefined)
  expect(chain.store.get('TfgridModule.Farms', 1)?.public_ips[0]?.contract_id).toBe(0n)
  expect(chain.store.get('SmartContractModule.ContractsToBillAt', 10n)).toEqual([])
  chain.skip(HOUR)
})

test('a rent contract pulls its node’s contracts into grace and back', () => {
  const chain = grid({ contracts: [{ ...workload, used }, rent] }, TFT / 2n)
  chain.skip(HOUR + 10) // to block 620, the rent's turn
  expect(chain.contract(620)?.state).toBe('GracePeriod')
  expect(chain.contract(610)?.state).toBe('GracePeriod')
  chain.skip(201_600)
  expect(chain.contracts()).toEqual([])
})

test('a workload that costs nothing stays in grace while its node’s rent does', () => {
  const free = { ...workload, type: { ...workload.type, publicIps: 0 } }
  const chain = grid({ contracts: [free, rent] }, TFT / 2n)
  chain.skip(HOUR + 10)
  expect(chain.contract(610)?.state).toBe('GracePeriod')
  chain.skip(HOUR)
  expect(chain.contract(620)?.state).toBe('GracePeriod')
  expect(chain.contract(610)?.state).toBe('GracePeriod')
  const info = chain.store.get('System.Account', tenant.account)
  if (info) {
    const data = { ...info.data, free: info.data.free + 100n * TFT }
    chain.store.put('System.Account', [tenant.account], { ...info, data })
  }
  chain.skip(HOUR)
  expect(chain.contracts().map(({ state }) => state)).toEqual(['Created', 'Created'])
})

test('a workload on a rented node pays its addresses only; the rent is halved and the farmer’s fee is not', () => {
  const node = {
    id: 1,
    farmId: 1,
    twinId: 3,
    resources: { cru: 24, mru: 48 * GIB, sru: 768 * GIB, hru: 0 },
    extraFee: 5_000,
  }
  const chain = grid({ contracts: [workload, rent], nodes: [node] })
  chain.skip(10) // block 20: the rent was billed
  const before = chain.balance(tenant.account).reserved
  chain.skip(HOUR)
  // the address 640,000 as Gold; rent of 24/48/768 is (12 CU × 100,000 + 3.84 SU × 50,000) ÷ 2 USD units, to TFT
  // at 25 mUSD, × 0.7 as Bronze; the fee 5 USD ÷ 720 h is 69,444 USD units without discount
  const rented = (((12n * 100_000n + 192_000n) / 2n) * 40n * 7n) / 10n
  expect(chain.balance(tenant.account).reserved - before).toBe(640_000n + rented + 69_444n * 40n)
})

test('the rent of a sleeping node is waived from 2.9 on', () => {
  for (const spec of [144, 152] as const) {
    const chain = grid({ contracts: [rent], spec })
    chain.skip(10)
    const before = chain.balance(tenant.account)
    changePowerTarget(by(chain, farmer.account), { node_id: 1, power_target: 'Down' })
    chain.skip(HOUR)
    const spent = before.usable - chain.balance(tenant.account).usable
    expect([spec, spent > 0n]).toEqual([spec, spec === 144])
    expect(names(chain).includes('RentWaived')).toBe(spec === 152)
  }
})

test('before 2.9 bills lie under a lock and are taken when they are paid out', () => {
  const chain = grid({ contracts: [workload], spec: 144 })
  chain.skip(HOUR)
  const lock = chain.store.get('SmartContractModule.ContractLock', 610n)
  expect(lock?.cycles).toBe(2)
  expect(chain.balance(tenant.account)).toEqual({
    free: 10_000n * TFT,
    reserved: 0n,
    usable: 10_000n * TFT - (lock?.amount_locked ?? 0n),
  })
  const all = sum(chain)
  chain.skip(22 * HOUR)
  expect(chain.balance(tenant.account).usable).toBe(chain.balance(tenant.account).free)
  expect(chain.balance(tenant.account).free).toBeLessThan(10_000n * TFT)
  expect(sum(chain)).toBe(all)
})

test('a cancelled contract pays to the last second, and all of it is paid out', () => {
  const chain = grid({ contracts: [workload] })
  const all = sum(chain)
  chain.skip(HOUR / 2)
  cancelContract(by(chain), { contract_id: 610n })
  chain.mint()
  expect(chain.contract(610)).toBe(undefined)
  const { free, reserved } = chain.balance(tenant.account)
  expect(reserved).toBe(0n)
  // half an hour at 2,440,000; and 6 s before it: 254 USD units × 40 × 0.4
  expect(10_000n * TFT - free).toBe(1_220_000n + 4_064n)
  expect(sum(chain)).toBe(all)
})

test('traffic that a node reports is on the next bill', () => {
  const chain = grid({ contracts: [workload] })
  chain.skip(1)
  chain.reportTraffic(610, { bytes: 5_000_000_000n, seconds: 3_600n })
  const before = chain.balance(tenant.account).reserved
  chain.skip(HOUR - 1)
  // 152,500 USD units, and 5 GB at 15,000, at 25 mUSD: now dear enough for Silver only
  expect(chain.balance(tenant.account).reserved - before).toBe((227_500n * 40n * 6n) / 10n)
})

test('somebody else’s rent keeps a second one away', () => {
  const chain = grid({ contracts: [rent] })
  expect(() =>
    createRentContract(by(chain, farmer.account), { node_id: 1, solution_provider_id: null }),
  ).toThrow(new Refusal({ module: 'SmartContractModule', error: 'NodeHasRentContract' }))
})
