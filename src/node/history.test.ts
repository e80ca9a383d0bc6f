import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readWorkloads } from '#gridtypes/deployment.ts'
import { groupEvents, historyOf, pendingOf } from './history.ts'

type Row = [name: string, type: string, at: number | bigint, state: string, more?: Partial<More>]
interface More {
  message: string
  version: number
  data: unknown
}
const NO_MACHINE = { size: 1 }

const history = (...rows: Row[]) => historyOf(readWorkloads(text(rows)))
const text = (rows: Row[]) =>
  `[${rows
    .map(
      ([name, type, at, state, more = {}]) =>
        `{"version":${more.version ?? 0},"name":${JSON.stringify(name)},"type":${JSON.stringify(type)},"data":${JSON.stringify(more.data ?? NO_MACHINE)},"metadata":"","description":"","result":{"created":${at},"state":${JSON.stringify(state)},"message":${JSON.stringify(more.message ?? '')},"data":null}}`,
    )
    .join(',')}]`

const machine = {
  flist: 'https://hub.grid.example/a.flist',
  network: { public_ip: 'pubip', interfaces: [{ network: 'webnet', ip: '10.20.4.2' }] },
  compute_capacity: { cpu: 1, memory: 1_073_741_824 },
  mounts: [{ name: 'data1', mountpoint: '/data' }],
}

test('a lane goes from state to state; the last one lasts', () => {
  const { lanes, changes } = history(
    ['d', 'zmount', 100, 'init'],
    ['d', 'zmount', 104, 'ok'],
    ['d', 'zmount', 160, 'paused', { message: 'paused' }],
    ['d', 'zmount', 200, 'ok'],
    ['d', 'zmount', 260, 'deleted', { message: 'deleted by an update' }],
  )
  expect(lanes).toEqual([
    {
      name: 'd',
      type: 'zmount',
      state: 'deleted',
      since: 260,
      gone: true,
      spans: [
        { from: 100, to: 104, state: 'init', change: 0 },
        { from: 104, to: 160, state: 'ok', change: 1 },
        { from: 160, to: 200, state: 'paused', change: 2 },
        { from: 200, to: 260, state: 'ok', change: 3 },
        { from: 260, to: null, state: 'deleted', change: 4 },
      ],
      marks: [],
      waits: [],
    },
  ])
  expect(changes[4]).toEqual({
    index: 4,
    name: 'd',
    type: 'zmount',
    version: 0,
    from: 'ok',
    state: 'deleted',
    at: 260,
    message: 'deleted by an update',
    gap: 60,
  })
  expect(changes[0]).toMatchObject({ from: '', gap: null })
})

test('a failed update is a mark and leaves the state as it was', () => {
  const { lanes, changes } = history(
    ['d', 'zmount', 100, 'init'],
    ['d', 'zmount', 104, 'ok'],
    ['d', 'zmount', 500, 'unchanged', { message: 'not safe to shrink a disk', version: 1 }],
    ['d', 'zmount', 900, 'paused'],
  )
  expect(lanes[0]).toMatchObject({ state: 'paused', since: 900, marks: [2] })
  expect(lanes[0]?.spans.map(({ change }) => change)).toEqual([0, 1, 3])
  expect(changes[2]).toMatchObject({ from: 'ok', state: 'unchanged', gap: 396 })
  expect(changes[3]).toMatchObject({ from: 'ok', gap: 400 })
})

test('a name that was removed and added again keeps one lane with both lives', () => {
  const { lanes } = history(
    ['vm', 'zmount', 1, 'init'],
    ['vm', 'zmount', 2, 'deleted'],
    ['vm', 'volume', 9, 'init', { version: 2 }],
  )
  expect(lanes).toHaveLength(1)
  expect(lanes[0]).toMatchObject({ type: 'volume', state: 'init', since: 9, gone: false })
})

test('versions are told once, when they are first seen', () => {
  const { versions } = history(
    ['a', 'zmount', 10, 'init'],
    ['b', 'zmount', 20, 'init', { version: 3 }],
    ['a', 'zmount', 30, 'ok'],
    ['c', 'zmount', 40, 'init', { version: 3 }],
    ['c', 'zmount', 50, 'ok', { version: 4 }],
  )
  expect(versions).toEqual([
    { version: 0, at: 10 },
    { version: 3, at: 20 },
    { version: 4, at: 50 },
  ])
})

