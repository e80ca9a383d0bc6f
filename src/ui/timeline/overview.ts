import type { Colours } from './colours.ts'
import type { Look, TimelineWindow } from './data.ts'
import type { Prepared } from './prepare.ts'
import { pixelOf, scaleOf } from './scale.ts'
import { textures } from './textures.ts'

/** px: of the strip, of its lines and of one cell's width. */
export const OVERVIEW = 20
const MOST_ROWS = 8
const CELL = 2

/** A stretch of one line of the strip. */
interface Piece {
  x: number
  width: number
  look: Look
}

/** What counts for more than its number when many lanes share a line. */
const weight: Partial<Record<Look, number>> = { error: 4, busy: 2 }

/**
 * The whole history in a few lines: lanes are gathered into eight at most, and each cell of 2 px has the
 * look that most of them had there, errors counting fourfold. Equal neighbours are one piece.
 */
export function overviewOf(
  prepared: Prepared,
  bounds: TimelineWindow,
  now: number,
  width: number,
): Piece[][] {
  const { lanes } = prepared
  const rows = Math.min(MOST_ROWS, lanes.length)
  const cells = Math.max(1, Math.floor(width / CELL))
  const scale = scaleOf(bounds, cells)
  return Array.from({ length: rows }, (_, row) => {
    const counts = new Map<Look, Uint16Array>()
    const first = Math.ceil((row * lanes.length) / rows)
    const last = Math.ceil(((row + 1) * lanes.length) / rows)
    for (const { from, to, looks } of lanes.slice(first, last)) {
      for (let k = 0; k < from.length; k++) {
        const look = looks[k]! // as many as from and to
        if (look === 'deleted') continue
        let count = counts.get(look)
        if (!count) counts.set(look, (count = new Uint16Array(cells)))
        const a = Math.max(0, pixelOf(scale, from[k]!))
        const b = Math.min(cells - 1, pixelOf(scale, Math.min(now, to[k]!)))
        for (let cell = a; cell <= b; cell++) count[cell]! += weight[look] ?? 1 // a >= 0, b < cells
      }
    }
    return piecesOf(counts, cells)
  })
}

function piecesOf(counts: ReadonlyMap<Look, Uint16Array>, cells: number): Piece[] {
  const pieces: Piece[] = []
  for (let cell = 0; cell < cells; cell++) {
    let look: Look | undefined
    let most = 0
    for (const [one, count] of counts) {
      if (count[cell]! <= most) continue // cell < cells
      most = count[cell]!
      look = one
    }
    if (!look) continue
    const last = pieces.at(-1)
    if (last?.look === look && last.x + last.width === cell * CELL) last.width += CELL
    else pieces.push({ x: cell * CELL, width: CELL, look })
  }
  return pieces
}

/** Paints the strip; `context` is empty and 20 px high. */
export function paintOverview(
  context: CanvasRenderingContext2D,
  rows: readonly Piece[][],
  colours: Colours,
): void {
  const high = Math.min(4, Math.floor((OVERVIEW - 4) / Math.max(1, rows.length)))
  const top = Math.floor((OVERVIEW - high * rows.length) / 2)
  for (const [i, row] of rows.entries()) {
    for (const { x, width, look } of row) {
      context.globalAlpha = look === 'ok' ? 0.45 : 1
      context.fillStyle = colours[textures[look].narrow]
      context.fillRect(x, top + i * high, width, Math.max(1, high - 1))
    }
  }
  context.globalAlpha = 1
}
