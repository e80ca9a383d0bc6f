import { expect, test } from 'vitest'
import type { Billable } from '#chain/pricing.ts'
import { machineOf, termsAt } from '#chain/testing.ts'
import { asContract } from '#lib/ids.ts'
import { breakdownOf, feeOf } from './breakdown.ts'
import type { Entry, Ledger } from './ledger.ts'

const ledger: Ledger = {
  account: 'somebody',
  balance: { free: 0n, reserved: 0n, frozen: 0n, usable: 0n, nonce: 0 },
  stash: 0n,
  terms: termsAt(25n),
  block: 1,
  readAt: 0,
  clock: 0n,
  entries: [],
}
const of = (billable: Billable | null) => {
  const entry: Entry = { contractId: asContract(1n), contract: null, billable, billing: null }
  return { entry, told: breakdownOf(ledger, entry) }
}
/** Vector P02 (facts: grid-services.md section B.5). */
const machine = { ...machineOf(2n, 4n, 50n), publicIps: 1n }

test('the lines of an hour add up to what the chain charges', () => {
  const { told } = of(machine)
  expect(told?.lines).toEqual([
    { label: '1 compute unit', of: '2 cores, 4 GiB of memory', usd: 100_000n },
    { label: '0.25 storage units', of: '50 GiB SSD', usd: 12_500n },
    { label: '1 public IP', of: 'reserved at the farm', usd: 40_000n },
  ])
  expect(told?.hour).toMatchObject({ costUsd: 152_500n, beforeDiscount: 6_100_000n })
  expect(told?.lines.reduce((sum, { usd }) => sum + usd, 0n)).toBe(told?.hour.costUsd)
})

test('on a rented node only addresses are left, and a rented node has its share and its fee', () => {
  const inRent = of({ ...machine, rented: true }).told
  expect(inRent).toMatchObject({ inRent: true, lines: [{ label: '1 public IP' }] })
  const { entry, told } = of({
    kind: 'rent',
    resources: machine.resources,
    extraFee: 5_000n,
    certified: true,
  })
  expect(told).toMatchObject({ share: 50, certified: true, lines: [{}, {}] })
  expect(told?.hour.costUsd).toBe(56_250n)
  expect(feeOf(ledger, entry)).toBe(told?.hour.extraFee)
  expect(of(null).told).toBeUndefined()
  expect(of({ kind: 'name' }).told?.lines).toMatchObject([{ usd: 2_500n }])
})
