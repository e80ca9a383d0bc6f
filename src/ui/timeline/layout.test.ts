import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Look, TimelineLane, TimelineMark, TimelineSpan } from './data.ts'
import { layoutLane } from './layout.ts'
import { prepare } from './prepare.ts'
import { type Primitive, hit } from './primitives.ts'
import { scaleOf } from './scale.ts'

type Given = [from: number, to: number | null, look: Look]
type Bar = Extract<Primitive, { kind: 'bar' }>

const laneOf = (spans: readonly Given[], marks: readonly [number, Look][] = []): TimelineLane => ({
  id: 'lane',
  name: 'lane',
  remark: '',
  state: 'ok',
  spans: spans.map(([from, to, look], i): TimelineSpan => ({
    id: `s${i}`,
    from,
    to,
    look,
    label: '',
  })),
  marks: marks.map(([at, look], i): TimelineMark => ({ id: `m${i}`, at, look, label: '' })),
})

/** The lane in a window of 0 … `to` ms, one ms a pixel unless another width is given. */
function draw(lane: TimelineLane, to: number, width = to, now = to, from = 0): Primitive[] {
  const out: Primitive[] = []
  const { lanes } = prepare({ lanes: [lane], ticks: [] })
  layoutLane(lanes[0]!, 0, 9, scaleOf({ from, to }, width), now, out) // one lane was given
  return out
}
const bars = (primitives: readonly Primitive[]) =>
  primitives.filter((one): one is Bar => one.kind === 'bar')

test('intervals have one pixel of air behind them, the open one touches now', () => {
  const drawn = bars(
    draw(
      laneOf([
        [0, 100, 'busy'],
        [100, 300, 'ok'],
        [300, null, 'error'],
      ]),
      500,
      500,
      400,
    ),
  )
  expect(drawn.map(({ x, width, look }) => [x, width, look])).toEqual([
    [0, 99, 'busy'],
    [100, 199, 'ok'],
    [300, 100, 'error'],
  ])
})

test('an interval of a moment is three pixels wide, and the next one gives way', () => {
  const drawn = bars(
    draw(
      laneOf([
        [0, 100, 'ok'],
        [100, 101, 'error'],
        [101, 200, 'ok'],
      ]),
      200,
      200,
      500,
    ),
  )
  expect(drawn.map(({ x, width }) => [x, width])).toEqual([
    [0, 99],
    [100, 3],
    [104, 95],
  ])
})

test('those that share three pixels are seen in the worst look of all and can be told apart by number', () => {
  const [only, ...others] = bars(
    draw(
      laneOf([
        [1000, 1001, 'ok'],
        [1001, 1002, 'error'],
        [1002, 1003, 'paused'],
      ]),
      100_000,
      1000,
    ),
  )
  expect(others).toEqual([])
  expect(only).toMatchObject({ look: 'error', first: 0, last: 2, width: 3 })
})

test('an interval without length is a point on the bars and takes no room', () => {
  const drawn = draw(
    laneOf([
      [100, 100, 'busy'],
      [100, 200, 'ok'],
    ]),
    300,
  )
  expect(bars(drawn)).toMatchObject([{ x: 100, width: 99, look: 'ok' }])
  expect(drawn.filter(({ kind }) => kind === 'point')).toMatchObject([{ x: 100, look: 'busy' }])
})

test('what is deleted is a dashed line up to now', () => {
  const drawn = draw(
    laneOf([
      [0, 100, 'ok'],
      [100, null, 'deleted'],
    ]),
    500,
    500,
    450,
  )
  expect(drawn.find(({ kind }) => kind === 'dash')).toMatchObject({ x1: 100, x2: 450 })
})

test('marks that would cover each other are one box with their number', () => {
  const boxes = draw(
    laneOf(
      [],
      [
        [100, 'unchanged'],
        [110, 'unchanged'],
        [300, 'warn'],
      ],
    ),
    400,
  )
  expect(boxes).toMatchObject([
    { kind: 'box', x: 100, count: 2, first: 0, last: 1 },
    { kind: 'box', x: 300, count: 1, look: 'warn' },
  ])
})

