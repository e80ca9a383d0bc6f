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

/** What a verdict means, said over a list that shows only it. */
const truthFacts = {
  orphan: 'Billed by the chain; the node says it has no such deployment',
  'hash-differs': 'What the node has is not what the contract was made for',
  ghost: 'The node should have let go of it',
  paused: 'Fund the account, and workloads go on',
  unknown: 'A silent node says nothing of its deployments',
  waiting: 'Not everybody has been heard yet',
  'in-step': 'The contract is active and its node serves it',
} satisfies Record<TruthClass, string>

/** Neither the proxy nor this browser knows which nodes to ask. */
export const UNREMEMBERED =
  'Your deployments go on. Once this browser has seen the list, it finds their nodes without the grid proxy too.'

/** A fact of the whole list. */
export function factWords({ chips }: Pick<List, 'chips'>): string | undefined {
  const value = chips.find(({ key }) => key === 'truth')?.value
  return value === undefined ? undefined : truthFacts[value as TruthClass] // listOf lets no other in
}

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
