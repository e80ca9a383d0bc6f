import { ago } from '#lib/time.ts'

/**
 * What became of asking the node, and by whom: over RMB, or for a visitor by the grid proxy over its own
 * RMB. `answered` counts whatever it answered, an error too. `silent`: it was asked and said nothing.
 * `unasked`: nobody could ask, which tells nothing of the node. Times in Unix ms.
 */
export type NodeWord = { via: 'rmb' | 'proxy' } & (
  | { state: 'waiting' }
  | { state: 'answered'; at: number }
  | { state: 'silent'; at: number; lastAt: number | null }
  | { state: 'unasked'; why: string; node: 'off' | 'unknown'; lastAt: number | null }
)

/** What the grid proxy says: `status` in its own word, from the report that the node made at `reportedAt` (Unix ms). */
export interface ProxyWord {
  status: string
  reportedAt: number
  /** When the proxy was read, and whether reading it again has failed since. */
  readAt: number
  failing: boolean
  /** The chain's power as the proxy repeats it: Up, Down, or empty where no farmerbot ever touched the node. */
  power: { state: string; target: string }
}

/** The part of a query's result that the node's word is made of. */
export interface Heard {
  data: unknown
  dataUpdatedAt: number
  error: unknown
  errorUpdatedAt: number
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** The relay has no connection to the node, or it was asked and the time ran out. */
const SILENT = new Set(['offline', 'timeout', 'node-silent'])
/** Codes of #rmb and #gridproxy that tell of the way to the node and nothing of the node. */
const UNASKED: Record<string, string> = {
  locked: 'no twin is speaking',
  disconnected: 'the relay cannot be reached',
  closed: 'the connection to the relay was closed',
  relay: 'the relay refused the call',
  'outcome-unknown': 'the connection to the relay was lost',
  directory: 'its key could not be looked up',
  'no-twin': 'its twin is not known',
  'peer-key': 'the key it has published cannot be used',
  'bad-address': 'its account cannot be read',
  'node-off': 'the grid proxy asks no node that it holds for down or asleep',
  unreachable: 'the grid proxy cannot be reached',
  'rate-limited': 'the grid proxy wants fewer requests',
  server: 'the grid proxy failed',
  'not-found': 'the grid proxy does not know it',
  aborted: 'the call was given up',
}

/**
 * What a query for the node's counters has heard. An error that the node itself sent is an answer.
 * `cutOff`: the relay is known to be out of reach, so that waiting for the node would be no news of it.
 */
export function nodeWord(via: 'rmb' | 'proxy', heard: Heard, cutOff = false): NodeWord {
  const { data, dataUpdatedAt, error, errorUpdatedAt } = heard
  const lastAt = data === undefined || data === null ? null : dataUpdatedAt
  const failed = error !== null && error !== undefined && errorUpdatedAt >= dataUpdatedAt
  if (!failed) {
    if (data === null) return unasked(via, 'not-found', lastAt)
    if (lastAt === null && cutOff) return unasked(via, 'disconnected', lastAt)
    return lastAt === null
      ? { via, state: 'waiting' }
      : { via, state: 'answered', at: dataUpdatedAt }
  }
  const code = codeOf(error)
  if (SILENT.has(code)) return { via, state: 'silent', at: errorUpdatedAt, lastAt }
  // of what comes over RMB only the codes in the table are not the node's: #node's own mean an answer
  const answered = via === 'rmb' && (code === 'not-found' || !Object.hasOwn(UNASKED, code))
  return answered ? { via, state: 'answered', at: errorUpdatedAt } : unasked(via, code, lastAt)
}

const unasked = (via: NodeWord['via'], code: string, lastAt: number | null): NodeWord => ({
  via,
  state: 'unasked',
  why: (Object.hasOwn(UNASKED, code) && UNASKED[code]) || 'the grid proxy gave no clear answer',
  node: code === 'node-off' ? 'off' : 'unknown',
  lastAt,
})

/** An answer is of now for three refresh periods of a minute; then the line turns amber. */
export const OLD_MS = 180_000

export type Power = 'on' | 'off' | 'waking' | 'falling asleep'

/** State is what the node last told the chain, target what its farm wants of it. */
export function powerOf({ state, target }: ProxyWord['power']): Power {
  const isOff = state === 'Down'
  const off = target === 'Down'
  if (isOff) return off ? 'off' : 'waking'
  return off ? 'falling asleep' : 'on'
}

/** An age in words; the clocks of two machines may differ, and nothing was said in the future. */
export const since = (at: number, now: number) => ago(Math.max(0, now - at) / 1000)