test('a machine waited for what it mounts, joins and has, and not for what was there before', () => {
  const { lanes } = history(
    ['webnet', 'network', 50, 'init', { data: {} }],
    ['webnet', 'network', 60, 'ok', { data: {} }],
    ['vm1', 'zmachine', 100, 'init', { data: machine }],
    ['data1', 'zmount', 100, 'init'],
    ['pubip', 'ip', 100, 'init', { data: { v4: true } }],
    ['data1', 'zmount', 124, 'ok'],
    ['pubip', 'ip', 142, 'ok', { data: { v4: true } }],
    ['vm1', 'zmachine', 394, 'ok', { data: machine }],
    ['data1', 'zmount', 400, 'paused'],
    ['data1', 'zmount', 500, 'ok'],
  )
  expect(lanes.find(({ name }) => name === 'vm1')?.waits).toEqual([
    { on: 'data1', until: 124, change: 2 },
    { on: 'pubip', until: 142, change: 2 },
  ])
  expect(lanes.filter(({ name }) => name !== 'vm1').flatMap(({ waits }) => waits)).toEqual([])
})

test('a gateway does not wait for the machine it serves', () => {
  const { lanes } = history(
    [
      'www',
      'gateway-name-proxy',
      10,
      'init',
      { data: { name: 'www', backends: ['http://10.20.4.2:80'] } },
    ],
    ['vm1', 'zmachine', 10, 'init', { data: { ...machine, mounts: [] } }],
    ['vm1', 'zmachine', 20, 'ok', { data: { ...machine, mounts: [] } }],
    [
      'www',
      'gateway-name-proxy',
      30,
      'ok',
      { data: { name: 'www', backends: ['http://10.20.4.2:80'] } },
    ],
  )
  expect(lanes[0]?.waits).toEqual([])
})

test('pending are those in init', () => {
  const past = history(
    ['a', 'zmount', 1, 'init'],
    ['b', 'zmount', 1, 'init'],
    ['a', 'zmount', 2, 'ok'],
    ['b', 'zmount', 3, 'unchanged'],
  )
  expect(pendingOf(past).map(({ name }) => name)).toEqual(['b'])
})

test('a stamp that is 0 or no time at all happened with the one before it', () => {
  const past = history(
    ['a', 'zmount', 0, ''],
    ['a', 'zmount', 1_700_000_000, 'init'],
    ['a', 'zmount', 9_223_372_036_854_775_807n, 'ok'],
    ['a', 'zmount', -5, 'paused'],
  )
  expect(past.changes.map(({ at }) => at)).toEqual(Array<number>(4).fill(1_700_000_000))
  expect([past.first, past.last]).toEqual([1_700_000_000, 1_700_000_000])
})

test('nothing, and null, is an empty history', () => {
  const empty = { changes: [], lanes: [], versions: [], first: 0, last: 0 }
  expect(history()).toEqual(empty)
  expect(historyOf(readWorkloads('null'))).toEqual(empty)
})

test('one event that struck several workloads is one; each installation stays its own', () => {
  const { changes } = history(
    ['a', 'zmount', 1, 'init'],
    ['b', 'zmount', 1, 'init'],
    ['a', 'zmount', 5, 'ok'],
    ['b', 'zmount', 5, 'ok'],
    ['b', 'zmount', 60, 'paused', { message: 'paused' }],
    ['a', 'zmount', 61, 'paused', { message: 'paused' }],
    ['a', 'zmount', 90, 'ok'],
    ['b', 'zmount', 90, 'ok'],
    ['a', 'zmount', 120, 'error', { message: 'one' }],
    ['b', 'zmount', 120, 'error', { message: 'another' }],
  )
  expect(groupEvents(changes).map((event) => event.map(({ index }) => index))).toEqual([
    [0, 1],
    [2],
    [3],
    [4, 5],
    [6, 7],
    [8],
    [9],
  ])
})

