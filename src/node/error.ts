import { BaseError } from '#lib/error.ts'

/**
 * What a node's error answer means:
 * - `unauthorized` the caller may not · `function-missing` the node has no such command
 * - `not-found` no such deployment, result, workload or NIC · `panicked` the node stumbled inside, try again
 * - `twin-mismatch` a deployment of another twin · `kyc` the twin is not verified, or could not be checked
 * - `refused` any other error of the node · `unexpected-answer` an answer in a shape we do not know
 */
export type NodeErrorCode =
  | 'unauthorized'
  | 'function-missing'
  | 'not-found'
  | 'panicked'
  | 'twin-mismatch'
  | 'kyc'
  | 'refused'
  | 'unexpected-answer'

/** The one error class of this floor; `details` holds the node's words or its raw answer, bounded. */
export class NodeError extends BaseError<NodeErrorCode> {
  override readonly name = 'NodeError'
}

/** How every message of a crash inside a node begins (facts: node-api.md section 0). */
const PANIC = 'handler panicked with: '

/**
 * A node's words by meaning, first match wins; nodes send no codes, and wrap texts as `outer: inner`
 * (facts: node-api.md sections 0, 1.6, 1.9, 1.10 and 7.11).
 */
const meanings: readonly { includes: string; code: NodeErrorCode }[] = [
  // first, for what stumbled inside may have said any of the others
  { includes: PANIC, code: 'panicked' },
  { includes: 'function is not found', code: 'function-missing' },
  { includes: 'unauthorized', code: 'unauthorized' },
  { includes: 'twin id mismatch', code: 'twin-mismatch' },
  { includes: 'is not verified', code: 'kyc' },
  { includes: 'failed to get twin verification status', code: 'kyc' },
  { includes: 'deployment not found', code: 'not-found' },
  { includes: 'twin not found', code: 'not-found' },
  { includes: 'result not found', code: 'not-found' },
  { includes: 'Link not found', code: 'not-found' },
  { includes: 'not found in deployment', code: 'not-found' },
  // of one type of workload, not of the command
  { includes: 'not supported for info command', code: 'refused' },
  { includes: 'not supported', code: 'function-missing' },
]

const sentences: Record<Exclude<NodeErrorCode, 'unexpected-answer'>, string> = {
  unauthorized: 'your twin may not do this',
  'function-missing': 'this node does not have it',
  'not-found': 'there is no such thing on this node',
  panicked: 'the node met an internal error; it can be tried again',
  'twin-mismatch': 'the deployment names another twin than the one that sent it',
  kyc: 'the node could not see that your twin is verified',
  refused: 'the node refused',
}

/** The meaning of a node's words. */
export const meaningOf = (words: string): Exclude<NodeErrorCode, 'unexpected-answer'> => {
  const code = meanings.find(({ includes }) => words.includes(includes))?.code
  return code === undefined || code === 'unexpected-answer' ? 'refused' : code
}

/** True for words that tell of a crash inside the node: never to be read as absence. */
export const isPanic = (words: string): boolean => words.includes(PANIC)

/** The error of a node's error answer to a command. */
export function nodeError(command: string, twin: number, words: string, cause: unknown): NodeError {
  const code = meaningOf(words)
  return new NodeError(code, `${command} on the node of twin ${twin}: ${sentences[code]}.`, {
    details: words,
    cause,
  })
}
