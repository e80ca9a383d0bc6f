import { messageOf } from '#lib/error.ts'
import type { Deployment } from './deployment.ts'
import { GridTypesError } from './error.ts'
import {
  type PublicKeyOf,
  signedMessage,
  verifySignature,
  verifySignatures,
  type SignatureVerdict,
} from './signature.ts'

/** What became of one request to sign; `unknown` where the twin's key or the hash is not at hand. */
export type SignerState = 'valid' | 'invalid' | 'missing' | 'unknown'

/** One request of a deployment and the signature that answers it. */
export interface Signer {
  twin_id: number
  /** The deployment's own twin, whose signature is required whatever is written. */
  owner: boolean
  required: boolean
  weight: bigint
  /** How the node takes the signature: `sr25519`, and every other type as ed25519. Null where there is none. */
  curve: 'sr25519' | 'ed25519' | null
  /** The type as it was written. */
  signature_type: string
  state: SignerState
  /** Why it is not valid, in a sentence or in the node's words. */
  reason: string
}

/** A signature that nobody asked for, or one after a twin's first: the node looks at neither. */
export interface IgnoredSignature {
  twin_id: number
  signature_type: string
  why: 'unlisted' | 'repeated'
}

export interface SignatureReport {
  signers: Signer[]
  ignored: IgnoredSignature[]
  /** What the valid signatures weigh together. */
  weight: bigint
  /** What the node would say of all of them; undefined where a key or the hash is not at hand. */
  verdict: SignatureVerdict | undefined
}

/** What a report needs of a deployment. */
export type Signed = Pick<Deployment, 'twin_id' | 'signature_requirement'>

/**
 * Every request of a deployment, one by one, beside what the node makes of all (facts: node-api.md section
 * 4). `hash` is what was signed, 32 hex digits; undefined where it is not known. A key that cannot be had
 * makes a signature `unknown`, never invalid.
 */
export async function signersOf(
  deployment: Signed,
  publicKeyOf: PublicKeyOf,
  hash: string | undefined,
): Promise<SignatureReport> {
  const { requests, signatures, signature_style } = deployment.signature_requirement
  const message = hash === undefined ? undefined : signedMessage(hash, signature_style)
  const signers: Signer[] = []
  for (const { twin_id, required, weight } of requests) {
    const signature = signatures.find((one) => one.twin_id === twin_id)
    const owner = twin_id === deployment.twin_id
    const found = (state: SignerState, reason = '') =>
      signers.push({
        twin_id,
        owner,
        required,
        weight,
        curve: signature ? (signature.signature_type === 'sr25519' ? 'sr25519' : 'ed25519') : null,
        signature_type: signature?.signature_type ?? '',
        state,
        reason,
      })
    if (!signature) {
      found('missing', 'Every listed twin must sign, required or not.')
      continue
    }
    if (!message) {
      found('unknown', 'The hash that was signed is not known.')
      continue
    }
    try {
      const key = await publicKeyOf(twin_id)
      const valid = verifySignature(signature, message, key)
      if (valid) found('valid')
      else found('invalid', 'It is not of this hash by this account.')
    } catch (error) {
      if (error instanceof GridTypesError)
        found('invalid', `invalid signature: ${messageOf(error)}`)
      else found('unknown', messageOf(error))
    }
  }
  const listed = new Set(requests.map(({ twin_id }) => twin_id))
  const ignored = signatures.flatMap(({ twin_id, signature_type }, i): IgnoredSignature[] => {
    if (!listed.has(twin_id)) return [{ twin_id, signature_type, why: 'unlisted' }]
    const first = signatures.findIndex((one) => one.twin_id === twin_id)
    return first === i ? [] : [{ twin_id, signature_type, why: 'repeated' }]
  })
  const valid = signers.filter(({ state }) => state === 'valid')
  const known = hash !== undefined && signers.every(({ state }) => state !== 'unknown')
  return {
    signers,
    ignored,
    weight: valid.reduce((sum, { weight }) => sum + weight, 0n),
    verdict: known ? await verifySignatures(deployment, publicKeyOf, hash) : undefined,
  }
}