test('the same thing twice to one workload is two events', () => {
  const { changes } = history(
    ['a', 'zmount', 1, 'ok'],
    ['a', 'zmount', 1, 'ok'],
    ['a', 'zmount', 1, 'ok'],
  )
  expect(groupEvents(changes)).toHaveLength(3)
})

const rows = fc.array(
  fc.tuple(
    fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor'),
    fc.constantFrom('zmount', 'zmachine', 'teapot'),
    fc.oneof(
      fc.integer({ min: 1_700_000_000, max: 1_700_000_030 }),
      fc.constantFrom(0, -1, 9_223_372_036_854_775_807n),
    ),
    fc.constantFrom('init', 'ok', 'error', 'paused', 'deleted', 'unchanged', '', 'brewing'),
    fc.record({
      message: fc.constantFrom('', 'paused', '<b>odd</b>'),
      version: fc.integer({ min: 0, max: 3 }),
      data: fc.constantFrom<unknown>(NO_MACHINE, machine),
    }),
  ),
  { maxLength: 40 },
)

test('every change lies in exactly one span or mark, in the order of the array', () => {
  fc.assert(
    fc.property(rows, (rows) => {
      const past = history(...rows)
      expect(past.changes.map(({ index }) => index)).toEqual(rows.map((_, i) => i))
      const placed = past.lanes.flatMap(({ spans, marks }) => [
        ...spans.map(({ change }) => change),
        ...marks,
      ])
      expect(placed.toSorted((a, b) => a - b)).toEqual(rows.map((_, i) => i))
      for (const { name, spans, marks } of past.lanes) {
        const own = [...spans.map(({ change }) => change), ...marks]
        expect(own.every((i) => past.changes[i]?.name === name)).toBe(true)
        expect(spans.map(({ change }) => change)).toEqual(
          spans.map(({ change }) => change).toSorted((a, b) => a - b),
        )
      }
    }),
  )
})

test('spans of a lane follow one another without gap or overlap, and only the last one lasts', () => {
  fc.assert(
    fc.property(rows, (rows) => {
      for (const { spans, state, since } of history(...rows).lanes) {
        for (const [i, span] of spans.entries()) {
          const next = spans[i + 1]
          expect(span.to).toBe(next ? next.from : null)
          if (span.to !== null) expect(span.to).toBeGreaterThanOrEqual(span.from)
        }
        const last = spans.at(-1)
        expect([state, since]).toEqual(last ? [last.state, last.from] : ['', 0])
      }
    }),
  )
})

test('events hold every change once and in order, and no workload twice', () => {
  fc.assert(
    fc.property(rows, (rows) => {
      const { changes } = history(...rows)
      const events = groupEvents(changes)
      expect(events.flat()).toEqual(changes)
      for (const event of events) {
        expect(new Set(event.map(({ name }) => name)).size).toBe(event.length)
      }
    }),
  )
})

test('waits end within the init they delayed', () => {
  fc.assert(
    fc.property(rows, (rows) => {
      const { lanes } = history(...rows)
      for (const { spans, waits } of lanes) {
        for (const { until, change } of waits) {
          const span = spans.find((each) => each.change === change)
          expect(span?.state).toBe('init')
          expect(until).toBeGreaterThanOrEqual(span?.from ?? Infinity)
        }
      }
    }),
  )
})

test('a history is plain data: it crosses a Worker whole', () => {
  const past = history(['a', 'teapot', 1, 'init'], ['b', 'zmachine', 1, 'ok', { data: machine }])
  expect(structuredClone(past)).toEqual(past)
})

test('ten thousand changes of two hundred workloads are read in a moment', () => {
  const states = ['init', 'ok', 'paused', 'ok']
  const many = Array.from({ length: 10_000 }, (_, i): Row => [
    `w${i % 200}`,
    'zmachine',
    1_700_000_000 + i,
    states[Math.floor(i / 200) % 4]!, // below 4
    { data: machine },
  ])
  const workloads = readWorkloads(text(many))
  const begun = performance.now()
  const past = historyOf(workloads)
  expect(performance.now() - begun).toBeLessThan(1000)
  expect(past.lanes).toHaveLength(200)
})
