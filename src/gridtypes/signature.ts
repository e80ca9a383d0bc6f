import { ed25519 } from '@noble/curves/ed25519.js'
import * as sr25519 from '@scure/sr25519'
import { fromHex, utf8, type Bytes } from '#lib/bytes.ts'
import { messageOf } from '#lib/error.ts'
import type { Deployment, Signature } from './deployment.ts'
import { GridTypesError } from './error.ts'
import { hexFault } from './hex.ts'
import { POLKA_WALLET } from './style.ts'

// facts: node-api.md section 4; zosbase@063d895 pkg/gridtypes/deployment.go (Sign, Verify)

/**
 * What is signed of a hash (32 hex digits): its 16 bytes, or for browser wallets its text between tags. An
 * unknown style is signed like none. Throws GridTypesError `shape` when the hash is no hex.
 */
export function signedMessage(hash: string, style: string): Bytes {
  if (style === POLKA_WALLET) return utf8(`<Bytes>${hash}</Bytes>`)
  return hexBytes(hash)
}

function hexBytes(text: string): Bytes {
  const fault = hexFault(text)
  const bytes = fault === undefined ? fromHex(text) : undefined
  if (bytes === undefined) throw new GridTypesError('shape', fault ?? 'no hex')
  return bytes
}

/** The 32-byte account key of a twin; throws or rejects when it cannot tell. */
export type PublicKeyOf = (twin: number) => Uint8Array | Promise<Uint8Array>

/** `reason` is the node's text; what follows a colon in it may be in our own words. */
export type SignatureVerdict = { ok: true } | { ok: false; reason: string }

/**
 * Whether one signature holds, the node's way: the type `sr25519` and its first 64 bytes, every other type
 * as ed25519 and exactly 64 bytes. Throws GridTypesError `shape` when the signature is no hex.
 */
export function verifySignature(
  { signature, signature_type }: Omit<Signature, 'twin_id'>,
  message: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  const bytes = hexBytes(signature)
  try {
    if (signature_type === 'sr25519') {
      return sr25519.verify(message, bytes.subarray(0, 64), publicKey)
    }
    // Go checks by RFC 8032, not by the looser ZIP 215
    return ed25519.verify(bytes, message, publicKey, { zip215: false })
  } catch {
    return false // a wrong length, no point, or not marked as a signature of schnorrkel
  }
}

/**
 * Whether the node would take a deployment's signatures over `hash` (32 hex digits: `challengeHash` of what
 * is to be sent, or the contract's for what a node sent back, whose own cannot be computed). As the node
 * does it: the first signature of a twin counts, every listed request must be signed, `required: false` or
 * not, and the deployment's twin must be among them.
 */
export async function verifySignatures(
  deployment: Pick<Deployment, 'twin_id' | 'signature_requirement'>,
  publicKeyOf: PublicKeyOf,
  hash: string,
): Promise<SignatureVerdict> {
  const { requests, signatures, signature_style, weight_required } =
    deployment.signature_requirement
  const message = signedMessage(hash, signature_style)
  let hasOwner = false
  let weight = 0n
  for (const request of requests) {
    const { twin_id } = request
    const isOwner = twin_id === deployment.twin_id
    hasOwner ||= isOwner
    const signature = signatures.find((s) => s.twin_id === twin_id)
    if (signature === undefined && (request.required || isOwner)) {
      return refused(`missing required signature for twin '${twin_id}'`)
    }
    let publicKey: Uint8Array
    try {
      publicKey = await publicKeyOf(twin_id)
    } catch (error) {
      return refused(`failed to get public key for twin '${twin_id}': ${messageOf(error)}`)
    }
    try {
      // what is absent and not required is verified all the same, and fails
      const given = signature ?? { signature: '', signature_type: '' }
      if (!verifySignature(given, message, publicKey)) {
        return refused('failed to verify signature')
      }
    } catch (error) {
      return refused(`invalid signature: ${messageOf(error)}`)
    }
    weight = BigInt.asUintN(64, weight + request.weight)
  }
  if (!hasOwner) return refused('originator twin id must be in the signature requests')
  if (weight < weight_required) return refused('required signature weight is not reached')
  return { ok: true }
}

const refused = (reason: string): SignatureVerdict => ({ ok: false, reason })
