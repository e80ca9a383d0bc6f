import { group } from './units.ts'

/** Units of a TFT, and of a USD: both have seven decimals on the chain. */
const UNITS = 10_000_000n

/**
 * Units as a decimal text with so many places (at most 7), to the nearest, thousands apart: `1,204.50`. Exact
 * for any amount.
 */
export function amount(units: bigint, places: number): string {
  const sign = units < 0n ? '-' : ''
  const exact = units < 0n ? -units : units
  const step = 10n ** BigInt(7 - places)
  const rounded = (exact + step / 2n) / step
  const one = UNITS / step
  const whole = group(rounded / one)
  if (places === 0) return `${sign}${whole}`
  return `${sign}${whole}.${(rounded % one).toString().padStart(places, '0')}`
}
