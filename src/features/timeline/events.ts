import { type Change, groupEvents, type History, type Lane } from '#node/history.ts'
import { type Said, saidOf, seconds } from './words.ts'

/** One line of the list: a change, or several workloads struck at once. */
export interface TimelineEvent {
  /** Index of its first change: its place in the history. */
  index: number
  /** In the order of the node's array. */
  changes: readonly Change[]
  /** Unix seconds. */
  at: number
  state: string
  from: string
  said: Said
  /** "after 9 min 24 s": since this workload's former change. */
  gap: string | undefined
}

export interface Filter {
  workload: string | undefined
  state: string | undefined
}

/** The events of a history that a filter leaves, newest first: the node's array read backwards. */
export function eventsOf(history: History, filter: Filter): TimelineEvent[] {
  const lanes = new Map(history.lanes.map((lane) => [lane.name, lane]))
  const former = formerVersions(history)
  const kept = history.changes.filter((change) => fits(change, filter))
  return groupEvents(kept)
    .map((changes) => eventOf(changes, lanes, former))
    .toReversed()
}

const fits = ({ name, state }: Change, filter: Filter) =>
  (filter.workload === undefined || name === filter.workload) &&
  (filter.state === undefined || state === filter.state)

function eventOf(
  changes: readonly Change[],
  lanes: ReadonlyMap<string, Lane>,
  former: readonly (number | undefined)[],
): TimelineEvent {
  const first = changes[0]! // groups are never empty
  const { index, at, state, from, name, gap } = first
  const said = saidOf(first, lanes.get(name), former[index], changes.length)
  // an installation's duration is told already
  const told = gap === null || gap === 0 || (from === 'init' && state === 'ok') || from === 'paused'
  return {
    index,
    changes,
    at,
    state,
    from,
    said,
    gap: told || changes.length > 1 ? undefined : `after ${seconds(gap)}`,
  }
}

/** The version each change's workload had before, by index. */
function formerVersions({ changes }: History): (number | undefined)[] {
  const versions = new Map<string, number>()
  return changes.map(({ name, version }) => {
    const before = versions.get(name)
    versions.set(name, version)
    return before
  })
}

/** "ok → deleted", "init", "unchanged": as the node writes states. */
export function stepOf({ from, state }: Pick<TimelineEvent, 'from' | 'state'>): string {
  const word = state === '' ? 'no state' : state
  return from === '' || state === 'unchanged' ? word : `${from} → ${word}`
}

/** The event that a change belongs to; undefined when the filter has left it out. */
export const eventWith = (events: readonly TimelineEvent[], index: number) =>
  events.find(({ changes }) => changes.some((change) => change.index === index))

const DAY = { weekday: 'long', day: 'numeric', month: 'long' } as const

/** "Wednesday 18 November", with the year when it is not `year`; local days. `at` in Unix seconds. */
export function dayOf(at: number, year: number): string {
  const date = new Date(at * 1000)
  const own = date.getFullYear() === year ? {} : { year: 'numeric' as const }
  return date.toLocaleDateString('en-GB', { ...DAY, ...own }).replace(',', '')
}
