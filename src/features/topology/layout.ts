import { columns, type Thing, type Tie, type Topology } from './topology.ts'

/** Pixels. */
export const BOX = { width: 208, height: 44 }
const GAP = { x: 84, y: 12 }
const HEAD = 32

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

/**
 * Places things in columns from outside to inside; empty columns take no room. Machines keep their order,
 * the columns beside them follow theirs, so that few lines cross. The shorter columns stand in the middle.
 */
export function pictureOf({ things, ties }: Topology): Picture {
  const used = columns.flatMap((title, column) => {
    const members = things.filter((thing) => thing.column === column)
    return members.length ? [{ title, column, members }] : []
  })
  const rank = ranking(things, ties)
  const tallest = Math.max(0, ...used.map(({ members }) => members.length))
  const step = BOX.height + GAP.y
  const places = used.map(({ title, members }, i) => {
    const x = i * (BOX.width + GAP.x)
    const top = HEAD + ((tallest - members.length) * step) / 2
    const boxes = members
      .toSorted((a, b) => rank(a) - rank(b))
      .map((thing, row) => ({ ...thing, x, y: top + row * step }))
    return { title, x, boxes }
  })
  const boxes = places.flatMap((place) => place.boxes)
  const at = new Map(boxes.map((box) => [box.key, box]))
  const lines = ties.flatMap((tie) => {
    const [from, to] = [at.get(tie.from), at.get(tie.to)]
    if (!from || !to || from === to) return []
    return [{ ...tie, d: from.x <= to.x ? curve(from, to) : curve(to, from) }]
  })
  return {
    heads: places.map(({ title, x }) => ({ title, x })),
    boxes,
    lines,
    width: Math.max(0, used.length * (BOX.width + GAP.x) - GAP.x),
    height: HEAD + Math.max(0, tallest * step - GAP.y),
  }
}

/** The middle of a thing's neighbours among those that were placed before it. */
function ranking(things: readonly Thing[], ties: readonly Tie[]): (thing: Thing) => number {
  const ranks = new Map<string, number>()
  // the column with the most ties leads
  for (const column of [2, 3, 1, 0]) {
    const before = new Map(ranks)
    const members = things.filter((thing) => thing.column === column)
    members.forEach(({ key }, i) => {
      const near = ties
        .flatMap(({ from, to }) => (from === key ? [to] : to === key ? [from] : []))
        .flatMap((other) => before.get(other) ?? [])
      const middle = near.reduce((sum, one) => sum + one, 0) / near.length
      // those that lean on nothing come last, all in the order they came
      ranks.set(key, (near.length ? middle : column === 2 ? i : things.length) + i / 1e4)
    })
  }
  return ({ key }) => ranks.get(key) ?? 0
}

function curve(left: Box, right: Box): string {
  const [x1, y1] = [left.x + BOX.width, left.y + BOX.height / 2]
  const [x2, y2] = [right.x, right.y + BOX.height / 2]
  // two things of one column: round the outside
  if (left.x === right.x) {
    return `M${x1} ${y1}C${x1 + 40} ${y1} ${x1 + 40} ${y2} ${x1} ${y2}`
  }
  const bend = GAP.x / 2
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
}
