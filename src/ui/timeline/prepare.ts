import type { Look, TimelineData, TimelineLane, TimelineMark, TimelineWindow } from './data.ts'

/** A lane as it is drawn: its spans one after the other. */
export interface PreparedLane {
  lane: TimelineLane
  /** Ascending; as many as `lane.spans`, in the order of `order`. */
  from: Float64Array
  /** Ascending; Infinity while open. */
  to: Float64Array
  looks: Look[]
  /** Place in `lane.spans` of each. */
  order: number[]
  marks: TimelineMark[]
  markAt: Float64Array
}

export interface Prepared {
  lanes: PreparedLane[]
  /** Lane number by lane id. */
  byId: Map<string, number>
  /** First and last moment told; from Infinity, to -Infinity when there is none. */
  told: TimelineWindow
}

/** Sorts each lane and cuts what overlaps where the next begins; what ends before it began has no length. */
export function prepare(data: Pick<TimelineData, 'lanes' | 'ticks'>): Prepared {
  const told = { from: Infinity, to: -Infinity }
  const meet = (at: number) => {
    if (at < told.from) told.from = at
    if (at > told.to) told.to = at
  }
  const lanes = data.lanes.map(prepareLane)
  for (const { from, to, markAt } of lanes) {
    for (const at of from) meet(at)
    for (const at of to) if (at !== Infinity) meet(at)
    for (const at of markAt) meet(at)
  }
  for (const { at } of data.ticks) meet(at)
  return { lanes, byId: new Map(data.lanes.map(({ id }, i) => [id, i])), told }
}

function prepareLane(lane: TimelineLane): PreparedLane {
  const { spans } = lane
  const order = spans.map((_, i) => i)
  // a stable sort: of spans that began at once the later told is the later one
  order.sort((a, b) => spans[a]!.from - spans[b]!.from) // order holds the indices of spans
  const from = new Float64Array(spans.length)
  const to = new Float64Array(spans.length)
  const looks: Look[] = []
  for (let i = order.length - 1; i >= 0; i--) {
    const span = spans[order[i]!]! // order holds the indices of spans
    const next = i + 1 < order.length ? from[i + 1]! : Infinity // i + 1 is inside
    from[i] = span.from
    to[i] = Math.max(span.from, Math.min(span.to ?? Infinity, next))
    looks[i] = span.look
  }
  const marks = lane.marks.toSorted((a, b) => a.at - b.at)
  return { lane, from, to, looks, order, marks, markAt: Float64Array.from(marks, ({ at }) => at) }
}
