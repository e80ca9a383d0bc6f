import { expect, test } from 'vitest'
import type { Billable } from '#chain/pricing.ts'
import type { Contract } from '#chain/shapes.ts'
import { machineOf, termsAt } from '#chain/testing.ts'
import { asContract, asNode, asTwin } from '#lib/ids.ts'
import { costOf, type Entry, type Ledger, outlookOf, rescueOf } from './ledger.ts'

const TFT = 10_000_000n
const NOON = Date.UTC(2026, 10, 21, 12)
const machine = machineOf(4n, 8n, 100n)

function entry(id: bigint, billable: Billable | null, rest: Partial<Entry> = {}): Entry {
  const contractId = asContract(id)
  const contract: Contract = {
    contractId,
    twinId: asTwin(42)!, // 42 is a u32
    solutionProviderId: null,
    state: 'Created',
    kind: 'rent',
    nodeId: asNode(11)!, // 11 is a u32
  }
  return { contractId, contract, billable, billing: null, ...rest }
}

const ledger = (usable: bigint, entries: Entry[]): Ledger => ({
  account: 'somebody',
  balance: { free: usable, reserved: 0n, frozen: 0n, usable, nonce: 0 },
  stash: 0n,
  terms: termsAt(25n),
  block: 1_000_000,
  readAt: NOON,
  clock: 1_000_000n,
  entries,
})

const owing = (overdue: bigint): Entry['billing'] => ({
  amountUnbilled: 0n,
  payment: {
    by: 'reserve',
    held: 3n,
    heldExtra: 4n,
    overdue,
    overdueExtra: 0n,
    lastBilled: 1_000_000n,
    cycles: 1,
  },
})

test('a contract costs what the chain bills, in TFT and in USD at the price of bills', () => {
  const name = entry(1n, { kind: 'name' })
  const cost = costOf(ledger(0n, [name]), name)
  // 2,500 USD units an hour at 0.025 USD per TFT
  expect(cost).toMatchObject({ hour: 100_000n, usdHour: 2_500n, level: 'None', overdue: 0n })
  expect(cost?.month).toBe(720n * 100_000n)
  // eighteen months of it at hand
  expect(costOf(ledger(19n * 72n * TFT, [name]), name)).toMatchObject({
    level: 'Gold',
    hour: 40_000n,
  })
})

test('what is not billed costs nothing, what has ended has no cost', () => {
  const free = entry(1n, null)
  expect(costOf(ledger(0n, [free]), free)).toMatchObject({ hour: 0n, usdMonth: 0n })
  const gone = entry(2n, null, { contract: null })
  expect(costOf(ledger(0n, [gone]), gone)).toBeNull()
})

test('grace has a deadline by the chain’s own count of blocks', () => {
  const { contract } = entry(1n, machine)
  if (!contract) throw new Error('made above')
  const since = 1_000_000n - 201_600n + 10n
  const late = entry(1n, machine, {
    contract: { ...contract, state: 'GracePeriod', since },
    billing: owing(12n * TFT),
  })
  const cost = costOf(ledger(TFT, [late]), late)
  expect(cost).toMatchObject({ endsAt: NOON, held: 7n })
  expect(cost?.overdue).toBe(12n * TFT)
  // and what the hour costs that is given for paying it
  expect(cost?.overdueSoon).toBe(12n * TFT + (cost?.hour ?? 0n))
})

test('what is in grace comes back by money that is missing, then by a bill for each, rented nodes first', () => {
  const inGrace = (id: bigint, kind: 'rent' | 'name') => {
    const { contract } = entry(id, null)
    if (!contract) throw new Error('made above')
    const of = kind === 'rent' ? contract : { ...contract, kind, name: 'site' }
    return entry(id, null, {
      contract: { ...of, state: 'GracePeriod', since: 1n },
      billing: owing(5n * TFT),
    })
  }
  const late = [inGrace(1n, 'name'), inGrace(2n, 'rent')]
  expect(rescueOf(ledger(0n, [entry(3n, machine)]))).toBeUndefined()
  expect(rescueOf(ledger(0n, late))).toEqual({
    ids: [2n, 1n],
    owed: 10n * TFT,
    owedSoon: 10n * TFT,
    spare: TFT / 10n,
    there: 0n,
    missing: 10n * TFT + TFT / 10n,
  })
  expect(rescueOf(ledger(11n * TFT, late))?.missing).toBe(0n)
  // what is shown in hundredths adds up in hundredths
  expect(rescueOf(ledger(TFT + 7n, late))).toMatchObject({
    there: TFT,
    missing: 9n * TFT + TFT / 10n,
  })
})

test('the outlook takes what is overdue off first', () => {
  const dear = entry(5n, machine)
  const cheap = entry(6n, { kind: 'name' })
  const fine = outlookOf(ledger(100n * TFT, [cheap, dear]))
  const indebted = outlookOf(ledger(100n * TFT, [cheap, { ...dear, billing: owing(60n * TFT) }]))
  expect(indebted.overdue).toBe(60n * TFT)
  expect(indebted.endsAt).toBeLessThan(fine.endsAt ?? 0)
  expect(fine.month).toBe(fine.hour * 720n)
  expect(outlookOf(ledger(100n * TFT, [entry(7n, null)]))).toMatchObject({
    hour: 0n,
    endsAt: undefined,
  })
})
