import type { Signature, SignatureRequirement } from '#gridtypes/deployment.ts'
import { GridTypesError } from '#gridtypes/error.ts'
import { signedMessage, verifySignature, type PublicKeyOf } from '#gridtypes/signature.ts'
import { messageOf } from '#lib/error.ts'
import { readText, withSignatures } from '#deploy/saga/text.ts'
import type { DeploymentSigner, ToSign } from '#deploy/saga/ports.ts'
import { DeployError } from '../error.ts'
import { hashOf, insistOnShown } from './hash.ts'

/** A signature without the twin: what a wallet or a key gives. */
export type Given = Pick<Signature, 'signature' | 'signature_type'>

/** The first signature of each twin that is asked, in the order of the requests: what nodes look at. */
function looked({ requests }: SignatureRequirement, signatures: readonly Signature[]): Signature[] {
  const twins = new Set(requests.map(({ twin_id }) => twin_id))
  return [...twins].flatMap((twin) => signatures.find(({ twin_id }) => twin_id === twin) ?? [])
}

const requirementIn = (text: string) => readText(text).deployment.signature_requirement

/** The signatures that a text carries, one of each twin that is asked, in that order; unverified. */
export function signaturesIn(text: string): Signature[] {
  const requirement = requirementIn(text)
  return looked(requirement, requirement.signatures)
}

/** The text with these signatures alone, one of each twin that is asked, in that order. */
export const withOnly = (text: string, signatures: readonly Signature[]): string =>
  withSignatures(text, looked(requirementIn(text), signatures))

/**
 * The text with a twin's signature in place of any it had of that twin, never beside it; others stay. It counts
 * only if the account of that twin made it over this very text. Hex comes with or without `0x` and leaves
 * without (facts: node-api.md section 4). Rejects with DeployError: `signature` for one that nobody asked for
 * or that does not hold, `key` where the account cannot be had, and as `hashOf` does.
 */
export async function addSignature(
  text: string,
  given: Signature,
  publicKeyOf: PublicKeyOf,
): Promise<string> {
  const { twin_id, signature_type } = given
  const hash = hashOf(text)
  const { requests, signature_style } = requirementIn(text)
  insistAsked(requests, twin_id)
  const signature = given.signature.replace(/^0x/i, '').toLowerCase()
  if (!/^[0-9a-f]{128}$/.test(signature)) {
    throw new DeployError('signature', 'A signature has 128 hex digits. This one was not taken.')
  }
  if (signature_type !== 'sr25519' && signature_type !== 'ed25519') {
    throw new DeployError(
      'signature',
      'Nodes know signatures of sr25519 and ed25519 accounts only. This one was not taken.',
    )
  }
  const key = await keyOf(twin_id, publicKeyOf)
  if (!verifySignature({ signature, signature_type }, signedMessage(hash, signature_style), key)) {
    throw new DeployError(
      'signature',
      `This signature is not of this deployment by the account of twin ${twin_id}, so it was not taken. Sign with that twin’s account.`,
    )
  }
  const rest = signaturesIn(text).filter((one) => one.twin_id !== twin_id)
  return withOnly(text, [...rest, { twin_id, signature, signature_type }])
}

function insistAsked(requests: readonly { twin_id: number }[], twin: number): void {
  if (requests.some(({ twin_id }) => twin_id === twin)) return
  throw new DeployError(
    'signature',
    `Twin ${twin} is not among those who are asked to sign this deployment.`,
  )
}

async function keyOf(twin: number, publicKeyOf: PublicKeyOf): Promise<Uint8Array> {
  try {
    return await publicKeyOf(twin)
  } catch (cause) {
    throw new DeployError(
      'key',
      `The account of twin ${twin} could not be read, so its signature cannot be checked. Try again.`,
      { details: messageOf(cause), cause },
    )
  }
}

/**
 * Lets a twin sign a text whose hash is the one shown: reckoned anew, asked, verified, added. Nobody is asked
 * who is not listed, or for what has changed. Rejects as `addSignature` and `insistOnShown` do, and with what
 * `sign` rejects with.
 */
export async function signText(
  text: string,
  shown: string,
  twin: number,
  sign: (what: ToSign) => Promise<Given>,
  publicKeyOf: PublicKeyOf,
): Promise<string> {
  const hash = insistOnShown(text, shown)
  const { requests, signature_style: style } = requirementIn(text)
  insistAsked(requests, twin)
  const { signature, signature_type } = await sign({ text, hash, style })
  return addSignature(text, { twin_id: twin, signature, signature_type }, publicKeyOf)
}

/**
 * What signs the deployments of a saga as a twin, beside the signatures that its texts have by now: nobody is asked
 * again whose signature is there and holds. Rejects as `signText` does.
 */
export const collecting =
  (
    twin: number,
    sign: (what: ToSign) => Promise<Given>,
    publicKeyOf: PublicKeyOf,
  ): DeploymentSigner =>
  async ({ text, hash }) => {
    insistOnShown(text, hash)
    const own = signaturesIn(text).filter(({ twin_id }) => twin_id === twin)
    const isSigned = (await holding(text, own, publicKeyOf)).length > 0
    return signaturesIn(isSigned ? text : await signText(text, hash, twin, sign, publicKeyOf))
  }

/**
 * Those of these signatures that hold over a text, in one spelling, whichever nodes would take: lower case, no
 * bytes beyond the 64, one name for ed25519. Rejects with DeployError `key`.
 */
export async function holding(
  text: string,
  signatures: readonly Signature[],
  publicKeyOf: PublicKeyOf,
): Promise<Signature[]> {
  const message = signedMessage(hashOf(text), requirementIn(text).signature_style)
  const held: Signature[] = []
  for (const one of signatures) {
    const key = await keyOf(one.twin_id, publicKeyOf)
    if (holds(one, message, key)) held.push(spelled(one))
  }
  return held
}

const spelled = ({ twin_id, signature, signature_type }: Signature): Signature => ({
  twin_id,
  signature: signature.toLowerCase().slice(0, 128),
  signature_type: signature_type === 'sr25519' ? 'sr25519' : 'ed25519',
})

function holds(signature: Signature, message: Uint8Array, key: Uint8Array): boolean {
  try {
    return verifySignature(signature, message, key)
  } catch (error) {
    if (error instanceof GridTypesError) return false // no hex
    throw error
  }
}
