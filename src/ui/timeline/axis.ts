import type { TimelineTick } from './data.ts'
import { AXIS, monoWidth, type Primitive } from './primitives.ts'
import { type Scale, pixelOf } from './scale.ts'
import { gridlines } from './ticks.ts'

/** px: middle of the tags' row and of the times' row. */
const TAGS = 16
const TIMES = 37
const TAG_HEIGHT = 16
const TAG_SIZE = 10.5
const TIME_SIZE = 11
/** px the axis may reach beyond the plot on either side. */
export const MARGIN = 16

/** Both axis rows: ticks as tags above, times below, and the word "now" with the upper end of its line. */
export function axisOf(scale: Scale, ticks: readonly TimelineTick[], now: number): Primitive[] {
  const out: Primitive[] = []
  const line = now >= scale.from && now <= scale.to ? pixelOf(scale, now) : Infinity
  for (const { at, label } of gridlines(scale, scale.width)) {
    const half = monoWidth(label, TIME_SIZE) / 2
    const x = pixelOf(scale, at)
    // the line of now would go through it
    if (Math.abs(x - line) < half + 3) continue
    if (x - half < -MARGIN - 2 || x + half > scale.width + MARGIN + 2) continue
    out.push({ kind: 'text', x, y: TIMES, text: label, tone: 'time' })
  }
  const tags = tagsOf(scale, ticks)
  for (const { x, width, text } of tags) {
    out.push({ kind: 'tag', x, y: TAGS - TAG_HEIGHT / 2, width, text })
  }
  if (line < Infinity) {
    const free = tags.every((tag) => tag.x > line + 15 || tag.x + tag.width < line - 15)
    out.push({ kind: 'text', x: line, y: free ? TAGS : TIMES, text: 'now', tone: 'now' })
    out.push({ kind: 'now', x: line, y1: free ? 25 : AXIS - 3, y2: AXIS })
  }
  return out
}

/**
 * The hairlines and the line of now behind and before lanes that are `height` px high together. Where names
 * stand above the bars (`barTop` leaves room for them) all of them leave the names and durations out.
 */
export function gridOf(
  scale: Scale,
  now: number,
  height: number,
  { laneHeight, barTop }: { laneHeight: number; barTop: number },
): Primitive[] {
  const above = barTop > laneHeight / 2
  const out: Primitive[] = []
  const line = (kind: 'rule' | 'now', x: number) => {
    if (!above) {
      out.push({ kind, x, y1: 0, y2: height })
      return
    }
    for (let top = 0; top < height; top += laneHeight) {
      out.push({ kind, x, y1: top + barTop - 2, y2: top + laneHeight })
    }
  }
  for (const { at } of gridlines(scale, scale.width)) {
    const x = pixelOf(scale, at)
    // none on the very edge, where the names' column ends
    if (x <= 0 || x >= scale.width) continue
    line('rule', x)
  }
  if (now >= scale.from && now <= scale.to) line('now', pixelOf(scale, now))
  return out
}

interface Tag {
  x: number
  width: number
  text: string
  first: { x: number; label: string }
  last: { x: number; label: string }
}

/** One tag for each tick; those that would touch become one: "v3–v9". */
export function tagsOf(scale: Scale, ticks: readonly TimelineTick[]): Tag[] {
  const tags: Tag[] = []
  for (const { at, label } of ticks.toSorted((a, b) => a.at - b.at)) {
    if (at < scale.from || at > scale.to) continue
    const end = { x: pixelOf(scale, at), label }
    let tag = place(scale, end, end)
    for (let before = tags.at(-1); before && before.x + before.width + 4 > tag.x;) {
      tags.pop()
      tag = place(scale, before.first, end)
      before = tags.at(-1)
    }
    tags.push(tag)
  }
  return tags
}

function place(scale: Scale, first: Tag['first'], last: Tag['last']): Tag {
  const text = first.label === last.label ? first.label : `${first.label}–${last.label}`
  const width = monoWidth(text, TAG_SIZE) + 9
  const middle = Math.round((first.x + last.x) / 2)
  const x = Math.max(-MARGIN + 1, Math.min(scale.width + MARGIN - 1 - width, middle - (width >> 1)))
  return { x, width, text, first, last }
}
