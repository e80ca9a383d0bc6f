import type { State } from '#ui/State.tsx'

/**
 * How a stretch of a lane is drawn; the looks of State.tsx. Bars: `busy` strokes, `ok` an outlined
 * tint, `error` and `warn` solid, `paused` hatched, `deleted` a dashed line, the rest outlined.
 */
export type Look = State

/** A lane was in one state from `from` to `to`. Times in ms since 1970; `to` null: until now. */
export interface TimelineSpan {
  /** Unique in the whole drawing, among spans, marks and lanes. */
  id: string
  from: number
  to: number | null
  look: Look
  /** What is said of it beside its state's word: a message, a version. May be empty. */
  label: string
}

/** Something that happened at one moment and left the lane's state as it was. */
export interface TimelineMark {
  /** Unique in the whole drawing. */
  id: string
  at: number
  look: Look
  label: string
}

/** One row: a thing with its states. */
export interface TimelineLane {
  /** Unique in the whole drawing. */
  id: string
  name: string
  /** Stands in faint ink behind the name: its kind. */
  remark: string
  /** The state it is in now. */
  state: State
  /** Gone: the name is struck through. */
  struck?: boolean | undefined
  /** ms since 1970 when the present state began; undefined: not known, nothing is told. */
  since?: number | undefined
  /** In order of time; what overlaps is cut where the next one begins. */
  spans: readonly TimelineSpan[]
  marks: readonly TimelineMark[]
}

/** A moment of all lanes, a tag above the axis: a version. */
export interface TimelineTick {
  at: number
  label: string
}

/** Lane `from` waited for lane `to` until `at` (ms). Drawn while one of the two is chosen or pointed at. */
export interface TimelineLink {
  from: string
  to: string
  at: number
}

/** What is shown of time, in ms since 1970; `from` < `to`. */
export interface TimelineWindow {
  from: number
  to: number
}

/** All that is drawn. Keep `lanes`, `ticks` and `links` the same objects while nothing changed: they are prepared once. */
export interface TimelineData {
  lanes: readonly TimelineLane[]
  ticks: readonly TimelineTick[]
  links: readonly TimelineLink[]
  /** ms since 1970; where open spans end. */
  now: number
}

/** The word of each look, where the view has better ones: `{ busy: 'init' }`. */
export type LookWords = Partial<Record<Look, string>>

const plain: Record<Look, string> = {
  ok: 'ok',
  busy: 'in progress',
  error: 'error',
  warn: 'warning',
  unchanged: 'unchanged',
  paused: 'paused',
  deleted: 'deleted',
  standby: 'standby',
  unknown: 'unknown',
}

/** In the order of a legend. */
export const legendLooks = [
  'busy',
  'ok',
  'error',
  'paused',
  'deleted',
  'unchanged',
] as const satisfies readonly Look[]

/** The view's word of a look, else a plain one. */
export function wordOf(look: Look, words: LookWords | undefined): string {
  return words?.[look] ?? plain[look]
}
