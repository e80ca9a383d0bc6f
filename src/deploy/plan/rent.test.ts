import { expect, test } from 'vitest'
import type { NodeOffer } from '#chain/available.ts'
import type { PricingPolicy } from '#chain/pricing.ts'
import { asContract, asTwin } from '#lib/ids.ts'
import { planRent, whyNotRelease } from './rent.ts'

const GIB = 1n << 30n
const [me, other] = [asTwin(143)!, asTwin(9)!] // u32s
const rate = (value: bigint) => ({ value, unit: 'Gigabytes' as const })
const policy: PricingPolicy = {
  id: 1,
  name: 'p',
  su: rate(50_000n),
  cu: rate(100_000n),
  nu: rate(15_000n),
  ipu: rate(40_000n),
  uniqueName: rate(2500n),
  domainName: rate(5000n),
  discountForDedicationNodes: 50,
}
const terms = { policy, tftPrice: { last: 25n, average: 25n, min: 10n, max: 1000n } }
const resources = { cru: 24n, mru: 48n * GIB, sru: 768n * GIB, hru: 0n }
const offer = (change: Partial<NodeOffer> = {}, extraFee = 0n, contracts = 0): NodeOffer => ({
  terms: {
    power: { state: null, target: 'Up' },
    extraFee,
    rentContract: undefined,
    activeContracts: Array.from({ length: contracts }, (_, i) => asContract(BigInt(i))),
    billingOptOut: false,
  },
  dedicatedFarm: false,
  rentedBy: undefined,
  ...change,
})
const plan = (one: NodeOffer, balance = 0n) =>
  planRent({ resources, certified: false, offer: one }, terms, balance, me)

test('a free node has its price per month, and the farmer’s fee is told apart', () => {
  const bare = plan(offer())
  expect(bare).toMatchObject({ state: 'open', feeMonth: 0n })
  const fee = plan(offer({}, 5000n))
  // 5 USD at 25 mUSD are 200 TFT; hourly bills are rounded
  expect(Number(fee.feeMonth) / 1e7).toBeCloseTo(200, 1)
  expect(fee.month - bare.month).toBe(fee.feeMonth)
  expect(plan(offer({}, 5000n), 10n ** 15n).feeMonth).toBe(fee.feeMonth)
})

test('whose it is and what runs on it decide', () => {
  expect(plan(offer({ rentedBy: me })).state).toBe('mine')
  expect(plan(offer({ rentedBy: other }))).toMatchObject({
    state: 'no',
    words: expect.stringContaining('Another twin rents'),
  })
  expect(plan(offer({}, 0n, 2))).toMatchObject({ state: 'no', contracts: 2 })
  expect(plan(offer({ dedicatedFarm: true }, 0n, 2)).state).toBe('open')
})

test('a rent ends only after what runs on the node', () => {
  expect(whyNotRelease(offer())).toBeNull()
  expect(whyNotRelease(offer({}, 0n, 1))).toBe('1 contract runs on the node. End it first.')
})
