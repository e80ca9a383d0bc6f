import type { Bytes } from '#lib/bytes.ts'

const MASK = 0xffffffffffffffffn
const P1 = 0x9e3779b185ebca87n
const P2 = 0xc2b2ae3d27d4eb4fn
const P3 = 0x165667b19e3779f9n
const P4 = 0x85ebca77c2b2ae63n
const P5 = 0x27d4eb2f165667c5n

const rotate = (n: bigint, by: bigint) => ((n << by) | (n >> (64n - by))) & MASK
const round = (sum: bigint, lane: bigint) => (rotate((sum + lane * P2) & MASK, 31n) * P1) & MASK

/** XXH64 as its specification (version 0.1.1) has it. */
export function xxh64(input: Uint8Array, seed: bigint): bigint {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength)
  const { length } = input
  let at = 0
  let hash: bigint
  if (length >= 32) {
    const sums = [seed + P1 + P2, seed + P2, seed, seed - P1].map((n) => n & MASK)
    for (; at + 32 <= length; at += 32) {
      for (const [i, sum] of sums.entries()) {
        sums[i] = round(sum, view.getBigUint64(at + 8 * i, true))
      }
    }
    hash = sums.reduce((total, sum, i) => total + rotate(sum, [1n, 7n, 12n, 18n][i] ?? 0n), 0n)
    for (const sum of sums) hash = ((hash ^ round(0n, sum)) * P1 + P4) & MASK
  } else {
    hash = (seed + P5) & MASK
  }
  hash = (hash + BigInt(length)) & MASK
  for (; at + 8 <= length; at += 8) {
    hash = (rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4) & MASK
  }
  if (at + 4 <= length) {
    const lane = (BigInt(view.getUint32(at, true)) * P1) & MASK
    hash = (rotate(hash ^ lane, 23n) * P2 + P3) & MASK
    at += 4
  }
  for (; at < length; at++) {
    hash = (rotate(hash ^ ((BigInt(view.getUint8(at)) * P5) & MASK), 11n) * P1) & MASK
  }
  hash = ((hash ^ (hash >> 33n)) * P2) & MASK
  hash = ((hash ^ (hash >> 29n)) * P3) & MASK
  return hash ^ (hash >> 32n)
}

/** Substrate's twox: one XXH64 for every 64 bits, seeded 0, 1 …, each little-endian. */
export function twox(input: Uint8Array, bits: 64 | 128): Bytes {
  const out = new DataView(new ArrayBuffer(bits / 8))
  for (let i = 0; i < bits / 64; i++) out.setBigUint64(8 * i, xxh64(input, BigInt(i)), true)
  return new Uint8Array(out.buffer)
}
