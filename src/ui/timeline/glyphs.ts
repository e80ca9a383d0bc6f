import type { Colours } from './colours.ts'
import type { Look } from './data.ts'

/** A part of a glyph in a box of 12 px. */
interface Stroke {
  d: string
  fill?: keyof Colours | '#fff'
  stroke?: keyof Colours | '#fff'
  width?: number
  dash?: number[]
}

const ring = (r: number) => `M${6 + r} 6A${r} ${r} 0 1 1 ${6 - r} 6A${r} ${r} 0 1 1 ${6 + r} 6Z`

/** The glyphs of State.tsx as paths, for what is no document. */
export const glyphs: Record<Look, Stroke[]> = {
  ok: [{ d: ring(4), fill: 'ok' }],
  busy: [
    { d: ring(4.2), stroke: 'track', width: 1.6 },
    { d: 'M6 1.8A4.2 4.2 0 0 1 10.2 6', stroke: 'accent', width: 1.6 },
  ],
  error: [
    {
      d: 'M3.1 1.5H8.9A1.6 1.6 0 0 1 10.5 3.1V8.9A1.6 1.6 0 0 1 8.9 10.5H3.1A1.6 1.6 0 0 1 1.5 8.9V3.1A1.6 1.6 0 0 1 3.1 1.5Z',
      fill: 'err',
    },
    { d: 'M4.3 4.3L7.7 7.7M7.7 4.3L4.3 7.7', stroke: '#fff', width: 1.3 },
  ],
  warn: [{ d: 'M6 1.4L11 10.4H1Z', fill: 'warn', stroke: 'warn', width: 1 }],
  unchanged: [{ d: 'M2 4.2H10M2 7.8H10', stroke: 'warn', width: 1.8 }],
  paused: [{ d: 'M4 2.4V9.6M8 2.4V9.6', stroke: 'idle', width: 2 }],
  deleted: [{ d: ring(4), stroke: 'idle', width: 1.3, dash: [2.1, 2.1] }],
  standby: [
    { d: ring(4), stroke: 'idle', width: 1.3 },
    { d: 'M6 2A4 4 0 0 0 6 10Z', fill: 'idle' },
  ],
  unknown: [{ d: ring(4), stroke: 'edge', width: 1.3 }],
}

/** The border of a box that holds the glyph. */
export const boxLine: Record<Look, keyof Colours> = {
  ok: 'ok',
  busy: 'accent',
  error: 'err',
  warn: 'warn',
  unchanged: 'warn',
  paused: 'idle',
  deleted: 'idle',
  standby: 'idle',
  unknown: 'edge',
}

/** What a part of a glyph is painted with. */
export const colourOf = (colours: Colours, name: keyof Colours | '#fff') =>
  name === '#fff' ? name : colours[name]
