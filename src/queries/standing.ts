import { NodeError } from '#node/error.ts'
import type { Counters } from '#node/schemas.ts'
import { RmbError } from '#rmb/error.ts'
import type { VerdictState } from './verdict.ts'
import { testify } from './witness.ts'

/**
 * What a list learns of a node by asking it, and after how long (ms):
 * - `answered` with its counters · `faulty` it lives, but what it said is of no use
 * - `silent` the relay took the call and no answer came in time · `away` the relay says it is not connected
 */
export type Reply = { kind: 'answered'; counters: Counters; tookMs: number } | Silence

/** No answer of use. */
export interface Silence {
  kind: 'faulty' | 'silent' | 'away'
  why: string
  tookMs: number
}

/** What an error tells of the node; undefined where it tells of our side, the relay or the proxy only. */
export function replyOf(error: unknown, tookMs: number): Silence | undefined {
  if (error instanceof NodeError) return { kind: 'faulty', why: error.message, tookMs }
  if (!(error instanceof RmbError)) return undefined
  switch (error.code) {
    case 'timeout':
      return { kind: 'silent', why: error.message, tookMs }
    case 'offline':
      return { kind: 'away', why: error.message, tookMs }
    case 'node':
    case 'undecipherable':
    case 'bad-json':
    case 'too-large':
      return { kind: 'faulty', why: error.message, tookMs }
    case 'relay':
    case 'outcome-unknown':
    case 'disconnected':
    case 'closed':
    case 'aborted':
    case 'no-twin':
    case 'directory':
    case 'peer-key':
    case 'locked':
    case 'bad-request':
      return undefined
    default:
      return error.code satisfies never
  }
}

/** What the verdict needs of a node's entry at the proxy; `updatedAt` in Unix seconds. */
export interface Entry {
  status: string
  power: { state: string; target: string }
  updatedAt: number
}

/** How a node stands: look, word, and the whole sentence for the tooltip. */
export interface Standing {
  state: VerdictState
  word: string
  sentence: string
}

/**
 * The verdict in a list. With the node's own word it is the same as on the node's page (`testify`);
 * without it, what the proxy says stands alone.
 */
export function standingOf(entry: Entry, reply: Reply | undefined, now: number): Standing {
  const { status, power } = entry
  if (reply) {
    const lives = reply.kind === 'answered' || reply.kind === 'faulty'
    const node = lives
      ? ({ via: 'rmb', state: 'answered', at: now } as const)
      : ({ via: 'rmb', state: 'silent', at: now, lastAt: null } as const)
    const proxy = { status, power, reportedAt: entry.updatedAt * 1000, readAt: now, failing: false }
    return testify(node, proxy, now).verdict
  }
  switch (status) {
    case 'up':
      return { state: 'ok', word: 'Up', sentence: 'The grid proxy says up.' }
    case 'down':
      return { state: 'error', word: 'Down', sentence: 'The grid proxy says down.' }
    case 'standby':
      return power.target === 'Up'
        ? { state: 'busy', word: 'Waking', sentence: 'Its farm has told it to wake.' }
        : { state: 'standby', word: 'Standby', sentence: 'The grid proxy says standby.' }
    default:
      // a word of a newer proxy stays as it is written
      return { state: 'unknown', word: status || 'Unknown', sentence: 'A status not known here.' }
  }
}

/** True when the node itself contradicts its entry at the proxy. */
export const disagrees = (entry: Entry, reply: Reply | undefined): boolean =>
  reply !== undefined && standingOf(entry, reply, 0).state === 'warn'