test('what happens at once in a lane is a sequence, and time that runs back has no length', () => {
  const { lanes } = prepare({
    lanes: [
      laneOf([
        [100, 90, 'busy'],
        [90, 200, 'ok'],
        [150, null, 'error'],
      ]),
    ],
    ticks: [],
  })
  const { from, to, looks } = lanes[0]! // one lane was given
  expect([...from]).toEqual([90, 100, 150])
  expect([...to]).toEqual([100, 100, Infinity])
  expect(looks).toEqual(['ok', 'busy', 'error'])
})

const looks: Look[] = ['ok', 'busy', 'error', 'paused', 'deleted', 'unchanged', 'unknown']
/** A sequence of states, some of no length, the last one open. */
const history = fc
  .array(fc.tuple(fc.nat(5000), fc.constantFrom(...looks)), { minLength: 1, maxLength: 400 })
  .map((parts) => {
    const start = 1_763_000_000_000
    let t = start
    const spans = parts.map(([ms, look], i): Given => {
      const from = t
      t += ms % 3 === 0 ? 0 : ms
      return [from, i === parts.length - 1 ? null : t, look]
    })
    return { spans, start, end: t + 1000 }
  })

test('bars never overlap, are at least three pixels wide, lie in their place and are bounded by pixels', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 20, max: 1500 }), ({ spans, start, end }, width) => {
      const drawn = draw(laneOf(spans), end, width, end, start)
      const rects = drawn.flatMap((one) =>
        one.kind === 'bar' ? [[one.x, one.x + one.width] as const] : [],
      )
      expect(rects.length).toBeLessThanOrEqual((width + 40) / 4 + 1)
      expect(drawn.length).toBeLessThanOrEqual((width + 40) / 2)
      for (const [i, [a, b]] of rects.entries()) {
        expect(b - a).toBeGreaterThanOrEqual(3)
        if (i > 0) expect(a).toBeGreaterThan(rects[i - 1]![1]) // i > 0
      }
      // nothing is told further than a cell from where it happened
      const perMs = width / (end - start)
      for (const one of bars(drawn)) {
        const from = (spans[one.first]![0] - start) * perMs // a span of the lane
        expect(Math.abs(one.x - from)).toBeLessThanOrEqual(5)
      }
    }),
  )
})

test('every interval is found again where it was drawn', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 50, max: 1500 }), ({ spans, start, end }, width) => {
      const drawn = draw(laneOf(spans), end, width, end, start)
      const seen = new Set<number>()
      for (const one of drawn) {
        if (!('lane' in one)) continue
        for (let i = one.first; i <= one.last; i++) seen.add(i)
      }
      expect(seen.size).toBe(spans.length)
    }),
  )
})

test('a dense lane keeps its pattern while it is moved by whole pixels', () => {
  const start = 1_763_000_000_000
  const spans = Array.from({ length: 4000 }, (_, i): Given => {
    const from = start + i * 700
    return [from, from + 700, looks[(i * 7) % 4]!] // an index below looks.length
  })
  const [lane] = prepare({ lanes: [laneOf(spans)], ticks: [] }).lanes
  const perMs = 1000 / 2_000_000
  const at = (px: number) => {
    const from = start + 300_000 + px / perMs
    const out: Primitive[] = []
    layoutLane(lane!, 0, 9, scaleOf({ from, to: from + 2_000_000 }, 1000), Infinity, out) // one lane
    return bars(out).filter(({ x }) => x > 60 && x < 900)
  }
  const still = at(0).map(({ x, look }) => `${x} ${look}`)
  expect(still.length).toBeGreaterThan(150)
  for (const px of [1, 2, 3, 7]) {
    const moved = at(px).map(({ x, look }) => `${x + px} ${look}`)
    const both = moved.filter((one) => still.includes(one))
    expect(both.length).toBeGreaterThan(moved.length - 6)
  }
})

test('the pointer finds the topmost thing with some pixels of grace, in its own lane only', () => {
  const drawn = draw(
    laneOf(
      [
        [0, 100, 'ok'],
        [100, 101, 'error'],
      ],
      [[50, 'unchanged']],
    ),
    200,
  )
  expect(hit(drawn, 0, 50)).toMatchObject({ kind: 'box' })
  expect(hit(drawn, 0, 20)).toMatchObject({ kind: 'bar', look: 'ok' })
  expect(hit(drawn, 0, 105)).toMatchObject({ kind: 'bar', look: 'error' })
  expect(hit(drawn, 0, 150)).toBeUndefined()
  expect(hit(drawn, 1, 50)).toBeUndefined()
})
