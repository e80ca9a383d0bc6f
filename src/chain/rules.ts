import { fromHex, utf8 } from '#lib/bytes.ts'
import { fromSs58 } from '#lib/ss58.ts'
import { ChainError } from './errors.ts'

/*
 * What is checked here before anything is encoded: rules of the chain whose refusal would cost a fee or end
 * without a word, and forms that the library would quietly take for something else. All throw
 * ChainError('bad-request'); nothing was sent.
 */

/** Bytes of deployment data that a node contract carries at most; more breaks off without a readable error. */
export const MAX_DEPLOYMENT_DATA = 512

function insist(holds: boolean, message: string, details?: string): void {
  if (!holds) throw new ChainError('bad-request', message, details === undefined ? {} : { details })
}

/**
 * The deployment hash: the 32 lower-case hex characters as text. A `0x` form is refused: the chain would
 * take it as raw bytes, and then no node finds the contract (facts: tfchain.md section 5).
 */
export function deploymentHash(hash: string): string {
  insist(
    /^[0-9a-f]{32}$/.test(hash),
    'A deployment hash has exactly 32 characters, 0-9 and a-f, without 0x.',
    hash.slice(0, 80),
  )
  return hash
}

export function deploymentData(data: string): string {
  const size = utf8(data).length
  insist(
    size <= MAX_DEPLOYMENT_DATA,
    `The deployment’s name and project take ${size} bytes; a contract holds ${MAX_DEPLOYMENT_DATA}. Shorten them.`,
  )
  return data
}

/** tfchain@92c74d7 pallet-smart-contract; facts: tfchain.md section 5. */
export function contractName(name: string): string {
  insist(
    /^[a-z0-9_-]{3,64}$/.test(name),
    'A name has 3 to 64 lower-case letters, digits, - and _.',
    name.slice(0, 80),
  )
  return name
}

/** A relay as the twin names it: a host, without scheme, port and path (facts: tfchain.md section 2). */
export function relayHost(relay: string): string {
  insist(
    /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(relay) && relay.length <= 1024,
    'A relay is a host name only, without scheme, port or path.',
    relay.slice(0, 80),
  )
  return relay
}

/** A compressed secp256k1 key as hex, for the twin's `pk`; as the 0x-hex that the library takes as raw bytes. */
export function publicKey(pk: string): `0x${string}` {
  insist(
    /^0[23]/.test(pk) && fromHex(pk)?.length === 33,
    'A twin’s key is 33 bytes as hex, beginning with 02 or 03.',
  )
  return `0x${pk}`
}

/** An account that money may go to. */
export function account(address: string): string {
  insist(
    fromSs58(address) !== undefined,
    'This is no account address. Check it for a typing mistake.',
  )
  return address
}

export function amount(units: bigint): bigint {
  insist(units > 0n && units < 1n << 128n, 'The amount must be above 0.')
  return units
}

export function documentLink(link: string): string {
  insist(
    /^https?:\/\/[\x21-\x7e]+$/.test(link) && link.length <= 2048,
    'The terms need a web address.',
  )
  return link
}

export function documentHash(hash: string): string {
  insist(
    /^[A-Za-z0-9_-]{1,50}$/.test(hash),
    'The hash of the terms has 1 to 50 letters and digits.',
  )
  return hash
}

export function count(n: number): number {
  insist(Number.isInteger(n) && n >= 0 && n <= 512, 'A contract has at most 512 public IPs.')
  return n
}
