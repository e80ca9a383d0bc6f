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
