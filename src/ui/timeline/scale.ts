import type { TimelineWindow } from './data.ts'

/** How time becomes pixels. */
export interface Scale extends TimelineWindow {
  /** px of the plot. */
  width: number
  perMs: number
  /**
   * Whole pixels from 1970 to the window's beginning. Places are rounded before it is taken off, so that
   * neighbours keep their distance while the window moves by whole pixels.
   */
  origin: number
}

/** The scale of a plot `width` px wide; at least one pixel. */
export function scaleOf(window: TimelineWindow, width: number): Scale {
  const wide = Math.max(1, width)
  const perMs = wide / Math.max(1, window.to - window.from)
  return {
    from: window.from,
    to: window.to,
    width: wide,
    perMs,
    origin: Math.round(window.from * perMs),
  }
}

/** Whole px of a moment, 0 at the window's beginning. */
export function pixelOf(scale: Scale, at: number): number {
  return Math.round(at * scale.perMs) - scale.origin
}

/** ms of a place in the plot. */
export function momentOf(scale: Scale, x: number): number {
  return scale.from + x / scale.perMs
}

/** px a clipped bar reaches beyond the plot, a multiple of the strokes' distance so that a texture keeps its place. */
const BEYOND = 10

/** A stretch without what is far outside of the plot; empty (x2 <= x1) when all of it is. */
export function clipped(scale: Scale, x1: number, x2: number): [x1: number, x2: number] {
  const a = x1 < -BEYOND ? x1 + Math.floor((-BEYOND - x1) / 5) * 5 : x1
  const b = Math.min(x2, scale.width + BEYOND)
  return x2 <= -BEYOND || x1 >= scale.width + BEYOND ? [0, 0] : [a, b]
}
