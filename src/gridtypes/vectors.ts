import { fromHex, toHex, utf8 } from '#lib/bytes.ts'
import { stringifyJson } from '#lib/json.ts'
import { challenge, challengeHash } from './challenge.ts'
import { parseDeployment } from './deployment.ts'
import { GridTypesError } from './error.ts'
import { verifySignatures } from './signature.ts'

/** An entry of a `challenge.json`. */
export interface ChallengeVector {
  name: string
  deployment_json: string
  challenge: string
  challenge_hex: string
  hash: string
}

/** An entry of a `challenge-errors.json`: what must be refused. */
export interface RefusalVector {
  name: string
  deployment_json: string
}

/** An entry of a `signature.json`; `deployment` holds no integer beyond 2^53. */
export interface SignatureVector {
  name: string
  deployment: unknown
  hash: string
  twin_public_keys: Record<string, string>
  accepted: boolean
  error: string | null
}

/** Undefined when the challenge and the hash are the node's, else a sentence. */
export function checkChallenge(entry: ChallengeVector): string | undefined {
  const deployment = parseDeployment(entry.deployment_json)
  const text = challenge(deployment)
  return (
    difference('challenge', text, entry.challenge) ??
    difference('bytes', toHex(utf8(text)), entry.challenge_hex) ??
    difference('hash', challengeHash(deployment), entry.hash)
  )
}

/** Undefined when the deployment is refused, else a sentence. */
export function checkRefusal(entry: RefusalVector): string | undefined {
  try {
    return `got the hash ${challengeHash(parseDeployment(entry.deployment_json))}, expected a refusal`
  } catch (error) {
    if (error instanceof GridTypesError) return undefined
    throw error
  }
}

/** The texts after which the Go library's own words follow. */
const OWN_WORDS = /^(invalid signature: |failed to get public key for twin '\d+': ).*$/s

/** Undefined when the verdict is the node's, else a sentence. */
export async function checkSignature(entry: SignatureVector): Promise<string | undefined> {
  const deployment = parseDeployment(stringifyJson(entry.deployment))
  const hash = challengeHash(deployment)
  const keyOf = (twin: number) => {
    const key = fromHex(entry.twin_public_keys[twin] ?? '')
    if (!key?.length) throw new Error('object not found')
    return key
  }
  const verdict = await verifySignatures(deployment, keyOf, hash)
  const error = verdict.ok ? null : verdict.reason
  return (
    difference('hash', hash, entry.hash) ??
    difference('accepted', verdict.ok, entry.accepted) ??
    difference('error', error?.replace(OWN_WORDS, '$1'), entry.error?.replace(OWN_WORDS, '$1'))
  )
}

function difference(what: string, got: unknown, wanted: unknown): string | undefined {
  return got === wanted
    ? undefined
    : `${what}: got ${JSON.stringify(got)}, expected ${JSON.stringify(wanted)}`
}
