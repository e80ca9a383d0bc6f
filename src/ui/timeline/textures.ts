import type { Colours } from './colours.ts'
import type { Look } from './data.ts'

/** How a bar's inside and border are drawn; both painters read it. Widths and distances in px. */
export interface Texture {
  /** Strokes from top to bottom in this colour, 2 px wide, 3 px apart. */
  strokes?: keyof Colours
  /** Diagonal lines in this colour. */
  hatch?: keyof Colours
  fill?: keyof Colours
  /** A border of 1 px. */
  line?: keyof Colours
  lineOpacity?: number
  /** What a bar of 3 px is filled with, where the texture has no room. */
  narrow: keyof Colours
}

export const STROKE = 2
export const STROKE_STEP = 5
export const STROKE_OPACITY = 0.8
export const HATCH_STEP = 7
export const HATCH_WIDTH = 1.1
/** Below this width there is no room for a texture. */
export const NARROW = 5

/** Tokens section 3, column "in the Gantt"; a deleted stretch wide enough is a dashed line, no bar. */
export const textures: Record<Look, Texture> = {
  ok: { fill: 'okSoft', line: 'ok', lineOpacity: 0.55, narrow: 'ok' },
  busy: { strokes: 'accent', narrow: 'accent' },
  error: { fill: 'err', narrow: 'err' },
  warn: { fill: 'warn', narrow: 'warn' },
  unchanged: { fill: 'warnSoft', line: 'warn', narrow: 'warn' },
  paused: { hatch: 'fill', line: 'edge', narrow: 'idle' },
  deleted: { line: 'edge', narrow: 'edge' },
  standby: { fill: 'track', line: 'idle', narrow: 'idle' },
  unknown: { fill: 'surface', line: 'edge', narrow: 'edge' },
}

/** px: of a bar without room for its texture. Errors stand out, pauses stand back, so that colour is not alone. */
export const narrowHeight = (look: Look) =>
  look === 'error' ? 18 : look === 'paused' ? 8 : look === 'deleted' ? 2 : 14
