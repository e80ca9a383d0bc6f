import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bill,
  billingPrice,
  cost,
  rateOf,
  toTft,
  toUsd,
  type Billable,
  type PricingPolicy,
  type Rate,
  type Resources,
} from './pricing.ts'
import { checkPricing, pricingVectors } from './vectors.ts'

const rate = (value: bigint): Rate => ({ value, unit: 'Gigabytes' })
/** The chain's own first policy (facts: grid-services.md B.1). */
const policy: PricingPolicy = {
  id: 1,
  name: 'threefold_default_pricing_policy',
  su: rate(50_000n),
  cu: rate(100_000n),
  nu: rate(15_000n),
  ipu: rate(40_000n),
  uniqueName: rate(2_500n),
  domainName: rate(5_000n),
  discountForDedicationNodes: 50,
}
const tftPrice = { last: 21n, average: 25n, min: 10n, max: 1000n }
const terms = { policy, tftPrice }

const GiB = 1n << 30n
const amount = (max: bigint) => fc.bigInt({ min: 0n, max })
const resources: fc.Arbitrary<Resources> = fc.record({
  cru: amount(256n),
  mru: amount(4096n * GiB),
  sru: amount(100_000n * GiB),
  hru: amount(1_000_000n * GiB),
})
const node: fc.Arbitrary<Billable> = fc.record({
  kind: fc.constant('node' as const),
  resources,
  publicIps: amount(256n),
  rented: fc.boolean(),
  amountUnbilled: amount(10_000_000n),
  certified: fc.boolean(),
})
const rent: fc.Arbitrary<Billable> = fc.record({
  kind: fc.constant('rent' as const),
  resources,
  extraFee: amount(1_000_000n),
  certified: fc.boolean(),
})
const any = fc.oneof(node, rent, fc.constant<Billable>({ kind: 'name' }))
const seconds = fc.bigInt({ min: 1n, max: 7n * 86_400n })
const balance = amount(10n ** 17n)

const vectors = pricingVectors(
  readFileSync(new URL('vectors/pricing.json', import.meta.url), 'utf8'),
)
test.each(vectors)('$id $title', (entry) => {
  expect(checkPricing(entry)).toBeUndefined()
})

test('a vector that expects something else is told from one that passes', () => {
  const [first] = vectors
  const changed = { ...first!, chain: { ...first!.chain, total_due_units: '1075001' } } // the file is not empty
  expect(checkPricing(changed)).toBe('total_due_units: got 1075000, expected 1075001')
})

test('the cost of resources is the exact fraction to the nearest unit', () => {
  fc.assert(
    fc.property(resources, amount(256n), seconds, (used, publicIps, s) => {
      const what: Billable = {
        kind: 'node',
        resources: used,
        publicIps,
        rented: false,
        amountUnbilled: 0n,
        certified: false,
      }
      // everything over one denominator: 8 for the quarters of CU, 2400 for SU, GiB, and the hour
      const memory = used.mru * 2n // eighths, in bytes
      const cores = used.cru * 8n * GiB
      const larger = (a: bigint, b: bigint) => (a > b ? a : b)
      const smaller = (a: bigint, b: bigint) => (a < b ? a : b)
      const cu8 = smaller(
        smaller(larger(memory, cores / 2n), larger(memory / 2n, cores)),
        larger(memory * 2n, cores / 4n),
      )
      const su2400 = used.hru * 2n + used.sru * 12n
      const over = 8n * 2400n * GiB * 3600n
      const exact =
        s *
        (100_000n * cu8 * 2400n + 50_000n * su2400 * 8n + 40_000n * publicIps * 8n * 2400n * GiB)
      const error = cost(what, policy, s) * over - exact
      // half a unit, and the little that cutting off 2^-64ths may take
      expect(error <= over / 2n && -error <= over / 2n + over / 1_000_000n).toBe(true)
    }),
  )
})

test('more time or a dearer policy never costs less', () => {
  fc.assert(
    fc.property(any, seconds, seconds, (what, a, b) => {
      const [short, long] = a < b ? [a, b] : [b, a]
      const dearer = { ...policy, cu: rate(100_001n), su: rate(50_001n), uniqueName: rate(2_501n) }
      expect(cost(what, policy, short)).toBeLessThanOrEqual(cost(what, policy, long))
      expect(cost(what, policy, short)).toBeLessThanOrEqual(cost(what, dearer, short))
    }),
  )
})

