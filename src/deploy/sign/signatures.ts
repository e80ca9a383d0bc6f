import type { Deployment, Signature, SignatureRequirement } from '#gridtypes/deployment.ts'
import { GridTypesError } from '#gridtypes/error.ts'
import {
  signedMessage,
  verifySignature,
  verifySignatures,
  type PublicKeyOf,
  type SignatureVerdict,
} from '#gridtypes/signature.ts'
import { signersOf, type SignatureReport } from '#gridtypes/signers.ts'
import { messageOf } from '#lib/error.ts'
import { readText, withSignatures } from '#deploy/saga/text.ts'
import type { ToSign } from '#deploy/saga/ports.ts'
import { DeployError } from '../error.ts'
import { hashOf, insistOnShown } from './hash.ts'
import { ALL_MUST_SIGN, signerTroubles } from './requirement.ts'

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

/** How far the signing of a text has come. */
export interface Standing extends SignatureReport {
  hash: string
  /** What must be weighed together. */
  weight_required: bigint
  /** What all requests weigh. */
  weight_listed: bigint
  /** Twins whose signature is not there, does not hold, or cannot be judged. */
  missing: number[]
  wrong: number[]
  unknown: number[]
  /** The valid signatures weigh enough; alone it is not enough for a node. */
  reached: boolean
  /** A node would take its signatures. */
  complete: boolean
  /** What is still to be done, for people; the first is the whole in one sentence. */
  sentences: string[]
}

/** Verifies every signature of a text. Rejects with DeployError as `hashOf` does; a key that cannot be had is `unknown`. */
export async function standingOf(text: string, publicKeyOf: PublicKeyOf): Promise<Standing> {
  const hash = hashOf(text)
  const { deployment } = readText(text)
  const { requests, weight_required } = deployment.signature_requirement
  const report = await signersOf(deployment, publicKeyOf, hash)
  // as on the node, where it is a uint64
  const wrap = (sum: bigint) => BigInt.asUintN(64, sum)
  const weight = wrap(report.weight)
  const inState = (state: string) => [
    ...new Set(report.signers.flatMap((one) => (one.state === state ? one.twin_id : []))),
  ]
  const found = {
    ...report,
    weight,
    hash,
    weight_required,
    weight_listed: wrap(requests.reduce((sum, request) => sum + request.weight, 0n)),
    missing: inState('missing'),
    wrong: inState('invalid'),
    unknown: inState('unknown'),
    reached: weight >= weight_required,
    complete: report.verdict?.ok === true,
  }
  return { ...found, sentences: sentencesOf(deployment, found) }
}

const twinsWords = (twins: readonly number[]) => {
  const all = twins.map((twin) => `twin ${twin}`)
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${all.at(-1)}` : (all[0] ?? '')
}
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

function sentencesOf(
  deployment: Pick<Deployment, 'twin_id' | 'signature_requirement'>,
  standing: Omit<Standing, 'sentences'>,
): string[] {
  const { signers, missing, wrong, unknown, weight, weight_required, complete } = standing
  const valid = signers.length - missing.length - wrong.length - unknown.length
  if (complete) {
    const all = signers.length === 1 ? 'It is signed' : `All ${signers.length} have signed`
    return [`${all}: weight ${weight}, and ${weight_required} is required.`]
  }
  return [
    `${valid} of ${signers.length} signatures hold: weight ${weight}, and ${weight_required} is required.`,
    ...(missing.length > 0
      ? [`${capital(twinsWords(missing))} ${missing.length > 1 ? 'have' : 'has'} yet to sign.`]
      : []),
    ...wrong.map((twin) => `The signature of twin ${twin} does not hold. It must sign anew.`),
    ...unknown.map((twin) => `The signature of twin ${twin} could not be checked yet.`),
    ...(missing.length > 0 && signers.length > 1 ? [ALL_MUST_SIGN] : []),
    ...signerTroubles(deployment.twin_id, deployment.signature_requirement),
  ]
}

/**
 * The last look before a text is paid for and sent: its hash once more, and its signatures just as the node
 * judges them, in its order and with its words of refusal (zosbase@063d895 pkg/gridtypes/deployment.go Verify).
 * Rejects with DeployError as `insistOnShown` does.
 */
export async function finalCheck(
  text: string,
  shown: string,
  publicKeyOf: PublicKeyOf,
): Promise<SignatureVerdict> {
  const hash = insistOnShown(text, shown)
  return verifySignatures(readText(text).deployment, publicKeyOf, hash)
}

/** Which of these signatures hold over a text, each as nodes read it. Rejects with DeployError `key`. */
export async function holding(
  text: string,
  signatures: readonly Signature[],
  publicKeyOf: PublicKeyOf,
): Promise<Signature[]> {
  const { signature_style } = requirementIn(text)
  const message = signedMessage(hashOf(text), signature_style)
  const held: Signature[] = []
  for (const one of signatures) {
    const key = await keyOf(one.twin_id, publicKeyOf)
    if (holds(one, message, key)) held.push(one)
  }
  return held
}

function holds(signature: Signature, message: Uint8Array, key: Uint8Array): boolean {
  try {
    return verifySignature(signature, message, key)
  } catch (error) {
    if (error instanceof GridTypesError) return false // no hex
    throw error
  }
}
