import type { Fleet, FleetTab } from './filters.ts'
import { isNarrowed } from './filters.ts'

export const tabLabels = {
  all: 'All',
  up: 'Up',
  standby: 'Standby',
  down: 'Down',
  disagree: 'Disagree',
} satisfies Record<FleetTab, string>

/** What the proxy sorts by where it cannot sort by what is free. */
const byTotal: Partial<Record<Fleet['sort']['id'], string>> = {
  total_mru: 'memory',
  total_sru: 'SSD',
  total_hru: 'HDD',
}

/** A fact of the whole table. */
export function factWords({ sort }: Fleet): string {
  const what = byTotal[sort.id]
  if (what !== undefined) {
    return `Sorted by ${what} in total; the grid proxy cannot sort by what is free`
  }
  if (sort.id === 'farm_id') return 'Sorted by the farm’s number'
  return 'Meters show what is used; numbers what is free'
}

/** No rows: what this means and what to do. */
export function emptyWords(fleet: Fleet): { what: string; advice: string } {
  if (fleet.tab === 'disagree') {
    return {
      what: 'No node that was asked disagrees with the grid proxy.',
      advice:
        'Nodes are asked as they come on screen; those that contradict the proxy appear here.',
    }
  }
  return isNarrowed(fleet)
    ? {
        what: 'No node matches.',
        advice: 'The grid proxy knows no node that fits the search and all the filters.',
      }
    : {
        what: 'This grid has no nodes yet.',
        advice: 'Nodes appear here once they are registered on chain.',
      }
}