test('a larger balance never costs more, and never touches the extra fee', () => {
  fc.assert(
    fc.property(any, seconds, balance, balance, (what, s, a, b) => {
      const [poor, rich] = a < b ? [a, b] : [b, a]
      const [dear, cheap] = [poor, rich].map((owned) =>
        bill(what, terms, { seconds: s, balance: owned }),
      )
      expect(cheap!.total).toBeLessThanOrEqual(dear!.total) // two in, two out
      expect(cheap!.extraFee).toBe(dear!.extraFee)
      expect(dear!.total).toBe(dear!.due + dear!.extraFee)
    }),
  )
})

test.each([
  ['Gold', 18n, 1n],
  ['Silver', 6n, 1n],
  ['Bronze', 3n, 1n],
  ['Default', 3n, 2n],
] as const)('%s begins exactly where the balance covers its months', (level, top, bottom) => {
  fc.assert(
    fc.property(resources, (used) => {
      const what: Billable = { kind: 'rent', resources: used, extraFee: 0n, certified: false }
      const { monthly } = bill(what, terms, { seconds: 3600n, balance: 0n })
      fc.pre(monthly > 0n)
      const enough = (monthly * top + bottom - 1n) / bottom
      expect(rateOf(what, terms, enough).level).toBe(level)
      expect(rateOf(what, terms, enough - 1n).level).not.toBe(level)
    }),
  )
})

test('certified nodes cost a quarter more after the discount, names never do', () => {
  const what = { kind: 'node', publicIps: 1n, rented: true, amountUnbilled: 0n } as const
  const used = { cru: 0n, mru: 0n, sru: 0n, hru: 0n }
  const at = { seconds: 3600n, balance: 0n }
  const plain = bill({ ...what, resources: used, certified: false }, terms, at)
  const certified = bill({ ...what, resources: used, certified: true }, terms, at)
  expect(certified.due * 4n).toBe(plain.due * 5n)
  expect(certified.level).toBe(plain.level)
})

test('renting pays the percentage of the policy, not what is left of it', () => {
  const what: Billable = {
    kind: 'rent',
    resources: { cru: 24n, mru: 48n * GiB, sru: 768n * GiB, hru: 0n },
    extraFee: 0n,
    certified: false,
  }
  const at = (percent: number) =>
    cost(what, { ...policy, discountForDedicationNodes: percent }, 3600n)
  expect(at(30) * 10n).toBe(at(100) * 3n)
  expect(at(250)).toBe(at(100))
})

test('on a rented node only addresses and traffic are billed', () => {
  fc.assert(
    fc.property(resources, amount(256n), (used, publicIps) => {
      const what = { kind: 'node', resources: used, rented: true, certified: false } as const
      expect(cost({ ...what, publicIps, amountUnbilled: 7n }, policy, 3600n)).toBe(
        40_000n * publicIps + 7n,
      )
    }),
  )
})

test('the price of a TFT is the average, kept within its bounds', () => {
  expect(billingPrice({ ...tftPrice, average: 5n })).toBe(10n)
  expect(billingPrice({ ...tftPrice, average: 2000n })).toBe(1000n)
  expect(billingPrice({ ...tftPrice, last: 999n })).toBe(25n)
})

test('TFT and USD go to and fro within one unit of TFT', () => {
  fc.assert(
    fc.property(amount(10n ** 16n), fc.bigInt({ min: 1n, max: 1000n }), (units, price) => {
      const back = toTft(toUsd(units, price), price)
      const difference = back > units ? back - units : units - back
      // one unit of USD is 1000 / price units of TFT
      expect(difference).toBeLessThanOrEqual(1000n / price + 1n)
    }),
  )
})

test('nothing used, no time and no price cost nothing', () => {
  expect(bill({ kind: 'name' }, terms, { seconds: 0n, balance: 5n })).toMatchObject({
    costUsd: 0n,
    level: 'None',
    total: 0n,
  })
  expect(toTft(5n, 0n)).toBe(0n)
})
