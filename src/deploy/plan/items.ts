import type { NodeId } from '#lib/ids.ts'
import type { Fact } from './observed.ts'

/** Everything that is looked at before the wallet opens, in the order it is shown. */
export const checks = [
  'valid',
  'wiring',
  'answers',
  'available',
  'features',
  'cru',
  'mru',
  'disks',
  'port',
  'subnet',
  'private-ip',
  'public-ip',
  'gpu',
  'domain',
  'names',
  'keys',
  'terms',
  'kyc',
  'balance',
  'image',
  'data',
  'hash',
  'once',
] as const
export type Check = (typeof checks)[number]

export type ItemState = 'ok' | 'warn' | 'bad' | 'waiting'

/** What a person can do about an item; the page turns it into a button. */
export type Mend =
  | { kind: 'ask-again' }
  | { kind: 'edit'; part: number; path: string }
  | { kind: 'set'; part: number; path: string; value: string | number; words: string }
  | { kind: 'other-node'; node: NodeId }
  | { kind: 'rent'; node: NodeId }
  | { kind: 'publish-keys' }
  | { kind: 'accept-terms' }
  | { kind: 'verify' }
  | { kind: 'top-up'; units: bigint }

export interface Item {
  /** Unique within a list: the check, and the node where it is of one. */
  id: string
  check: Check
  node: NodeId | null
  state: ItemState
  words: string
  mend?: Mend
}

/** A verdict before it is an item. */
export interface Verdict {
  state: ItemState
  words: string
  mend?: Mend
}

export const ok = (words: string): Verdict => ({ state: 'ok', words })
export const warn = (words: string, mend?: Mend): Verdict => withMend('warn', words, mend)
export const bad = (words: string, mend?: Mend): Verdict => withMend('bad', words, mend)
const withMend = (state: ItemState, words: string, mend?: Mend): Verdict =>
  mend === undefined ? { state, words } : { state, words, mend }

/** A verdict on a fact once it is there; waiting before, a warning where it cannot be learnt. */
export function given<T>(
  fact: Fact<T> | undefined,
  what: string,
  judge: (value: T) => Verdict,
): Verdict {
  if (fact === undefined) return { state: 'waiting', words: `Asking for ${what}.` }
  if ('value' in fact) return judge(fact.value)
  return warn(`Could not learn ${what}: ${fact.why}`, { kind: 'ask-again' })
}

const RANK: Readonly<Record<ItemState, number>> = { bad: 0, warn: 1, waiting: 2, ok: 3 }

/** The worst of several verdicts with all words of that kind; `fine` where there is none. */
export function worst(verdicts: readonly Verdict[], fine: string): Verdict {
  const sorted = verdicts.toSorted((a, b) => RANK[a.state] - RANK[b.state])
  const [first] = sorted
  if (first === undefined) return ok(fine)
  const same = sorted.filter(({ state }) => state === first.state)
  const words = [...new Set(same.map((verdict) => verdict.words))].join(' ')
  const mend = same.find((verdict) => verdict.mend !== undefined)?.mend
  return withMend(first.state, first.state === 'ok' ? fine : words, mend)
}

/** Whether a draft may go to the wallet: nothing red, nothing open. */
export const isReady = (items: readonly Item[]): boolean =>
  items.every(({ state }) => state === 'ok' || state === 'warn')
