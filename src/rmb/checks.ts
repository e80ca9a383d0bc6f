import { parseJson } from '#lib/json.ts'
import { text, type Bytes } from '#lib/bytes.ts'
import { bytes } from '#lib/units.ts'
import { decode, type Envelope } from './envelope.ts'
import { RmbError } from './error.ts'
import { bounded, RAW } from './failures.ts'
import type { Identity, Twin } from './identity.ts'

/**
 * Why a received frame was dropped. None of them touches a pending call:
 * - `text` not binary · `unparsable` no envelope · `unknown-uid` nobody waits for it: late, repeated or foreign
 * - `not-an-answer` neither response nor error · `source` from another twin than the one called
 * - `destination` for another twin or session · `expired` its time had run out · `signature` not the twin's
 * - `payload` signed, without a body · `settled` the call ended while this was being checked
 * - `surplus` as many answers to the same call as are checked at once were being checked already
 */
export type DropReason =
  | 'text'
  | 'unparsable'
  | 'unknown-uid'
  | 'not-an-answer'
  | 'source'
  | 'destination'
  | 'expired'
  | 'signature'
  | 'payload'
  | 'settled'
  | 'surplus'

/** What the sender of a request waits for. */
export interface Expected {
  /** The twin that was called. */
  twin: number
  /** The session that the request was sent from. */
  source: { twin: number; connection: string }
}

export type Sorted =
  | { kind: 'drop'; reason: DropReason; uid?: string }
  | { kind: 'pong'; uid: string }
  /** Without a source and unsigned: the relay's own word, matched by uid alone. */
  | { kind: 'relay-error'; uid: string; code: number; message: string }
  | { kind: 'answer'; uid: string; envelope: Envelope }

/**
 * Every check of a received frame that needs no key, in the order of facts: rmb.md section 8: parsed, pong,
 * uid pending, relay error, source, destination, time. `now` in Unix seconds; `skew` how far, in seconds,
 * the two clocks may be apart before an answer counts as expired.
 */
export function sort(
  frame: Uint8Array,
  expectedOf: (uid: string) => Expected | undefined,
  now: number,
  skew: number,
): Sorted {
  const envelope = decode(frame)
  if (envelope === undefined) return { kind: 'drop', reason: 'unparsable' }
  const { uid, source, destination, message } = envelope
  if (message.case === 'pong') return { kind: 'pong', uid }
  const expected = expectedOf(uid)
  if (expected === undefined) return { kind: 'drop', reason: 'unknown-uid' }
  const drop = (reason: DropReason): Sorted => ({ kind: 'drop', reason, uid })
  if (message.case !== 'response' && message.case !== 'error') return drop('not-an-answer')
  if (source === undefined) {
    return message.case === 'error' && envelope.signature === undefined
      ? { kind: 'relay-error', uid, code: message.value.code, message: message.value.message }
      : drop('source')
  }
  if (source.twin !== expected.twin) return drop('source')
  const mine = expected.source
  // an absent session and an empty one are different sessions (facts: rmb.md section 1.4)
  if (destination?.twin !== mine.twin || destination.connection !== mine.connection) {
    return drop('destination')
  }
  // expiration counts seconds from timestamp, it is no moment of its own (facts: rmb.md section 2)
  if (envelope.timestamp + envelope.expiration + BigInt(skew) < BigInt(Math.floor(now))) {
    return drop('expired')
  }
  return { kind: 'answer', uid, envelope }
}

export type Verdict =
  | { kind: 'drop'; reason: 'signature' | 'payload' }
  /** Truly the twin's, but made with another key than the one it publishes or we hold. */
  | { kind: 'undecipherable' }
  /** The twin's own word. */
  | { kind: 'node-error'; code: number; message: string }
  | { kind: 'value'; payload: Bytes; enciphered: boolean; verifyMs: number; decipherMs: number }

/**
 * The rest of facts: rmb.md section 8, where the key is: signature, then error, then payload. An error answer
 * is the twin's word by its signature alone, whatever its body.
 */
export async function judge(
  identity: Identity,
  frame: Bytes,
  envelope: Envelope,
  peer: Twin,
): Promise<Verdict> {
  const opened = await identity.open(frame, peer)
  if (!opened.ok && opened.why === 'signature') return { kind: 'drop', reason: 'signature' }
  if (envelope.message.case === 'error') {
    const { code, message } = envelope.message.value
    return { kind: 'node-error', code, message }
  }
  if (opened.ok) {
    const { payload, enciphered, verifyMs, decipherMs } = opened
    return { kind: 'value', payload, enciphered, verifyMs, decipherMs }
  }
  return opened.why === 'decipher'
    ? { kind: 'undecipherable' }
    : { kind: 'drop', reason: 'payload' }
}

/** The text of an answer. Throws RmbError('too-large') beyond `limit` bytes. */
export function answerText(payload: Bytes, limit: number, who: string): string {
  if (payload.length > limit) {
    const [size, most] = [payload.length, limit].map((length) => {
      const { value, unit } = bytes(length)
      return `${value} ${unit}`
    })
    // one byte too many rounds to the limit itself
    const sent = size === most ? `just over ${most}` : size
    throw new RmbError(
      'too-large',
      `${who} sent too large an answer: ${sent}; at most ${most} are read.`,
      {
        // its beginning, for whoever wants to see what it is
        details: bounded(text(payload.subarray(0, RAW))),
      },
    )
  }
  return text(payload)
}

/** The JSON of an answer. Throws as `answerText`, and RmbError('bad-json'). */
export function parseAnswer(payload: Bytes, limit: number, who: string): unknown {
  const json = answerText(payload, limit, who)
  try {
    return parseJson(json)
  } catch (error) {
    throw new RmbError('bad-json', `${who} sent an answer that is not JSON.`, {
      details: bounded(json),
      cause: error,
    })
  }
}
