import { type Shown, truthFacts } from '#queries/truthwords.ts'
import { group } from '#lib/units.ts'
import type { List } from './list.ts'
import type { DeploymentRow } from './rows.ts'

/** How many the list holds: active contracts, as the navigation counts them, and what else has a row. */
export function countWords(rows: readonly DeploymentRow[]): {
  count: string
  remark: string | undefined
} {
  const beyond = rows.filter(({ truth }) => truth.class === 'ghost').length
  // what a node serves and is being looked up is in neither yet
  const open = rows.filter(({ truth, contractState }) => {
    return truth.class === 'waiting' && contractState === ''
  }).length
  const active = rows.length - beyond - open
  return {
    count: group(active),
    remark:
      beyond === 0
        ? undefined
        : `${group(active)} active ${active === 1 ? 'contract' : 'contracts'}, and ${group(beyond)} ${beyond === 1 ? 'deployment' : 'deployments'} without one`,
  }
}

/** Neither the proxy nor this browser knows which nodes to ask. */
export const UNREMEMBERED =
  'Your deployments go on. Once this browser has seen the list, it finds their nodes without the grid proxy too.'

/** A fact of the whole list. */
export function factWords({ chips }: Pick<List, 'chips'>): string | undefined {
  const value = chips.find(({ key }) => key === 'truth')?.value
  return value === undefined ? undefined : truthFacts[value as Shown] // listOf lets no other in
}

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
