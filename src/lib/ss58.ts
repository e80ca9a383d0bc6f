import { blake2b } from '@noble/hashes/blake2.js'
import { base58 } from '@scure/base'
import { concat, equal, utf8, type Bytes } from './bytes.ts'

const PREFIX = utf8('SS58PRE')
const checksum = (body: Uint8Array) => blake2b(concat(PREFIX, body), { dkLen: 64 }).subarray(0, 2)

/** Longest address of 35 bytes has 48 characters; longer texts are not decoded, which takes quadratic time. */
const LONGEST = 50

/** SS58 address of a 32-byte account key, in a format below 64; 42 is what the grid writes everywhere (facts: grid-services.md A.7). */
export function toSs58(account: Uint8Array, format = 42): string {
  const body = concat(Uint8Array.of(format), account)
  return base58.encode(concat(body, checksum(body)))
}

/** The 32-byte account key of an address with a one-byte format; undefined when it is not one. */
export function fromSs58(address: string): Bytes | undefined {
  if (address.length > LONGEST) return undefined
  let raw: Uint8Array
  try {
    raw = base58.decode(address)
  } catch {
    return undefined // not base58: not an address
  }
  // from 64 on, the format takes two bytes and the whole 36
  if (raw.length !== 35 || (raw[0] ?? 64) >= 64) return undefined
  return equal(raw.subarray(33), checksum(raw.subarray(0, 33)))
    ? concat(raw.subarray(1, 33))
    : undefined
}

/** What stands in an address: the account's key, and the format it is written in. */
export interface Ss58 {
  account: Bytes
  /** 42 on the grid, 0 on Polkadot, 2 on Kusama; up to 16,383. */
  format: number
}

/**
 * - `letter` a character that no address has, at `at` (from 1): base58 leaves out 0, O, I and l
 * - `length` too short or too long for the address of a 32-byte key · `check` the check sum does not fit
 */
export type Ss58Fault = { fault: 'letter'; at: number } | { fault: 'length' } | { fault: 'check' }

/** Reads an address in any format, or says what is wrong with it. */
export function readSs58(address: string): Ss58 | Ss58Fault {
  const wrong = /[^1-9A-HJ-NP-Za-km-z]/.exec(address)
  if (wrong) return { fault: 'letter', at: wrong.index + 1 }
  if (address.length < 46 || address.length > LONGEST) return { fault: 'length' }
  const raw = base58.decode(address)
  const [first = 0, second = 0] = raw
  // formats from 64 on take two bytes (docs.substrate.io, "SS58 address format")
  const wide = first >= 64 && first < 128
  const end = wide ? 34 : 33
  if (first >= 128 || raw.length !== end + 2) return { fault: 'length' }
  if (!equal(raw.subarray(end), checksum(raw.subarray(0, end)))) return { fault: 'check' }
  const format = wide ? ((first & 0x3f) << 2) | (second >> 6) | ((second & 0x3f) << 8) : first
  return { account: concat(raw.subarray(end - 32, end)), format }
}
