import { challengeHash } from '#gridtypes/challenge.ts'
import {
  parseDeployment,
  type Deployment,
  type Signature,
  type SignatureRequirement,
} from '#gridtypes/deployment.ts'
import { parseTree, type Tree } from '#gridtypes/tree.ts'
import { messageOf } from '#lib/error.ts'
import { parseJson, stringifyJson } from '#lib/json.ts'
import { DeployError } from '../error.ts'

/*
 * A deployment as the text that is signed and sent. What is changed in it, its contract's id and its signatures,
 * is in no hash; every other character stays as it was (facts: node-api.md section 3).
 */

/** The JSON that goes out for a text: what the bus client makes of the same value. */
export const wireOf = (text: string): string => stringifyJson(parseJson(text))

/** Reads a text as its node will read what is sent for it. Throws DeployError `unreadable`. */
export function readText(text: string): { deployment: Deployment; hash: string } {
  try {
    const deployment = parseDeployment(wireOf(text))
    return { deployment, hash: challengeHash(deployment) }
  } catch (cause) {
    throw new DeployError('unreadable', 'This is no deployment that a node can read.', {
      details: messageOf(cause),
      cause,
    })
  }
}

/** The deployment of a text; throws DeployError `mismatch` where its hash is not the one that was signed. */
export function insistOnHash(text: string, hash: string): Deployment {
  const read = readText(text)
  if (read.hash === hash) return read.deployment
  throw new DeployError(
    'mismatch',
    `What would be sent has the hash ${read.hash}, not ${hash} as signed. Nothing is sent.`,
  )
}

/** The text with its contract's id. */
export const withContract = (text: string, contractId: bigint): string =>
  replaced(parseTree(text), ['contract_id'], contractId.toString())

/** The text with these signatures in place of any that it had. */
export const withSignatures = (text: string, signatures: readonly Signature[]): string =>
  replaced(parseTree(text), ['signature_requirement', 'signatures'], stringifyJson(signatures))

/** The text to be signed by others, or otherwise: its hash is another from here on, and nobody has signed it. */
export const withRequirement = (text: string, requirement: SignatureRequirement): string =>
  replaced(
    parseTree(text),
    ['signature_requirement'],
    stringifyJson({ ...requirement, signatures: [] }),
  )

/**
 * Writes a value under a path of keys. As Go reads them, keys match in any case and the last one counts, so all
 * that match are replaced; one that is missing is added (facts: node-api.md section 0).
 */
function replaced(tree: Tree, [key, ...rest]: readonly string[], value: string): string {
  if (key === undefined) return value
  const pairs: [string, Tree][] = tree.kind === 'object' ? tree.pairs : []
  // Go takes the long s for an s too (gridtypes/decode.ts)
  const matches = (name: string) => name.toLowerCase().replaceAll('\u017f', 's') === key
  const written = pairs.map(
    ([name, child]) =>
      `${JSON.stringify(name)}:${matches(name) ? replaced(child, rest, value) : child.source}`,
  )
  if (!pairs.some(([name]) => matches(name))) {
    const none: Tree = { kind: 'null', source: 'null' }
    written.push(`${JSON.stringify(key)}:${replaced(none, rest, value)}`)
  }
  return `{${written.join(',')}}`
}
