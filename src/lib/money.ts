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

/** Units as the shortest decimal text that is exact: `1204.5`, `0.0000001`; no thousands apart, for fields. */
export function exactAmount(units: bigint): string {
  const whole = units / UNITS
  const rest = (units % UNITS).toString().padStart(7, '0').replace(/0+$/, '')
  return rest === '' ? whole.toString() : `${whole}.${rest}`
}

/** An amount that a person typed, in units; or what is wrong with it, a sentence. */
export function readAmount(typed: string): { units: bigint } | { wrong: string } {
  const text = typed.trim()
  if (text.includes(',')) {
    return { wrong: 'Write a point before the decimals and nothing between thousands: 1204.5.' }
  }
  const found = /^(\d{1,20})?(?:\.(\d*))?$/.exec(text)
  if (!found || (!found[1] && !found[2])) return { wrong: 'Write a number, such as 12.5.' }
  const [, whole = '0', decimals = ''] = found
  if (decimals.length > 7) return { wrong: 'A TFT has 7 decimals; there are more here.' }
  return { units: BigInt(whole) * UNITS + BigInt(decimals.padEnd(7, '0')) }
}

/** Every digit that counts of an amount, with two places at least: `12.50`, `0.0021356`. */
export const exact = (units: bigint): string => amount(units, 7).replace(/(\.\d\d\d*?)0+$/, '$1')
