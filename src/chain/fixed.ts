/**
 * `U64F64` of the chain: an unsigned number with 64 fractional bits, here a bigint of 2^-64ths. Multiplying
 * and dividing cut off, `round` is half up (facts: grid-services.md B.3; tfchain@92c74d7
 * pallet-smart-contract/src/cost.rs computes every bill in it).
 */
export type Fixed = bigint & { readonly __fixed: true }

const BITS = 64n
const HALF = 1n << (BITS - 1n)

// the casts below are the only places where the brand is given
export const fixed = (n: bigint) => (n << BITS) as Fixed
export const add = (a: Fixed, b: Fixed) => (a + b) as Fixed
export const mul = (a: Fixed, b: Fixed) => ((a * b) >> BITS) as Fixed
export const div = (a: Fixed, b: Fixed) => ((a << BITS) / b) as Fixed
/** Divided by, or multiplied with, a whole number. */
export const over = (a: Fixed, n: bigint) => (a / n) as Fixed
export const times = (a: Fixed, n: bigint) => (a * n) as Fixed
export const least = (a: Fixed, b: Fixed) => (a < b ? a : b)
export const most = (a: Fixed, b: Fixed) => (a > b ? a : b)
/** To the nearest whole number, halves up. */
export const round = (a: Fixed) => (a + HALF) >> BITS

/** A decimal constant of the chain's source: the double it stands for, exactly, as `U64F64::from_num(0.8)` takes it. */
export const decimal = (n: number) => BigInt(n * 2 ** 64) as Fixed // a double times a power of two is exact
