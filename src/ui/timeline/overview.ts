import type { Colours } from './colours.ts'
import type { Look, TimelineWindow } from './data.ts'
import { worse } from './layout.ts'
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

/**
 * The whole history in a few lines: lanes are gathered into eight at most, and each cell of 2 px has the
 * worst look of all that fell into it. Equal neighbours are one piece.
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
  const grid = Array.from({ length: rows }, (): (Look | undefined)[] => [])
  for (const [i, { from, to, looks }] of lanes.entries()) {
    const row = grid[Math.floor((i * rows) / lanes.length)]! // below rows, since i < lanes.length
    for (let k = 0; k < from.length; k++) {
      const look = looks[k]! // as many as from and to
      if (look === 'deleted') continue
      const a = Math.max(0, pixelOf(scale, from[k]!))
      const b = Math.min(cells - 1, pixelOf(scale, Math.min(now, to[k]!)))
      for (let cell = a; cell <= b; cell++) {
        const other = row[cell]
        row[cell] = other ? worse(other, look) : look
      }
    }
  }
  return grid.map(piecesOf)
}

function piecesOf(row: (Look | undefined)[]): Piece[] {
  const pieces: Piece[] = []
  for (let cell = 0; cell < row.length; cell++) {
    const look = row[cell]
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
