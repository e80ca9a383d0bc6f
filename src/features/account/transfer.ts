import { amount, exactAmount } from '#lib/money.ts'

/** An account's money as far as it matters here, in TFT units. */
export interface Money {
  free: bigint
  reserved: bigint
  frozen: bigint
  usable: bigint
  nonce: number
}

/** TFT with as many decimals as it takes, two at least: `0.00005 TFT`, `12.50 TFT`. */
export function tft(units: bigint): string {
  const decimals = exactAmount(units).split('.')[1]?.length ?? 0
  return `${amount(units, Math.max(2, decimals))} TFT`
}

/** A sum as it stands in a cell: two decimals, all of them where two would say nothing. */
export const sum = (units: bigint): string =>
  units > 0n && units < 100_000n ? exactAmount(units) : amount(units, 2)

/** Whether an account is on the chain: it has money of any kind, or has sent something and was not removed. */
export const exists = ({ free, reserved }: Pick<Money, 'free' | 'reserved'>) => free + reserved > 0n

/**
 * The most that can be sent and leave the account alive: what locks hold must stay, and at least the
 * existential deposit; the fee is paid first.
 */
export function mostToSend(
  { free, reserved, frozen }: Money,
  existentialDeposit: bigint,
  fee: bigint,
): bigint {
  const held = frozen > reserved ? frozen - reserved : 0n
  const most = free - fee - (held > existentialDeposit ? held : existentialDeposit)
  return most > 0n ? most : 0n
}

/** Everything a transfer is judged by. */
export interface Plan {
  from: { address: string; money: Money }
  /** Undefined while the chain has not told what is there. */
  to: { address: string; money: Money | undefined }
  units: bigint
  /** As the chain estimates it. */
  fee: bigint
  existentialDeposit: bigint
}

/** Why a transfer cannot be, a sentence; undefined when nothing speaks against it. */
export function whyNot(plan: Plan): { field: 'to' | 'amount'; why: string } | undefined {
  const { from, to, units, fee, existentialDeposit } = plan
  if (to.address === from.address) {
    return { field: 'to', why: 'This is the account that pays. Choose another.' }
  }
  if (units === 0n) return { field: 'amount', why: 'The amount must be above 0.' }
  const most = mostToSend(from.money, existentialDeposit, fee)
  if (units > most) {
    if (most === 0n) {
      return {
        field: 'amount',
        why: 'Nothing can be sent: what is here is held, or goes for the fee and what must stay.',
      }
    }
    return {
      field: 'amount',
      why: `${tft(most)} is the most: ${tft(fee)} go for the fee, and ${tft(from.money.free - fee - most)} must stay.`,
    }
  }
  if (to.money && !exists(to.money) && units < existentialDeposit) {
    return {
      field: 'amount',
      why: `That account is not on the chain yet; it needs ${tft(existentialDeposit)} at least to begin with.`,
    }
  }
  return undefined
}
