import type { TruthClass } from '#deploy/truth.ts'
import type { State } from '#ui/State.tsx'
import type { List } from './list.ts'

/** What contract and node come to, in a word or two. */
export const truthWords = {
  orphan: 'Billed, not served',
  'hash-differs': 'Hash differs',
  ghost: 'No contract',
  paused: 'Paused',
  unknown: 'Unknown',
  waiting: 'Asking',
  'in-step': 'In step',
} satisfies Record<TruthClass, string>

export const truthLooks = {
  orphan: 'error',
  'hash-differs': 'warn',
  ghost: 'warn',
  paused: 'paused',
  unknown: 'unknown',
  waiting: 'busy',
  'in-step': 'ok',
} satisfies Record<TruthClass, State>

/** A workload's state as the node writes it; the empty one in words. */
export const stateWord = (state: string) => (state === '' ? 'not started' : state.slice(0, 24))

/** No rows: what this means and what to do. `whose` is null for the twin that speaks. */
export function emptyWords(list: Pick<List, 'search' | 'chips'>, whose: number | null) {
  if (list.search !== '' || list.chips.length > 0) {
    return {
      what: 'No deployment matches.',
      advice: 'None of the deployments heard of so far fits the search and all the filters.',
    }
  }
  return whose === null
    ? {
        what: 'No deployments yet.',
        advice: 'What you deploy to any node of this grid appears here.',
      }
    : {
        what: `Twin ${whose} has no active contract for a deployment.`,
        advice: 'It may have none, or there may be no such twin on this network.',
      }
}
