import type { Prepared, PreparedLane } from './prepare.ts'

/** One span or mark of a lane. */
export interface Item {
  kind: 'span' | 'mark'
  /** Its place among the lane's spans (in order of time) or marks. */
  index: number
  id: string
  from: number
  /** ms; Infinity while open. */
  to: number
}

/** Spans and marks of a lane in order of time; a mark comes after the span it fell into. */
export function itemsOf(lane: PreparedLane): Item[] {
  const spans = lane.order.map((place, index): Item => {
    const { id } = lane.lane.spans[place]! // order holds the indices of spans
    return { kind: 'span', index, id, from: lane.from[index]!, to: lane.to[index]! } // as many as order
  })
  const marks = lane.marks.map(({ id, at }, index): Item => ({
    kind: 'mark',
    index,
    id,
    from: at,
    to: at,
  }))
  return [...spans, ...marks].sort((a, b) => a.from - b.from)
}

/** Where something stands: its lane's number and, unless the lane itself is meant, the item. */
export interface Place {
  lane: number
  item: Item | undefined
}

/** The lane, span or mark of this id; undefined: there is none. */
export function find(prepared: Prepared, id: string | undefined): Place | undefined {
  if (id === undefined) return undefined
  const known = prepared.byId.get(id)
  if (known !== undefined) return { lane: known, item: undefined }
  for (const [lane, one] of prepared.lanes.entries()) {
    if (one.lane.spans.some((span) => span.id === id) || one.marks.some((mark) => mark.id === id)) {
      return { lane, item: itemsOf(one).find((item) => item.id === id) }
    }
  }
  return undefined
}

/** The item `by` steps from the known one, else the first or the last; undefined when the lane has none. */
export function stepped(lane: PreparedLane, known: Item | undefined, by: number): Item | undefined {
  const items = itemsOf(lane)
  const at = items.findIndex(({ id }) => id === known?.id)
  if (at < 0) return by > 0 ? items[0] : items.at(-1)
  return items[Math.max(0, Math.min(items.length - 1, at + by))]
}
