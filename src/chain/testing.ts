import type { Billable } from './pricing.ts'

/*
 * What tests of money reckon with: the policy of the real networks, and machines whose price the chain's own
 * vectors tell (facts: grid-services.md sections B.1 and B.5).
 */

export const GIB = 1n << 30n

const rate = (value: bigint) => ({ value, unit: 'Gigabytes' as const })

/** The genesis policy, and an average price of so many mUSD per TFT. */
export const termsAt = (price: bigint) => ({
  policy: {
    id: 1,
    name: 'the chain’s',
    su: rate(50_000n),
    cu: rate(100_000n),
    nu: rate(15_000n),
    ipu: rate(40_000n),
    uniqueName: rate(2_500n),
    domainName: rate(5_000n),
    discountForDedicationNodes: 50,
  },
  tftPrice: { last: price, average: price, min: 10n, max: 1000n },
})

/** A machine of so many cores, GiB of memory and GiB of SSD. */
export const machineOf = (
  cru: bigint,
  memory: bigint,
  ssd: bigint,
): Extract<Billable, { kind: 'node' }> => ({
  kind: 'node',
  resources: { cru, mru: memory * GIB, sru: ssd * GIB, hru: 0n },
  publicIps: 0n,
  rented: false,
  amountUnbilled: 0n,
  certified: false,
})
