import { longSpan, span, stamp } from '#lib/time.ts'
import { type LookWords, type TimelineLane, wordOf } from './data.ts'
import type { PreparedLane } from './prepare.ts'

/** `10 min 51 s`: to the second below an hour, then the two largest units. `ms` may be negative: none. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds >= 3600) return longSpan(seconds)
  const rest = seconds % 60
  const minutes = `${Math.floor(seconds / 60)} min`
  return rest > 0 ? `${minutes} ${rest} s` : minutes
}

/** How long the lane is in its state, for its right end; to the second while it is busy. */
export function inState(lane: TimelineLane, now: number): string {
  if (lane.since === undefined) return ''
  const ms = now - lane.since
  if (lane.state === 'busy') return duration(ms)
  const { value, unit } = span(Math.floor(Math.max(0, ms) / 1000))
  return unit === 's' ? `${Math.floor(Number(value))} s` : `${value} ${unit}`
}

/** The lane in one sentence: its button's name. */
export function laneName(lane: TimelineLane, now: number, words: LookWords | undefined): string {
  const told = inState(lane, now)
  const state = wordOf(lane.state, words)
  return `${lane.name} ${lane.remark}, ${told ? `${state} for ${told}` : state}`
}

/** What is pointed at, in words. */
export interface Told {
  look: TimelineLane['state']
  /** The state's word, or how many share the place. */
  word: string
  label: string
  /** Undefined for what has no length. */
  duration: string | undefined
  /** Absolute, local. */
  when: string
}

/** Spans `first` … `last` of a lane in words; of several the worst look and their number. */
export function tellSpans(
  lane: PreparedLane,
  first: number,
  last: number,
  now: number,
  words: LookWords | undefined,
  look = lane.looks[first]!, // first is a span of this lane
): Told {
  const from = lane.from[first]! // as above
  const to = lane.to[last]! // as above
  const open = to === Infinity
  const end = open ? Math.max(from, now) : to
  const one = first === last
  const span = lane.lane.spans[lane.order[first]!]! // order holds the indices of spans
  return {
    look,
    word: one
      ? wordOf(look, words)
      : `${last - first + 1} states, ${wordOf(look, words)} among them`,
    label: one ? span.label : '',
    duration: end > from || open ? duration(end - from) : undefined,
    when:
      from === end && !open ? stamp(from) : `${stamp(from)} – ${open ? 'now' : shortEnd(from, to)}`,
  }
}

/** Marks `first` … `last` of a lane in words. */
export function tellMarks(
  lane: PreparedLane,
  first: number,
  last: number,
  words: LookWords | undefined,
): Told {
  const mark = lane.marks[first]! // first is a mark of this lane
  const end = lane.marks[last]! // so is last
  const count = last - first + 1
  const word = wordOf(mark.look, words)
  return {
    look: mark.look,
    word: count > 1 ? `${count} × ${word}` : word,
    label: count > 1 ? '' : mark.label,
    duration: undefined,
    when: count > 1 ? `${stamp(mark.at)} – ${shortEnd(mark.at, end.at)}` : stamp(mark.at),
  }
}

/** The end without its day when it is the day of the beginning. */
function shortEnd(from: number, to: number): string {
  const [day, time] = stamp(to).split(' ')
  return stamp(from).startsWith(`${day}`) ? `${time}` : stamp(to)
}

/** `told` in one sentence, for readers. */
export function sentence(told: Told): string {
  return [told.word, told.label, told.duration, told.when].filter(Boolean).join(', ')
}

/** All of it in one sentence: the chart's own name. */
export function summary(
  label: string,
  lanes: readonly TimelineLane[],
  words: LookWords | undefined,
): string {
  const counts = new Map<string, number>()
  for (const { state } of lanes) {
    const word = wordOf(state, words)
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const states = [...counts].map(([word, n]) => `${n} ${word}`).join(', ')
  const number = lanes.length === 1 ? '1 lane' : `${lanes.length} lanes`
  return `${label}: ${number}${states ? `, ${states}` : ''}`
}
