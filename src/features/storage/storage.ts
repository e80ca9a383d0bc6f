import { share } from '#lib/units.ts'
import type { Pool } from '#node/schemas.ts'

/** A pool with what is left of it. */
export interface PoolRow {
  /** Its place and name: a node may tell no name, or one twice. */
  key: string
  name: string
  /** As the node writes it; `ssd` and `hdd` are shown in capitals. */
  type: string
  size: bigint
  used: bigint
  /** Never negative: a pool may tell of more used than it holds. */
  free: bigint
  /** 0 … 1 of the size that is used. */
  share: number
}

export const poolRows = (pools: readonly Pool[]): PoolRow[] =>
  pools.map(({ name, type, size, used }, i) => ({
    key: `${i} ${name}`,
    name,
    type,
    size,
    used,
    free: size > used ? size - used : 0n,
    share: Math.min(1, share(used, size)),
  }))

/** SSD and HDD as people write them; a type of a newer node stays as it came, none is said to be none. */
export function typeName(type: string): string {
  const known = type.toLowerCase()
  if (known === 'ssd' || known === 'hdd') return known.toUpperCase()
  return type === '' ? 'not told' : type
}

/** All pools of a type together. */
export interface TypeTotal {
  type: string
  pools: number
  size: bigint
  used: bigint
  free: bigint
  /** The largest disk that still fits into one pool: free space does not join over pools. */
  largest: bigint
}

const rank = (type: string) => ['SSD', 'HDD'].indexOf(type) >>> 0

/** Totals by type, SSD first, then HDD, then what is unknown. */
export function totals(rows: readonly PoolRow[]): TypeTotal[] {
  const byType = new Map<string, TypeTotal>()
  for (const row of rows) {
    const type = typeName(row.type)
    const sum = byType.get(type) ?? { type, pools: 0, size: 0n, used: 0n, free: 0n, largest: 0n }
    byType.set(type, {
      type,
      pools: sum.pools + 1,
      size: sum.size + row.size,
      used: sum.used + row.used,
      free: sum.free + row.free,
      largest: row.free > sum.largest ? row.free : sum.largest,
    })
  }
  return [...byType.values()].toSorted((a, b) => rank(a.type) - rank(b.type))
}

/** A rectangle in percent of the picture. */
export interface Tile<T> {
  item: T
  x: number
  y: number
  width: number
  height: number
}

/**
 * A treemap: the area of each tile is its item's part of the whole, and tiles stay as square as they can
 * (Bruls, Huizing, van Wijk: Squarified Treemaps). `aspect` is the picture's width over its height.
 * Items without weight are left out.
 */
export function tiles<T>(
  items: readonly T[],
  weightOf: (item: T) => number,
  aspect = 4,
): Tile<T>[] {
  const weighed = items
    .map((item) => ({ item, weight: weightOf(item) }))
    .filter(({ weight }) => weight > 0 && Number.isFinite(weight))
    .toSorted((a, b) => b.weight - a.weight)
  const whole = weighed.reduce((sum, { weight }) => sum + weight, 0)
  const out: Tile<T>[] = []
  // drawn in a box of `aspect` by 1, told in percent
  let box = { x: 0, y: 0, width: aspect, height: 1 }
  let rest = weighed.map(({ item, weight }) => ({ item, area: (weight / whole) * aspect }))
  while (rest.length > 0) {
    const side = Math.min(box.width, box.height)
    let count = 1
    while (count < rest.length && worst(rest, count + 1, side) <= worst(rest, count, side)) count++
    const row = rest.slice(0, count)
    rest = rest.slice(count)
    const area = row.reduce((sum, tile) => sum + tile.area, 0)
    const upright = box.width >= box.height
    const depth = area / side
    let along = 0
    for (const { item, area: own } of row) {
      const length = own / depth
      const tile = upright
        ? { x: box.x, y: box.y + along, width: depth, height: length }
        : { x: box.x + along, y: box.y, width: length, height: depth }
      along += length
      out.push({
        item,
        x: (tile.x / aspect) * 100,
        y: tile.y * 100,
        width: (tile.width / aspect) * 100,
        height: tile.height * 100,
      })
    }
    box = upright
      ? { ...box, x: box.x + depth, width: box.width - depth }
      : { ...box, y: box.y + depth, height: box.height - depth }
  }
  return out
}

/** The least square of the first `count` tiles laid along a side: its longer edge over its shorter. */
function worst(tilesLeft: readonly { area: number }[], count: number, side: number): number {
  const row = tilesLeft.slice(0, count)
  const area = row.reduce((sum, tile) => sum + tile.area, 0)
  const depth = area / side
  return row.reduce((top, tile) => {
    const length = tile.area / depth
    return Math.max(top, length / depth, depth / length)
  }, 0)
}
