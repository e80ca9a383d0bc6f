import { ed25519 } from '@noble/curves/ed25519.js'
import { blake2b } from '@noble/hashes/blake2.js'
import * as sr25519 from '@scure/sr25519'
import { concat, type Bytes } from '#lib/bytes.ts'
import type { Description } from './description.ts'
import { mortal, type Era } from './era.ts'
import { compact, littleEndian, ScaleError, take, takeCompact, type Cursor } from './scale.ts'

export const blake256 = (bytes: Uint8Array): Bytes => new Uint8Array(blake2b(bytes, { dkLen: 32 }))

/** `{ Pallet: { call: arguments } }`, or a call's name alone when it takes none. */
export type Call = Record<string, string | Record<string, unknown>>

export interface Extrinsic {
  /** As submitted: what blocks carry and clients look for. */
  bytes: Bytes
  /** blake2b-256 of the bytes. */
  hash: Bytes
  signer: Bytes
  curve: 'Ed25519' | 'Sr25519' | 'Ecdsa'
  signature: Bytes
  era: Era
  nonce: number
  tip: bigint
  call: Call
  /** The call, then era, nonce and tip, as they are signed. */
  signed: Bytes
}

function readEra(from: Cursor): Era {
  const [low = 0] = take(from, 1)
  if (low === 0) return 'immortal'
  const [high = 0] = take(from, 1)
  const era = mortal(low, high)
  if (era === undefined) throw new ScaleError('The era makes no sense.')
  return era
}

/**
 * Reads a signed extrinsic of format 4. Throws ScaleError for what is none: cut off, unsigned, a call that the
 * metadata has not, an argument out of its bounds.
 */
export function readExtrinsic(bytes: Uint8Array, { codec }: Description): Extrinsic {
  const from: Cursor = { bytes, at: 0 }
  const length = Number(takeCompact(from))
  if (from.at + length !== bytes.length) throw new ScaleError('The length is not the extrinsic’s.')
  if (take(from, 1)[0] !== 0x84)
    throw new ScaleError('Only signed extrinsics of format 4 are taken.')
  // the codec's values: an enum is an object of its variant's name
  const address = codec.read('MultiAddress', from) as { Id?: Bytes }
  const proof = codec.read('MultiSignature', from) as Record<string, Bytes>
  const [curve, signature] = Object.entries(proof)[0] ?? []
  if (!address.Id || !signature) throw new ScaleError('Only plain accounts sign here.')
  const extra = from.at
  const era = readEra(from)
  const nonce = Number(takeCompact(from))
  const tip = takeCompact(from)
  const body = from.at
  const call = codec.read('RuntimeCall', from) as Call
  if (from.at !== bytes.length) throw new ScaleError('There are bytes behind the call.')
  return {
    bytes: concat(bytes),
    hash: blake256(bytes),
    signer: address.Id,
    curve: curve as Extrinsic['curve'], // MultiSignature's three variants
    signature,
    era,
    nonce,
    tip,
    call,
    signed: concat(bytes.subarray(body), bytes.subarray(extra, body)),
  }
}

/** What is signed without being sent: the chain and the block at which the signature's life begins. */
export interface Additional {
  spec: number
  transactionVersion: number
  genesis: Uint8Array
  birth: Uint8Array
}

/**
 * True when the signer signed just this for this chain. Long payloads are hashed first. A message wrapped in
 * `<Bytes>`, which extensions make of plain texts, is not accepted (facts: tfchain.md section 14). ecdsa is
 * never true: no account of the demo has it.
 */
export function signedBy(
  { curve, signature, signer, signed }: Extrinsic,
  { spec, transactionVersion, genesis, birth }: Additional,
): boolean {
  const versions = concat(littleEndian(spec, 4), littleEndian(transactionVersion, 4))
  const payload = concat(signed, versions, genesis, birth)
  const message = payload.length > 256 ? blake256(payload) : payload
  try {
    switch (curve) {
      case 'Sr25519':
        return sr25519.verify(message, signature, signer)
      case 'Ed25519':
        return ed25519.verify(signature, message, signer)
      case 'Ecdsa':
        return false
    }
  } catch {
    return false // not a point, or no signature of that kind
  }
}

/** An unsigned extrinsic of the block's author: only the clock is one. */
export function inherent({ codec }: Description, call: Call): Bytes {
  const body = concat(Uint8Array.of(4), codec.encode('RuntimeCall', call))
  return concat(compact(body.length), body)
}
