import { expect, test } from 'vitest'
import type { Billable } from '#chain/pricing.ts'
import { asContract, asNode, asTwin } from '#lib/ids.ts'
import type { Entry, Ledger } from './ledger.ts'
import { afterSpending, runwayFacts } from './runway.ts'

const GIB = 1n << 30n
const TFT = 10_000_000n
const NOON = Date.UTC(2026, 10, 21, 12)
const rate = (value: bigint) => ({ value, unit: 'Gigabytes' as const })

const machine = (cru: bigint): Billable => ({
  kind: 'node',
  resources: { cru, mru: 2n * cru * GIB, sru: 50n * GIB, hru: 0n },
  publicIps: 0n,
  rented: false,
  amountUnbilled: 0n,
  certified: false,
})

const entry = (id: bigint, billable: Billable | null): Entry => ({
  contractId: asContract(id),
  contract: {
    contractId: asContract(id),
    twinId: asTwin(42)!, // 42 is a u32
    solutionProviderId: null,
    state: 'Created',
    kind: 'rent',
    nodeId: asNode(11)!, // 11 is a u32
  },
  billable,
  billing: null,
})

const ledger = (usable: bigint, entries: Entry[]): Ledger => ({
  account: 'somebody',
  balance: { free: usable, reserved: 0n, frozen: 0n, usable, nonce: 0 },
  stash: 0n,
  terms: {
    policy: {
      id: 1,
      name: '',
      su: rate(50_000n),
      cu: rate(100_000n),
      nu: rate(15_000n),
      ipu: rate(40_000n),
      uniqueName: rate(2_500n),
      domainName: rate(5_000n),
      discountForDedicationNodes: 50,
    },
    tftPrice: { last: 25n, average: 25n, min: 10n, max: 1000n },
  },
  block: 1_000_000,
  readAt: NOON,
  clock: BigInt(NOON / 1000),
  entries,
})

const three = [entry(1n, machine(1n)), entry(2n, machine(8n)), entry(3n, { kind: 'name' })]
const facts = (usable: bigint, entries = three) =>
  runwayFacts(ledger(usable, entries), (id) => (id === 2n ? 'big' : undefined))

test('the line runs from what is there to nothing, and the end of contracts is two weeks after', () => {
  const { line, contracts, left } = facts(500n * TFT)
  expect(left).toBe(500n * TFT)
  expect(contracts).toBe(3)
  expect(line?.line[0]).toMatchObject({ at: NOON, left: 500n * TFT })
  expect(line?.line.at(-1)?.at).toBe(line?.endsAt)
  expect((line?.graceEndsAt ?? 0) - (line?.endsAt ?? 0)).toBe(14 * 86_400_000)
})

test('the dearest contracts come first among what would move the end, each with its name', () => {
  const { line, changes } = facts(500n * TFT)
  const labels = changes.map(({ label }) => label)
  expect(labels.slice(1, 4)).toEqual([
    'Without big, contract 2',
    'Without contract 1',
    'Without contract 3',
  ])
  expect(labels.slice(4)).toEqual(['TFT worth 20 % more', 'TFT worth 20 % less'])
  for (const { key, endsAt } of changes) {
    const later = (endsAt ?? 0) - (line?.endsAt ?? 0)
    if (key === 'price -20') expect(later).toBeLessThan(0)
    else expect(later).toBeGreaterThan(0)
  }
})

test('what more would take it to the next round span does so, and not a unit more', () => {
  const { changes } = facts(100n * TFT)
  const [more] = changes
  expect(more?.label).toMatch(/^With [\d,]+\.\d\d TFT more$/)
  expect(more?.endsAt).toBe(NOON + 30 * 86_400_000)
})

test('a level tells how much more it takes, and what a month costs then', () => {
  const { levels, month } = facts(500n * TFT)
  expect(levels.map(({ level }) => level)).toEqual(['Default', 'Bronze', 'Silver', 'Gold'])
  for (const { hold, more } of levels) {
    expect(more).toBe(hold > 500n * TFT ? hold - 500n * TFT : 0n)
  }
  expect(levels.at(-1)?.month).toBeLessThan(month)
})

test('who has nothing left is told what must come in, and which contract costs most', () => {
  const { broke, hour } = facts(0n)
  expect(broke?.leaveGrace).toBeUndefined()
  expect(facts(broke?.day ?? 0n).line?.endsAt).toBe(NOON + 86_400_000)
  expect(facts(broke?.days30 ?? 0n).line?.endsAt).toBe(NOON + 30 * 86_400_000)
  const [first] = broke?.ends ?? []
  expect(first?.label).toBe('Without big, contract 2')
  expect(first?.spares).toBeGreaterThan(hour / 2n)
  const [one, , three_] = three
  const rest = [one, three_].flatMap((each) => each ?? [])
  expect(facts(first?.day ?? 0n, rest).line?.endsAt).toBe(NOON + 86_400_000)
  expect(facts(500n * TFT).broke).toBeUndefined()
})

test('what is owed must come in as well', () => {
  const late = entry(9n, machine(1n))
  const owing: Entry = {
    ...late,
    billing: {
      payment: {
        by: 'reserve',
        held: 0n,
        heldExtra: 0n,
        overdue: 40n * TFT,
        overdueExtra: 0n,
        lastBilled: BigInt(NOON / 1000),
      },
      amountUnbilled: 0n,
    } as unknown as Entry['billing'], // the part that is read here
  }
  const with_ = facts(10n * TFT, [...three, owing]).broke
  const without = facts(0n, [...three, late]).broke
  expect((with_?.day ?? 0n) - (without?.day ?? 0n)).toBe(30n * TFT)
})

test('where nothing is billed there is no end and nothing to change', () => {
  expect(facts(500n * TFT, [entry(1n, null)])).toMatchObject({
    line: undefined,
    contracts: 0,
    changes: [],
  })
})

test('one contract alone has no other that could be ended', () => {
  const { changes } = facts(50n * TFT, [entry(2n, machine(8n))])
  expect(changes.filter(({ key }) => key.startsWith('without'))).toEqual([])
})

test('money that is sent away ends the rest sooner', () => {
  const told = ledger(500n * TFT, three)
  const [now, later] = [afterSpending(told, 0n) ?? 0, afterSpending(told, 200n * TFT) ?? 0]
  expect(now).toBe(runwayFacts(told, () => undefined).line?.endsAt)
  expect(later).toBeLessThan(now)
  expect(afterSpending(told, 900n * TFT)).toBe(NOON)
})

test('what is in grace already and cannot be paid ends before the others, and is named', () => {
  const [, big] = three
  if (!big?.contract) throw new Error('made above')
  const late: Entry = {
    ...big,
    contract: { ...big.contract, state: 'GracePeriod', since: 1_000_000n - 43_200n },
    billing: {
      amountUnbilled: 0n,
      payment: {
        by: 'reserve',
        held: 0n,
        heldExtra: 0n,
        overdue: 12n * TFT,
        overdueExtra: 0n,
        lastBilled: BigInt(NOON / 1000),
        cycles: 1,
      },
    },
  }
  const told = (usable: bigint) => facts(usable, [late, entry(1n, machine(1n)), entry(9n, null)])
  expect(told(TFT).line?.first).toEqual({
    label: 'big, contract 2',
    at: NOON + 11 * 86_400_000,
  })
  // with enough the next bill brings it back
  expect(told(500n * TFT).line?.first).toBeUndefined()
  expect(told(TFT).free).toBe(1)
})
