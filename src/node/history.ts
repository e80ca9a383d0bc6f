import type { LooseWorkload } from '#gridtypes/deployment.ts'
import { type Wire, wiresFrom } from '#gridtypes/wiring.ts'

/**
 * One entry of `zos.deployment.changes`. `at` in Unix seconds; `from` is the state the workload had before,
 * `''` at first; `gap` is the time since this workload's former change, null at first.
 */
export interface Change {
  /** Place in the node's array: the one order there is, for stamps are whole seconds. */
  index: number
  name: string
  type: string
  version: number
  from: string
  state: string
  at: number
  message: string
  gap: number | null
}

/** A workload in one state, in Unix seconds; `to` is null while it lasts. */
export interface Span {
  from: number
  to: number | null
  state: string
  /** Index of the change that began it. */
  change: number
}

/** What an `init` had to wait for: `on` became ok at `until`, after this one's `init` (at `change`) began. */
export interface Wait {
  on: string
  until: number
  change: number
}

/** The whole life of one workload name; spans and marks hold each of its changes once. */
export interface Lane {
  name: string
  type: string
  /** The last state that is not `unchanged`, and since when. */
  state: string
  since: number
  gone: boolean
  spans: Span[]
  /** Indices of `unchanged` changes: an update that failed without harm. */
  marks: number[]
  waits: Wait[]
}

/**
 * A deployment's history as plain data, so that it crosses a Worker. Lanes in order of first appearance;
 * `first` and `last` are the earliest and latest stamp, 0 for an empty history.
 */
export interface History {
  changes: Change[]
  lanes: Lane[]
  /** When each version was first seen, rising. */
  versions: { version: number; at: number }[]
  first: number
  last: number
}

// what a machine or its logs need before they can start; a gateway waits for no machine
const WAITED_FOR: ReadonlySet<Wire['kind']> = new Set<Wire['kind']>([
  'mounts',
  'joins',
  'has',
  'logs',
])
const NOTHING: ReadonlyMap<string, LooseWorkload> = new Map()

/**
 * Reads a history from `zos.deployment.changes`, in array order: stamps are whole seconds, may be equal and
 * may even go back a little, so nothing is sorted and a span never ends before it began. The last state of a
 * workload is the last that is not `unchanged` (facts: node-api.md section 5).
 */
export function historyOf(workloads: readonly LooseWorkload[]): History {
  const changes: Change[] = []
  const lanes = new Map<string, LaneInMaking>()
  const waiting = new Map<string, Set<LaneInMaking>>()
  const versions: History['versions'] = []
  let clock = workloads.map(stampOf).find((at) => at !== undefined) ?? 0

  for (const [index, workload] of workloads.entries()) {
    const { name, type, version, result } = workload
    // a change without a time of its own happened with the one before it
    clock = stampOf(workload) ?? clock
    const known = lanes.get(name)
    const made = known ?? newLane(name, type)
    if (!known) lanes.set(name, made)
    const { lane } = made
    changes.push({
      index,
      name,
      type,
      version,
      from: made.state,
      state: result.state,
      at: clock,
      message: result.message,
      gap: made.at === undefined ? null : Math.max(0, clock - made.at),
    })
    made.at = clock
    lane.type = type
    if (version > (versions.at(-1)?.version ?? -1)) versions.push({ version, at: clock })

    if (result.state === 'unchanged') {
      lane.marks.push(index)
      continue
    }
    begin(made, { from: clock, to: null, state: result.state, change: index })
    if (result.state === 'ok') {
      for (const waiter of waiting.get(name) ?? []) {
        const { from, change } = waiter.lane.spans.at(-1)! // a waiter's init is its last span
        waiter.lane.waits.push({ on: name, until: Math.max(from, clock), change })
      }
      waiting.delete(name)
    }
    // its own waiting ends with its init, however that ended
    for (const on of made.needs) waiting.get(on)?.delete(made)
    made.needs = result.state === 'init' ? needsOf(workload, lanes) : []
    for (const on of made.needs) waiting.set(on, (waiting.get(on) ?? new Set()).add(made))
  }
  const stamps = changes.map(({ at }) => at)
  return {
    changes,
    lanes: [...lanes.values()].map(({ lane }) => lane),
    versions,
    first: stamps.reduce((least, at) => Math.min(least, at), stamps[0] ?? 0),
    last: stamps.reduce((most, at) => Math.max(most, at), 0),
  }
}

interface LaneInMaking {
  lane: Lane
  state: string
  at: number | undefined
  /** Names its present `init` waits for. */
  needs: string[]
}

const newLane = (name: string, type: string): LaneInMaking => ({
  lane: { name, type, state: '', since: 0, gone: false, spans: [], marks: [], waits: [] },
  state: '',
  at: undefined,
  needs: [],
})

function begin(made: LaneInMaking, span: Span) {
  const { lane } = made
  const former = lane.spans.at(-1)
  if (former) {
    span.from = Math.max(former.from, span.from)
    former.to = span.from
  }
  lane.spans.push(span)
  lane.state = span.state
  lane.since = span.from
  lane.gone = span.state === 'deleted'
  made.state = span.state
}

function needsOf(workload: LooseWorkload, lanes: ReadonlyMap<string, LaneInMaking>): string[] {
  const needs = wiresFrom(workload, NOTHING)
    .filter(({ kind }) => WAITED_FOR.has(kind))
    .map(({ to }) => to)
    .filter((to) => to !== workload.name && lanes.get(to)?.lane.state !== 'ok')
  return [...new Set(needs)]
}

const YEAR_9999 = 253_402_300_799n

/** Unix seconds; undefined for 0 (never processed) and for what is no time at all. */
function stampOf({ result }: LooseWorkload): number | undefined {
  return result.created > 0n && result.created <= YEAR_9999 ? Number(result.created) : undefined
}

/** The workloads the node still works on. */
export const pendingOf = (history: History): Lane[] =>
  history.lanes.filter(({ state }) => state === 'init')

/** Stamps of one event are this near to one another, in seconds. */
const AT_ONCE = 2

/**
 * Changes that are one event: neighbours in the array that went from the same state to the same state with
 * the same message at once (a pause of all workloads, a refused contract). Each `init` that became `ok` stays
 * its own, for each took its own time. Takes any part of a history, in its order.
 */
export function groupEvents(changes: readonly Change[]): Change[][] {
  const events: Change[][] = []
  let names = new Set<string>()
  for (const change of changes) {
    const event = events.at(-1)
    const former = event?.at(-1)
    if (event && former && sameEvent(former, change) && !names.has(change.name)) event.push(change)
    else {
      events.push([change])
      names = new Set()
    }
    names.add(change.name)
  }
  return events
}

const sameEvent = (a: Change, b: Change): boolean =>
  a.state === b.state &&
  a.from === b.from &&
  a.message === b.message &&
  (a.state !== 'init' || a.version === b.version) &&
  !(a.from === 'init' && a.state === 'ok') &&
  Math.abs(a.at - b.at) <= AT_ONCE
