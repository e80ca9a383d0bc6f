import type { Change, History, Lane } from '#node/history.ts'
import { lookOf } from '#queries/states.ts'
import type { TimelineData, TimelineLane } from '#ui/timeline/data.ts'

/** All of the drawing but the moment now. */
export type Drawing = Omit<TimelineData, 'now'>

const laneId = (name: string) => `lane ${name}`
const spanId = (index: number) => `change ${index}`

/**
 * A history as a drawing: a lane for each workload in `names` (undefined: all). `shift` ms are added to
 * every time, so that two histories can begin together.
 */
export function drawingOf(history: History, names?: ReadonlySet<string>, shift = 0): Drawing {
  const shown = names ? history.lanes.filter(({ name }) => names.has(name)) : history.lanes
  const ms = (at: number) => at * 1000 + shift
  return {
    lanes: shown.map((lane) => laneOf(lane, history.changes, ms)),
    ticks: history.versions.map(({ version, at }) => ({ at: ms(at), label: `v${version}` })),
    links: shown.flatMap(({ name, waits }) =>
      waits.map(({ on, until }) => ({ from: laneId(name), to: laneId(on), at: ms(until) })),
    ),
  }
}

/** Signs of a message that a hint has room for. */
const MOST = 300

function laneOf(lane: Lane, changes: readonly Change[], ms: (at: number) => number): TimelineLane {
  const label = (index: number) => (changes[index]?.message ?? '').slice(0, MOST)
  return {
    id: laneId(lane.name),
    name: lane.name,
    remark: lane.type,
    state: lookOf(lane.state),
    struck: lane.gone,
    since: lane.spans.length === 0 ? undefined : ms(lane.since),
    spans: lane.spans.map(({ from, to, state, change }) => ({
      id: spanId(change),
      from: ms(from),
      to: to === null ? null : ms(to),
      look: lookOf(state),
      label: label(change),
    })),
    marks: lane.marks.map((change) => ({
      id: spanId(change),
      at: ms(changes[change]?.at ?? 0),
      look: 'unchanged',
      label: label(change),
    })),
  }
}

/** The drawing's id of a chosen change. */
export const idOf = (event: number | undefined) => (event === undefined ? undefined : spanId(event))

/** The change that an id of the drawing means; of a lane its latest one. */
export function eventOfId(id: string | undefined, history: History): number | undefined {
  if (id === undefined) return undefined
  if (id.startsWith('change ')) return Number(id.slice('change '.length))
  return history.changes.findLast(({ name }) => laneId(name) === id)?.index
}

/** The node's words for the looks. */
export const looks = { busy: 'init', unknown: 'unknown state' } as const
