import type { Look } from './data.ts'

/** px: the bar's height, and of a lane where names stand beside and above. */
export const BAR = 14
export const LANE = 32
export const LANE_NARROW = 44
/** px: both axis rows. */
export const AXIS = 48
/** px: the heads above the axis, where names stand above the bars; Timeline.module.css. */
export const HEADS = 18

/** Of which lane, and which of its spans (of a box: marks), from the first to the last that share the place. */
export interface Of {
  lane: number
  first: number
  last: number
}

/**
 * What both painters draw. Whole px; x 0 is the window's beginning, y 0 the upper edge of what is painted.
 * `point` and `box` are placed by their middle.
 */
export type Primitive =
  | ({ kind: 'bar'; x: number; y: number; width: number; look: Look } & Of)
  | ({ kind: 'dash'; x1: number; x2: number; y: number } & Of)
  | ({ kind: 'point'; x: number; y: number; look: Look } & Of)
  | ({ kind: 'box'; x: number; y: number; look: Look; count: number } & Of)
  /** What is chosen or pointed at. */
  | { kind: 'ring'; x: number; y: number; width: number; height: number }
  /** Where one lane waited for another: from the one that came to the one that waited. */
  | { kind: 'link'; x: number; y1: number; y2: number }
  /** A gridline. */
  | { kind: 'rule'; x: number; y1: number; y2: number }
  | { kind: 'now'; x: number; y1: number; y2: number }
  /** By its left upper corner, 16 px high. */
  | { kind: 'tag'; x: number; y: number; width: number; text: string }
  /** By the middle of its line. */
  | { kind: 'text'; x: number; y: number; text: string; tone: 'time' | 'now' }

/** px: width of a box with its glyph and, when it stands for several, their number. */
export const boxWidth = (count: number) => (count > 1 ? 18 + monoWidth(String(count), 10) : 16)

/** px: width of a text in the mono face, whose every sign is 0.6 of its size wide. */
export const monoWidth = (text: string, size: number) => Math.ceil(text.length * size * 0.6)

/** The topmost primitive of lane number `lane` at x, with some pixels of grace; undefined: nothing there. */
export function hit(
  primitives: readonly Primitive[],
  lane: number,
  x: number,
): (Primitive & Of) | undefined {
  let best: (Primitive & Of) | undefined
  let distance = 4
  for (const one of primitives) {
    if (!('lane' in one) || one.lane !== lane) continue
    const off = outside(one, x)
    // what was painted later lies above
    if (off <= distance) {
      best = one
      distance = off
    }
  }
  return best
}

/** px between x and the primitive; 0 inside. */
function outside(one: Primitive & Of, x: number): number {
  const [a, b] = reach(one)
  return Math.max(0, a - x, x - b)
}

/** From where to where it goes. */
export function reach(one: Primitive & Of): [x1: number, x2: number] {
  switch (one.kind) {
    case 'bar':
      return [one.x, one.x + one.width]
    case 'dash':
      return [one.x1, one.x2]
    case 'box': {
      const half = boxWidth(one.count) / 2
      return [one.x - half, one.x + half]
    }
    default:
      return [one.x - 4, one.x + 4]
  }
}
