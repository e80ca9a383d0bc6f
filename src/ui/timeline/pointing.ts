import type { Chart } from './chart.ts'
import type { LookWords } from './data.ts'
import type { Item } from './items.ts'
import type { Prepared } from './prepare.ts'
import { BAR } from './primitives.ts'
import { pixelOf } from './scale.ts'
import { type Told, tellMarks, tellSpans } from './words.ts'

/** What is pointed at, and where its hint stands, px in the timeline. */
export interface Pointed {
  lane: number
  kind: 'span' | 'mark'
  first: number
  last: number
  look: Told['look'] | undefined
  x: number
  /** Of a hint below, and of the lower edge of one above. */
  y: number
  above: number
}

/** The two elements that places are measured by: the plot, and the timeline around it. */
export interface Frame {
  root: HTMLElement
  plot: HTMLElement
}

/** The lane's number under the pointer, and what of it. */
export function pointAt(
  chart: Chart,
  frame: Frame,
  clientX: number,
  clientY: number,
): { lane: number; pointed: Pointed | undefined } | undefined {
  const scene = chart.scene
  if (!scene) return undefined
  const plot = frame.plot.getBoundingClientRect()
  const lane = Math.floor((clientY - plot.top) / scene.laneHeight)
  if (lane < 0 || lane >= scene.prepared.lanes.length) return undefined
  const x = clientX - plot.left
  const one = x < -8 || x > plot.width + 8 ? undefined : chart.at(lane, x)
  if (!one) return { lane, pointed: undefined }
  const look = 'look' in one ? one.look : undefined
  const kind = one.kind === 'box' ? 'mark' : 'span'
  const { first, last } = one
  return { lane, pointed: { lane, kind, first, last, look, ...placeOf(chart, frame, lane, x) } }
}

/** An item of a lane as if it were pointed at in the middle of what is seen of it. */
export function pointTo(chart: Chart, frame: Frame, lane: number, item: Item): Pointed {
  const scale = chart.scale()
  const clip = (x: number) => Math.max(0, Math.min(scale.width, x))
  const end = Math.min(item.to, chart.scene?.now ?? item.to)
  const x = (clip(pixelOf(scale, item.from)) + clip(pixelOf(scale, end))) / 2
  const { kind, index } = item
  const place = placeOf(chart, frame, lane, x)
  return { lane, kind, first: index, last: index, look: undefined, ...place }
}

function placeOf(chart: Chart, { root, plot }: Frame, lane: number, x: number) {
  const outer = root.getBoundingClientRect()
  const inner = plot.getBoundingClientRect()
  const { laneHeight, barTop } = chart.scene! // both callers stand on a scene
  const bar = inner.top - outer.top + lane * laneHeight + barTop
  return { x: inner.left - outer.left + x, y: bar + BAR + 7, above: bar - 7 }
}

/** The same thing is pointed at. */
export const samePointed = (a: Pointed | undefined, b: Pointed | undefined) =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.lane === b.lane &&
    a.kind === b.kind &&
    a.first === b.first &&
    a.last === b.last)

/** It in words; undefined when the data no longer has it. */
export function toldOf(
  prepared: Prepared,
  pointed: Pointed,
  now: number,
  words: LookWords | undefined,
): Told | undefined {
  const lane = prepared.lanes[pointed.lane]
  const { kind, first, last } = pointed
  if (!lane || last >= (kind === 'mark' ? lane.marks.length : lane.order.length)) return undefined
  return kind === 'mark'
    ? tellMarks(lane, first, last, words)
    : tellSpans(lane, first, last, now, words, pointed.look)
}

/**
 * Id of what a press on it means: the first of those that share the place, and while one of them is chosen
 * the next, so that pressing again and again goes through all of them.
 */
export function idOf(
  prepared: Prepared,
  pointed: Pointed,
  selected: string | undefined,
): string | undefined {
  const lane = prepared.lanes[pointed.lane]
  if (!lane) return undefined
  const { kind, first, last } = pointed
  const ids: (string | undefined)[] = []
  for (let i = first; i <= last; i++) {
    ids.push(kind === 'mark' ? lane.marks[i]?.id : lane.lane.spans[lane.order[i] ?? -1]?.id)
  }
  const known = selected === undefined ? -1 : ids.indexOf(selected)
  return ids[known + 1] ?? ids[known]
}
