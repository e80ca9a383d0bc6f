import { challengeHash } from '#gridtypes/challenge.ts'
import { parseDeployment } from '#gridtypes/deployment.ts'
import { serialiseDeployment } from '#gridtypes/serialise.ts'
import { messageOf } from '#lib/error.ts'
import { insistOnHash, readText } from '#deploy/saga/text.ts'
import { DeployError } from '../error.ts'

/**
 * The hash of an exact JSON text, 32 lower-case hex digits, reckoned three ways that must agree: from the text
 * as it stands, from what goes on the wire for it, and from what is understood of it, written anew. A text
 * whose keys come twice, for one, is read by nodes in another way than it is sent. Throws DeployError
 * `unreadable`, and `mismatch` on any difference.
 */
export function hashOf(text: string): string {
  const { hash: wire } = readText(text)
  const hashes = [wire]
  try {
    const deployment = parseDeployment(text)
    hashes.push(challengeHash(deployment))
    hashes.push(challengeHash(parseDeployment(serialiseDeployment(deployment))))
  } catch (cause) {
    throw new DeployError('unreadable', 'This is no deployment that a node can read.', {
      details: messageOf(cause),
      cause,
    })
  }
  if (hashes.every((hash) => hash === wire)) return wire
  throw new DeployError(
    'mismatch',
    'This text gives another hash each way it is read, so nothing is signed. Write every key of it once.',
    { details: hashes.join('\n') },
  )
}

/**
 * The text's hash, where it is the one that was shown. Throws DeployError `mismatch` where what is about to be
 * signed or sent has changed since, and as `hashOf` does.
 */
export function insistOnShown(text: string, shown: string): string {
  insistOnHash(text, shown)
  return hashOf(text)
}

/** A hash in groups of four digits, as a person compares it with what a wallet shows. */
export const groupsOf = (hash: string): string[] => hash.match(/.{1,4}/g) ?? []
