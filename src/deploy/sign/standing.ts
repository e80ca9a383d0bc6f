import type { Deployment } from '#gridtypes/deployment.ts'
import { verifySignatures, type PublicKeyOf, type SignatureVerdict } from '#gridtypes/signature.ts'
import { signersOf, type SignatureReport } from '#gridtypes/signers.ts'
import { readText } from '#deploy/saga/text.ts'
import { hashOf, insistOnShown } from './hash.ts'
import { ALL_MUST_SIGN, signerTroubles } from './requirement.ts'

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

/** How many of the signatures of all deployments of a draft hold, for a bar, and which twins it waits for. */
export interface Progress {
  held: number
  asked: number
  waitsFor: number[]
}

export function progressOf(standings: readonly Standing[]): Progress {
  const signers = standings.flatMap((standing) => standing.signers)
  const waiting = signers.filter(({ state }) => state !== 'valid')
  return {
    held: signers.length - waiting.length,
    asked: signers.length,
    waitsFor: [...new Set(waiting.map(({ twin_id }) => twin_id))],
  }
}
