import { maskAnswer } from '#gridtypes/secrets.ts'
import { messageOf } from '#lib/error.ts'

/** An error in the parts that a panel shows. */
export interface Explained {
  /** What happened, to what: one sentence. */
  sentence: string
  /** What it means or what to do. */
  advice?: string | undefined
  /** The machine's words with the code, in mono, copyable. */
  details?: string | undefined
}

const advices: Record<string, string> = {
  timeout: 'It may be offline, or busy with something long.',
  offline: 'The relay holds no connection to it.',
  disconnected: 'The console keeps trying to reach it.',
  'outcome-unknown': 'The connection was lost after sending; what became of it is read next.',
  'peer-key': 'Nothing was sent, because it would have travelled in plain.',
  'unexpected-answer':
    'It may be newer than this console, or something is broken there. The details hold what was received.',
  'bad-json': 'What came could not be read. The details hold what was received.',
  'bad-shape': 'What came has an unknown form. The details hold what was received.',
  unauthorized: 'The node decides by the twin that asks.',
  locked: 'Unlock your twin to go on.',
}

const text = (value: unknown, key: string): string | undefined => {
  if (typeof value !== 'object' || value === null || !(key in value)) return undefined
  const part = (value as Record<string, unknown>)[key] // `key in value` holds
  return typeof part === 'string' && part !== '' ? part : undefined
}

const named = (sentence: string, subject: string | undefined) =>
  subject === undefined ? sentence : sentence.replace(/^The node(?: of twin \d+)?(?= )/, subject)

/**
 * Parts of any error, by its `code`, `message` and `details` (BaseError has them, others may). `subject`
 * is who was asked, as the page calls it ("Node 11"): the wire knows only the node's twin.
 */
export function explain(error: unknown, command?: string, subject?: string): Explained {
  const code = text(error, 'code')
  const said = text(error, 'details')
  // an answer that cannot be read is shown all the same, and may be a deployment with its keys
  const details = [command, code, said && maskAnswer(said)].filter((part) => part !== undefined)
  return {
    sentence: named(messageOf(error), subject) || 'Something went wrong without a word.',
    advice: code === undefined ? undefined : advices[code],
    details: details.length ? details.join(' · ') : undefined,
  }
}
