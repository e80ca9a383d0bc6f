import { gravity, type Truth, type TruthClass } from '#deploy/truth.ts'

/**
 * What a deployment shows first: what contract and node come to, or, where they agree, what its workloads
 * come to.
 * - `errors` workloads are in error · `needs-look` the node tells something else than the kept copy, and
 *   nothing explains it yet · `odd` a workload is in a state that is not known here · `making` work goes on
 */
export type Shown = TruthClass | 'errors' | 'needs-look' | 'odd' | 'making'

/** From worst to best; what is only being asked or made ranks with what is well, so that rows do not dance. */
export const shownKinds = [
  'orphan',
  'hash-differs',
  'ghost',
  'paused',
  'errors',
  'needs-look',
  'unknown',
  'odd',
  'waiting',
  'making',
  'in-step',
] as const satisfies readonly Shown[]

/** What is shown, in a word or two: the same in the list and over the page of a deployment. */
export const truthWords = {
  orphan: 'Billed, not served',
  'hash-differs': 'Hash differs',
  ghost: 'No active contract',
  paused: 'Paused',
  errors: 'Has errors',
  'needs-look': 'Needs a look',
  unknown: 'Unknown',
  odd: 'Odd state',
  waiting: 'Asking',
  making: 'Being made',
  'in-step': 'In step',
} as const satisfies Record<Shown, string>

/** Looks, by the names of ui/State. */
export const truthLooks = {
  orphan: 'error',
  'hash-differs': 'error',
  ghost: 'warn',
  paused: 'paused',
  errors: 'error',
  'needs-look': 'warn',
  unknown: 'unknown',
  odd: 'unknown',
  waiting: 'busy',
  making: 'busy',
  'in-step': 'ok',
} as const satisfies Record<Shown, string>

/** What each means, in a sentence without its stop: said over a list that shows only it. */
export const truthFacts = {
  orphan: 'Billed by the chain; the node says it has no such deployment',
  'hash-differs': 'What the node has is not what the contract was made for',
  ghost: 'The node should have let go of it',
  paused: 'Fund the account, and workloads go on',
  errors: 'Contract and node agree, but workloads have failed; each says why on its page',
  'needs-look':
    'The node tells something else than the copy kept in this browser, and its history could not be read',
  unknown: 'A silent node says nothing of its deployments',
  odd: 'A workload is in a state that this console does not know',
  waiting: 'Not everybody has been heard yet',
  making: 'Its node is still at work on it',
  'in-step': 'The contract is active, and its node runs what it stands for',
} as const satisfies Record<Shown, string>

/** How bad what is shown is: 0 is well, larger is worse. */
export const shownGravity = (shown: Shown): number =>
  shown === 'waiting' || shown === 'making' || shown === 'in-step'
    ? 0
    : shownKinds.length - shownKinds.indexOf(shown)

const KNOWN: ReadonlySet<string> = new Set([
  '',
  'init',
  'ok',
  'error',
  'paused',
  'deleted',
  'unchanged',
])

/**
 * What needs somebody first. Failed workloads stand behind trouble between contract and node, and before
 * what is not known of them. `states` are those of the workloads as the node writes them; `unexplained`
 * where a kept copy says something else and the history could not be read.
 */
export function shownOf(
  { class: of }: Truth,
  states: readonly string[],
  unexplained = false,
): Shown {
  if (gravity(of) > gravity('unknown')) return of
  if (states.includes('error')) return 'errors'
  if (of === 'unknown' || of === 'waiting') return of
  if (unexplained) return 'needs-look'
  if (states.some((state) => !KNOWN.has(state))) return 'odd'
  return states.some((state) => state === 'init' || state === '') ? 'making' : of
}

/** Characters of a state that have room in a list; the node's own are all shorter. */
const LONGEST = 14

/** A workload's state as the node writes it, cut where nobody would call it a state; the empty one in words. */
export function stateWord(state: string): string {
  if (state === '') return 'not started'
  return state.length > LONGEST ? `${state.slice(0, LONGEST - 1)}…` : state
}
