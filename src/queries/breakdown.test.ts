import { expect, test } from 'vitest'
import type { Billable } from '#chain/pricing.ts'
import { asContract } from '#lib/ids.ts'
import { breakdownOf, feeOf } from './breakdown.ts'
import type { Entry, Ledger } from './ledger.ts'

const GIB = 1n << 30n
const rate = (value: bigint) => ({ value, unit: 'Gigabytes' as const })
const ledger: Ledger = {
  account: 'somebody',
  balance: { free: 0n, reserved: 0n, frozen: 0n, usable: 0n, nonce: 0 },
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
const machine: Billable = {
  kind: 'node',
  resources: { cru: 2n, mru: 4n * GIB, sru: 50n * GIB, hru: 0n },
  publicIps: 1n,
  rented: false,
  amountUnbilled: 0n,
  certified: false,
}

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
