import { columns, type Thing, type Tie, type Topology } from './topology.ts'

/** Pixels. */
export const BOX = { width: 208, height: 44 }
const GAP = { x: 84, y: 12 }
const HEAD = 32
/** Of the room that a line takes in a column which it only passes. */
const PASSAGE = 8

/** A thing and where its upper left corner is. */
export interface Box extends Thing {
  x: number
  y: number
}

/** A tie as a curve from left to right, in SVG's words. */
export interface Line extends Tie {
  d: string
}

export interface Picture {
  heads: { title: string; x: number }[]
  boxes: Box[]
  lines: Line[]
  width: number
  height: number
}

/** A place in a column: a thing, or a passage, by which lines go past the column's things. */
interface Slot {
  key: string
  column: number
  thing: Thing | undefined
}

/** A tie with the slots it goes through, from left to right. */
interface Route {
  tie: Tie
  keys: string[]
}

/**
 * Places things in columns from outside to inside; empty columns take no room. Machines keep their order,
 * the columns beside them follow theirs, so that few lines cross. The shorter columns stand in the middle.
 * A line never runs behind a box it has nothing to do with: it has a passage there.
 */
export function pictureOf({ things, ties }: Topology): Picture {
  const used = columns
    .map((_title, column) => column)
    .filter((column) => things.some((thing) => thing.column === column))
  const { slots, routes } = routed(things, ties, used)
  const rank = ranking(slots, routes)
  const stacks = used.map((column, i) => {
    let y = 0
    const x = i * (BOX.width + GAP.x)
    const placed = slots
      .filter((slot) => slot.column === column)
      .toSorted((a, b) => rank(a) - rank(b))
      .map((slot) => {
        const height = slot.thing ? BOX.height : PASSAGE
        y += height + GAP.y
        return { ...slot, x, y: y - height - GAP.y, middle: y - GAP.y - height / 2 }
      })
    return { x, title: columns[column] ?? '', placed, height: y - GAP.y }
  })
  const tallest = Math.max(0, ...stacks.map(({ height }) => height))
  const at = new Map<string, Place>()
  const boxes: Box[] = []
  for (const { placed, height } of stacks) {
    const top = HEAD + (tallest - height) / 2
    for (const { key, thing, x, y, middle } of placed) {
      at.set(key, { x, y: top + middle })
      if (thing) boxes.push({ ...thing, x, y: top + y })
    }
  }
  return {
    heads: stacks.map(({ title, x }) => ({ title, x })),
    boxes,
    lines: routes.map(({ tie, keys }) => ({
      ...tie,
      d: curve(keys.flatMap((key) => at.get(key) ?? [])),
    })),
    width: Math.max(0, used.length * (BOX.width + GAP.x) - GAP.x),
    height: HEAD + tallest,
  }
}

/** Gives every tie its way; ties of one way in, or to one thing behind, share their passages. */
function routed(things: readonly Thing[], ties: readonly Tie[], used: readonly number[]) {
  const slots = new Map<string, Slot>(
    things.map((thing) => [thing.key, { key: thing.key, column: thing.column, thing }]),
  )
  const routes: Route[] = []
  for (const tie of ties) {
    const [from, to] = [slots.get(tie.from), slots.get(tie.to)]
    if (!from || !to || from === to) continue
    const [left, right] = from.column <= to.column ? [from, to] : [to, from]
    const shared = tie.kind === 'reaches' ? left.key : right.key
    const passed = used
      .filter((column) => column > left.column && column < right.column)
      .map((column) => ({ key: `passage ${column} ${shared}`, column, thing: undefined }))
    for (const slot of passed) slots.set(slot.key, slot)
    routes.push({ tie, keys: [left.key, ...passed.map(({ key }) => key), right.key] })
  }
  return { slots: [...slots.values()], routes }
}

/** The middle of a slot's neighbours among those that were placed before it. */
function ranking(slots: readonly Slot[], routes: readonly Route[]): (slot: Slot) => number {
  const near = new Map<string, Set<string>>()
  const join = (one: string, other: string) => {
    const known = near.get(one)
    if (known) known.add(other)
    else near.set(one, new Set([other]))
  }
  for (const { keys } of routes) {
    keys.forEach((key, i) => {
      const next = keys[i + 1]
      if (next === undefined) return
      join(key, next)
      join(next, key)
    })
  }
  const ranks = new Map<string, number>()
  // the column with the most ties leads
  for (const column of [2, 3, 1, 0]) {
    const members = slots.filter((slot) => slot.column === column)
    const found = members.map(({ key, thing }, i) => {
      const around = [...(near.get(key) ?? [])].flatMap((other) => ranks.get(other) ?? [])
      const middle = around.reduce((sum, one) => sum + one, 0) / around.length
      // passages above what they pass; those that lean on nothing last, all in the order they came
      const alone = thing ? slots.length : -1
      const first = column === 2 && thing ? i : alone
      return (around.length ? middle - (thing ? 0 : 0.5) : first) + i / 1e4
    })
    members.forEach(({ key }, i) => ranks.set(key, found[i] ?? 0))
  }
  return ({ key }) => ranks.get(key) ?? 0
}

/** Where a slot's middle line begins. */
interface Place {
  x: number
  y: number
}

/** From slot to slot, straight through the passages between. */
function curve([first, ...rest]: readonly Place[]): string {
  if (!first) return ''
  const parts = [`M${first.x + BOX.width} ${first.y}`]
  let last = first
  for (const place of rest) {
    const start = last.x + BOX.width
    // two things of one column: round the outside
    const [bend, end] = place.x === last.x ? [-GAP.x / 2, start] : [GAP.x / 2, place.x]
    parts.push(`C${start + GAP.x / 2} ${last.y} ${end - bend} ${place.y} ${end} ${place.y}`)
    if (place !== rest.at(-1)) parts.push(`H${place.x + BOX.width}`)
    last = place
  }
  return parts.join('')
}
