import type { Look } from './data.ts'
import type { PreparedLane } from './prepare.ts'
import { BAR, type Primitive } from './primitives.ts'
import { type Scale, clipped, pixelOf } from './scale.ts'

/** px: three of colour and one of air; the narrowest place an interval is given. */
const CELL = 4
/** px between the middles of two points, or of two boxes, that stand apart. */
const POINT = 9
const BOX = 17
/** px left of the window where the merging begins, so that it is the same wherever the window begins. */
const RUN_UP = 64

/** When many share a place, the worst is seen. */
const weight: Record<Look, number> = {
  error: 8,
  warn: 7,
  unchanged: 6,
  busy: 5,
  paused: 4,
  unknown: 3,
  standby: 2,
  ok: 1,
  deleted: 0,
}
const worse = (a: Look, b: Look): Look => (weight[b] > weight[a] ? b : a)

type Bar = Extract<Primitive, { kind: 'bar' }>
type Point = Extract<Primitive, { kind: 'point' }>
type Box = Extract<Primitive, { kind: 'box' }>

/**
 * The primitives of one lane, pushed to `out`; `top` is the bar's upper edge. Each interval gets its
 * pixels, at least three, and one of air behind them; those too narrow share their place with their
 * neighbours in the worst look of all. So there are never more than a quarter of the scale's pixels,
 * however long the history is. Intervals without length are points on the bar; they take no room.
 */
export function layoutLane(
  lane: PreparedLane,
  index: number,
  top: number,
  scale: Scale,
  now: number,
  out: Primitive[],
): void {
  const { from, to, looks } = lane
  const points: Point[] = []
  const earliest = scale.from - RUN_UP / scale.perMs
  /** First free pixel. */
  let edge = -Infinity
  /** The bar that took less than its cell: what is too narrow behind it joins it. */
  let sliver: Bar | undefined
  for (let i = firstEndingAfter(to, earliest); i < from.length; i++) {
    const began = from[i]! // i < from.length, and to and looks are as long
    if (began > scale.to) break
    const end = Math.min(to[i]!, now)
    const look = looks[i]!
    const a = pixelOf(scale, began)
    if (to[i] === began) {
      join(points, { kind: 'point', x: a, y: top + BAR / 2, look, lane: index, first: i, last: i })
      continue
    }
    const b = Math.max(a, pixelOf(scale, end))
    const start = Math.max(a, edge)
    if (b - start >= CELL) {
      // up to now there is no air: the bar touches the line
      const stop = end >= now ? b : b - 1
      if (look === 'deleted') {
        const [x1, x2] = clipped(scale, start, end >= now ? b : stop)
        if (x2 > x1) {
          const y = top + BAR / 2
          out.push({ kind: 'dash', x1, x2, y, lane: index, first: i, last: i })
        }
      } else pushBar(out, scale, { x: start, y: top, width: stop - start, look, index, i })
      edge = b
      sliver = undefined
    } else if (sliver && a < edge) {
      sliver.look = worse(sliver.look, look)
      sliver.last = i
    } else {
      // on a grid of its own, so that a dense lane does not shimmer while it moves
      const place = Math.max(gridded(scale, a), edge)
      sliver = pushBar(out, scale, { x: place, y: top, width: CELL - 1, look, index, i })
      edge = place + CELL
    }
  }
  for (const point of points) if (onScreen(scale, point.x)) out.push(point)
  layoutMarks(lane, index, top, scale, out)
}

const onScreen = (scale: Scale, x: number) => x > -BOX && x < scale.width + BOX

const gridded = (scale: Scale, x: number) =>
  Math.floor((x + scale.origin) / CELL) * CELL - scale.origin

function pushBar(
  out: Primitive[],
  scale: Scale,
  given: { x: number; y: number; width: number; look: Look; index: number; i: number },
): Bar {
  const [x1, x2] = clipped(scale, given.x, given.x + given.width)
  const bar: Bar = {
    kind: 'bar',
    x: x1,
    y: given.y,
    width: x2 - x1,
    look: given.look,
    lane: given.index,
    first: given.i,
    last: given.i,
  }
  if (x2 > x1) out.push(bar)
  return bar
}

/** Puts a point behind the others, or into the last one when they would touch. */
function join(points: Point[], point: Point): void {
  const last = points.at(-1)
  if (last && point.x - last.x < POINT) {
    last.look = worse(last.look, point.look)
    last.last = point.last
  } else points.push(point)
}

function layoutMarks(
  lane: PreparedLane,
  index: number,
  top: number,
  scale: Scale,
  out: Primitive[],
): void {
  let box: Box | undefined
  const from = scale.from - RUN_UP / scale.perMs
  const to = scale.to + BOX / scale.perMs
  for (let i = firstEndingAfter(lane.markAt, from); i < lane.markAt.length; i++) {
    const at = lane.markAt[i]! // i < length
    if (at > to) break
    const x = pixelOf(scale, at)
    const look = lane.marks[i]!.look // as many as markAt
    if (box && x - box.x < BOX + (box.count > 1 ? 14 : 0)) {
      box.look = worse(box.look, look)
      box.last = i
      box.count++
      continue
    }
    box = { kind: 'box', x, y: top + BAR / 2, look, count: 1, lane: index, first: i, last: i }
    if (onScreen(scale, x)) out.push(box)
  }
}

/** Index of the first of the ascending `ends` at or after `at`. */
function firstEndingAfter(ends: Float64Array, at: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ends[middle]! < at) low = middle + 1 // low <= middle < high <= length
    else high = middle
  }
  return low
}
