import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { graceEnds, GRACE_BLOCKS } from './grace.ts'
import { bill, type Billable, type PricingPolicy } from './pricing.ts'
import { atPrice, lasting, levelGoals, neededFor, rateAt, runway, stepsOf } from './runway.ts'

const rate = (value: bigint) => ({ value, unit: 'Gigabytes' as const })
const policy: PricingPolicy = {
  id: 1,
  name: '',
  su: rate(50_000n),
  cu: rate(100_000n),
  nu: rate(15_000n),
  ipu: rate(40_000n),
  uniqueName: rate(2_500n),
  domainName: rate(5_000n),
  discountForDedicationNodes: 50,
}
const terms = { policy, tftPrice: { last: 25n, average: 25n, min: 10n, max: 1000n } }

const GiB = 1n << 30n
const node = fc.record({
  kind: fc.constant('node' as const),
  resources: fc.record({
    cru: fc.bigInt(0n, 8n),
    mru: fc.bigInt(0n, 16n).map((n) => n * GiB),
    sru: fc.bigInt(0n, 500n).map((n) => n * GiB),
    hru: fc.constant(0n),
  }),
  publicIps: fc.bigInt(0n, 2n),
  rented: fc.boolean(),
  amountUnbilled: fc.constant(0n),
  certified: fc.boolean(),
})
const contract: fc.Arbitrary<Billable> = fc.oneof(node, fc.constant({ kind: 'name' as const }))

/** The plain way: every bill of every hour. */
function hourByHour(contracts: readonly Billable[], usable: bigint, stash: bigint): bigint {
  let left = usable
  for (let hour = 0n; ; hour++) {
    const due = contracts.reduce(
      (sum, each) => sum + bill(each, terms, { seconds: 3600n, balance: left + stash }).total,
      0n,
    )
    if (due > left) return hour
    left -= due
  }
}

test('the money ends in the hour in which the plain way finds that it ends', () => {
  fc.assert(
    fc.property(
      fc.array(contract, { minLength: 1, maxLength: 4 }),
      fc.bigInt(0n, 2_000_0000000n),
      fc.bigInt(0n, 500_0000000n),
      (contracts, usable, stash) => {
        const { hours, hourly, line } = runway(contracts, terms, { usable, stash })
        fc.pre(hourly > 50_000n) // an hour that costs next to nothing takes the plain way forever
        expect(hours).toBe(hourByHour(contracts, usable, stash))
        expect(line[0]).toEqual({ hours: 0, left: usable, rate: hourly })
        expect(line.at(-1)?.hours).toBe(Number(hours))
        for (const [i, point] of line.entries()) {
          const before = line[i - 1]
          if (!before) continue
          expect(point.left).toBeLessThanOrEqual(before.left)
          expect(point.rate).toBeGreaterThanOrEqual(before.rate)
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('where nothing costs anything the money never ends', () => {
  expect(runway([], terms, { usable: 5n, stash: 0n })).toEqual({
    hours: undefined,
    hourly: 0n,
    line: [{ hours: 0, left: 5n, rate: 0n }],
  })
})

test('with nothing to pay from it ends at once', () => {
  expect(runway([{ kind: 'name' }], terms, { usable: 0n, stash: 0n }).hours).toBe(0n)
})

test('discounts that are lost on the way make the end come sooner, and the line shows where', () => {
  const contracts: Billable[] = [{ kind: 'name' }]
  const usable = 1_500_000_000n // a little above 18 months of it
  const { hours, hourly, line } = runway(contracts, terms, { usable, stash: 0n })
  expect(hours!).toBeLessThan(usable / hourly)
  expect(line).toHaveLength(6) // now, four levels lost, the end
})

test('a level goal is what gives every contract the level, and one unit less does not', () => {
  fc.assert(
    fc.property(
      fc.array(contract, { minLength: 1, maxLength: 4 }),
      fc.bigInt(0n, 2_000_0000000n),
      (contracts, balance) => {
        const all = contracts.map((each) => stepsOf(each, terms))
        const billed = contracts.filter(
          (each) => bill(each, terms, { seconds: 3600n, balance: 0n }).total > 0n,
        )
        const goals = levelGoals(all, balance)
        expect(goals.map(({ level }) => level)).toEqual(['Default', 'Bronze', 'Silver', 'Gold'])
        for (const { level, hold, hourly, reached } of goals) {
          const rank = ['None', 'Default', 'Bronze', 'Silver', 'Gold']
          const having = (at: bigint) =>
            billed.filter((each) => {
              const told = bill(each, terms, { seconds: 3600n, balance: at }).level
              return rank.indexOf(told) >= rank.indexOf(level)
            }).length
          expect(having(hold)).toBe(billed.length)
          if (hold > 0n) expect(having(hold - 1n)).toBeLessThan(billed.length)
          expect(reached).toBe(having(balance))
          expect(hourly).toBe(
            contracts.reduce(
              (sum, each) => sum + bill(each, terms, { seconds: 3600n, balance: hold }).total,
              0n,
            ),
          )
        }
      },
    ),
    { numRuns: 40 },
  )
})

test('what is needed for some hours lasts them, and one unit less does not', () => {
  fc.assert(
    fc.property(
      fc.array(contract, { minLength: 1, maxLength: 3 }),
      fc.bigInt(0n, 200_0000000n),
      fc.bigInt(1n, 2_000n),
      (contracts, stash, hours) => {
        const all = contracts.map((each) => stepsOf(each, terms))
        const needed = neededFor(all, stash, hours)
        const lasts = (usable: bigint) => lasting(all, { usable, stash }).hours ?? hours
        expect(lasts(needed)).toBeGreaterThanOrEqual(hours)
        if (needed > 0n) expect(lasts(needed - 1n)).toBeLessThan(hours)
      },
    ),
    { numRuns: 40 },
  )
  expect(neededFor([], 0n, 100n)).toBe(0n)
})

test('a dearer TFT lasts longer, as far as the chain lets the price move', () => {
  const contracts: Billable[] = [{ kind: 'name' }]
  const money = { usable: 100_0000000n, stash: 0n }
  const hours = (percent: number) => runway(contracts, atPrice(terms, percent), money).hours!
  expect(hours(20)).toBeGreaterThan(hours(0))
  expect(hours(-20)).toBeLessThan(hours(0))
  expect(hours(-99)).toBe(hours(-90)) // both below the least price, 10 mUSD
})

test('a thousand contracts are reckoned at once', () => {
  const all = Array.from({ length: 1000 }, (_, i) =>
    stepsOf(
      {
        kind: 'node',
        resources: { cru: 2n, mru: 4n * GiB, sru: BigInt(10 + i) * GiB, hru: 0n },
        publicIps: 0n,
        rented: false,
        amountUnbilled: 0n,
        certified: false,
      },
      terms,
    ),
  )
  const usable = 1_000_000_0000000n
  const began = performance.now()
  const { hourly, line } = lasting(all, { usable, stash: 0n })
  expect(performance.now() - began).toBeLessThan(500)
  expect(hourly).toBe(rateAt(all, usable))
  expect(line.length).toBeGreaterThan(30)
})

test('a grace period ends two weeks after its block', () => {
  expect(graceEnds(1_000n, 1_000, 0)).toBe(14 * 86_400_000)
  expect(graceEnds(1_000n, 1_000 + Number(GRACE_BLOCKS), 5)).toBe(5)
  expect(graceEnds(1_000n, 1_010 + Number(GRACE_BLOCKS), 0)).toBe(-60_000)
})
