import { expect, test } from 'vitest'
import type { GridContract } from '#gridproxy/schemas.ts'
import { readWorkloads } from '#gridtypes/deployment.ts'
import { historyOf, pendingOf } from '#node/history.ts'
import { addressOf, alignmentOf, readOther, viewOf } from './address.ts'
import { dayOf, eventsOf, eventWith, stepOf } from './events.ts'
import { csvOf, jsonOf } from './export.ts'
import { drawingOf, eventOfId, idOf } from './lanes.ts'
import { nowOf, rangeOf, windowWords } from './range.ts'
import { fitting, othersOf } from './others.ts'
import { listed, settledWords, waitingFor } from './words.ts'

type Row = [name: string, at: number, state: string, more?: { message?: string; version?: number }]

const machine = {
  flist: 'https://hub.grid.example/a.flist',
  network: { public_ip: 'pubip', interfaces: [{ network: 'webnet', ip: '10.20.4.2' }] },
  compute_capacity: { cpu: 1, memory: 1_073_741_824 },
  mounts: [{ name: 'data1', mountpoint: '/data' }],
  env: { SECRET: 'hunter2' },
}
const types: Record<string, [type: string, data: unknown]> = {
  webnet: ['network', { subnet: '10.20.4.0/24' }],
  data1: ['zmount', { size: 1 }],
  pubip: ['ip', { v4: true, v6: false }],
  vm1: ['zmachine', machine],
}
const T = 1_700_000_000
const history = (...rows: Row[]) =>
  historyOf(
    readWorkloads(
      JSON.stringify(
        rows.map(([name, at, state, { message = '', version = 0 } = {}]) => {
          const [type, data] = types[name] ?? ['zmount', { size: 1 }]
          return {
            version,
            name,
            type,
            data,
            metadata: '',
            description: '',
            result: { created: T + at, state, message, data: null },
          }
        }),
      ),
    ),
  )

const story = history(
  ['webnet', 0, 'init'],
  ['data1', 0, 'init'],
  ['pubip', 0, 'init'],
  ['vm1', 0, 'init'],
  ['data1', 24, 'ok'],
  ['webnet', 30, 'ok'],
  ['pubip', 42, 'ok'],
  ['vm1', 294, 'ok'],
  ['vm1', 600, 'paused', { message: 'paused' }],
  ['data1', 601, 'paused', { message: 'paused' }],
  ['data1', 804, 'ok'],
  ['vm1', 804, 'ok'],
  [
    'data1',
    900,
    'unchanged',
    { message: 'disk is mounted, please delete the VM first', version: 1 },
  ],
  ['vm1', 1000, 'deleted', { message: 'workload decommissioned by system, reason: gone' }],
)
const ALL = { workload: undefined, state: undefined }
const lines = (filter = ALL as Parameters<typeof eventsOf>[1]) =>
  eventsOf(story, filter).map((event) => {
    const who = event.changes.length > 1 ? event.changes.length : event.changes[0]?.name
    return `${who}: ${stepOf(event)}: ${event.said.text}${event.gap ? ` (${event.gap})` : ''}`
  })

test('the list tells the newest first, in words of the node or our own', () => {
  expect(lines()).toEqual([
    'vm1: ok → deleted: workload decommissioned by system, reason: gone (after 3 min 16 s)',
    'data1: unchanged: disk is mounted, please delete the VM first (after 1 min 36 s)',
    '2: paused → ok: Contract funded again after 3 min 23 s of grace',
    '2: ok → paused: paused',
    'vm1: init → ok: 4 min 54 s, of which 42 s waited for data1, webnet and pubip',
    'pubip: init → ok: 42 s',
    'webnet: init → ok: 30 s',
    'data1: init → ok: 24 s',
    '4: init: version 0',
  ])
  expect(eventsOf(story, ALL).map(({ said }) => said.by)).toEqual([
    'node',
    'node',
    'console',
    'node',
    'console',
    'console',
    'console',
    'console',
    'console',
  ])
})

test('a filter leaves the events of one workload, and of one state', () => {
  expect(lines({ workload: 'pubip', state: undefined })).toEqual([
    'pubip: init → ok: 42 s',
    'pubip: init: version 0',
  ])
  expect(lines({ workload: undefined, state: 'deleted' })).toHaveLength(1)
  expect(lines({ workload: 'nobody', state: undefined })).toEqual([])
})

test('a change is found in the event that it is part of', () => {
  const events = eventsOf(story, ALL)
  expect(eventWith(events, 9)?.changes.map(({ index }) => index)).toEqual([8, 9])
  expect(eventWith(events, 99)).toBeUndefined()
})

test('what was recorded again says so, and what was updated too', () => {
  const past = history(
    ['data1', 0, 'init'],
    ['data1', 1, 'ok'],
    ['data1', 50, 'ok'],
    ['data1', 90, 'ok', { version: 1 }],
    ['data1', 99, 'error', { version: 1 }],
  )
  expect(eventsOf(past, ALL).map(({ said }) => said.text)).toEqual([
    'The node gave no reason.',
    'updated, version 1',
    'recorded again, nothing changed',
    '1 s',
    'version 0',
  ])
})

test('days are named, with the year when it is another one', () => {
  const noon = Date.UTC(2026, 10, 18, 12) / 1000
  expect(dayOf(noon, 2026)).toBe('Wednesday 18 November')
  expect(dayOf(noon, 2027)).toBe('Wednesday 18 November 2026')
})

test('names are joined as one says them', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ])
})

test('the drawing has a lane for each workload, versions, waits and ids that lead back', () => {
  const drawing = drawingOf(story)
  expect(
    drawing.lanes.map(({ name, remark, state, struck }) => [name, remark, state, struck]),
  ).toEqual([
    ['webnet', 'network', 'ok', false],
    ['data1', 'zmount', 'ok', false],
    ['pubip', 'ip', 'ok', false],
    ['vm1', 'zmachine', 'deleted', true],
  ])
  expect(drawing.ticks).toEqual([
    { at: T * 1000, label: 'v0' },
    { at: (T + 900) * 1000, label: 'v1' },
  ])
  expect(drawing.links.map(({ to }) => to)).toEqual(['lane data1', 'lane webnet', 'lane pubip'])
  const [vm1] = drawing.lanes.filter(({ name }) => name === 'vm1')
  expect(vm1?.spans.map(({ look }) => look)).toEqual(['busy', 'ok', 'paused', 'ok', 'deleted'])
  expect(eventOfId(idOf(13), story)).toBe(13)
  expect(eventOfId(vm1?.id, story)).toBe(13)
  expect(eventOfId('lane nobody', story)).toBeUndefined()
  expect(eventOfId(undefined, story)).toBeUndefined()
  const ids = drawing.lanes.flatMap(({ id, spans, marks }) => [
    id,
    ...[...spans, ...marks].map((each) => each.id),
  ])
  expect(new Set(ids).size).toBe(ids.length)
})

test('lanes can be few, and all times moved together', () => {
  const { lanes, ticks } = drawingOf(story, new Set(['data1']), -T * 1000)
  expect(lanes).toHaveLength(1)
  expect(lanes[0]?.spans[0]).toMatchObject({ from: 0, to: 24_000 })
  expect(lanes[0]?.marks[0]?.at).toBe(900_000)
  expect(lanes[0]?.since).toBe(804_000)
  expect(ticks[0]?.at).toBe(0)
})

test('what is waited for is named, and for how long', () => {
  const past = history(['vm1', 0, 'init'], ['data1', 20, 'init'])
  expect(waitingFor(pendingOf(past), T + 651)).toBe(
    'Waiting for vm1 and data1, 10 min 51 s so far. A time-out here changes nothing on the node.',
  )
  const many = history(['a', 0, 'init'], ['b', 0, 'init'], ['c', 0, 'init'], ['d', 0, 'init'])
  expect(waitingFor(pendingOf(many), T + 5)).toMatch(/^Waiting for 4 workloads, 5 s so far/)
})

test('what settled is told: one by name, several by number, failures with their words', () => {
  const begun = history(['a', 0, 'init'], ['b', 0, 'init'])
  const one = history(['a', 0, 'init'])
  expect(settledWords(pendingOf(one), history(['a', 0, 'init'], ['a', 65, 'ok']))).toEqual({
    sentence: 'a is ok, after 1 min 5 s',
    state: 'ok',
  })
  expect(
    settledWords(
      pendingOf(one),
      history(['a', 0, 'init'], ['a', 3, 'error', { message: 'invalid cpu' }]),
    ),
  ).toEqual({ sentence: 'a is in error', more: 'invalid cpu', state: 'error' })
  expect(
    settledWords(
      pendingOf(begun),
      history(['a', 0, 'init'], ['b', 0, 'init'], ['a', 3, 'ok'], ['b', 4, 'ok']),
    ),
  ).toEqual({ sentence: 'All 2 workloads are ok', state: 'ok' })
  expect(
    settledWords(
      pendingOf(begun),
      history(['a', 0, 'init'], ['b', 0, 'init'], ['a', 3, 'ok'], ['b', 4, 'deleted']),
    ),
  ).toEqual({ sentence: '1 of 2 workloads are ok', more: 'Not so: b (deleted).', state: 'warn' })
})

test('an address holds the view, and what makes no sense is left out', () => {
  const view = viewOf(
    new URLSearchParams('event=12&workload=vm1&state=error&with=11:41540&align=first'),
  )
  expect(view).toEqual({
    event: 12,
    workload: 'vm1',
    state: 'error',
    other: { nodeId: 11, contractId: 41_540n },
    align: 'first',
  })
  expect(addressOf(view)).toEqual({
    event: '12',
    workload: 'vm1',
    state: 'error',
    with: '11:41540',
    align: 'first',
  })
  expect(addressOf(viewOf(new URLSearchParams('event=-1&with=x&align=first&state=')))).toEqual({})
})

test.each([
  ['11:41540', { nodeId: 11, contractId: 41_540n }],
  [' 11 / 41540 ', { nodeId: 11, contractId: 41_540n }],
  ['0:1', undefined],
  ['4294967296:1', undefined],
  ['1:18446744073709551616', undefined],
  ['41540', undefined],
])('%s names another deployment', (text, other) => {
  expect(readOther(text)).toEqual(other)
})

test('exports hold every change in the node’s order, and nothing of the data', () => {
  const csv = csvOf(story.changes)
  expect(csv.split('\r\n')).toHaveLength(story.changes.length + 2)
  expect(csv.split('\r\n')[1]).toBe(`0,${T},2023-11-14T22:13:20.000Z,webnet,network,0,,init,,`)
  const about = { network: 'main', nodeId: 11, contractId: 41_532n, readAt: T * 1000 }
  const json = jsonOf(story, story.changes, about)
  expect(json.changes).toHaveLength(story.changes.length)
  expect(json).toMatchObject({ node_id: 11, contract_id: 41_532n })
  for (const text of [csv, JSON.stringify(json.changes)]) expect(text).not.toContain('hunter2')
})

test('a message that a spreadsheet would run is quoted away', () => {
  const past = history(['a', 0, 'error', { message: '=HYPERLINK("x")' }])
  expect(csvOf(past.changes)).toContain(`"'=HYPERLINK(""x"")"`)
})

test.each([
  ['2026-11-18T09:40:10', '2026-11-18T10:20:04', '18 November', '09:40 – 10:20'],
  ['2026-11-18T09:40:10', '2026-11-18T09:41:04', '18 November', '09:40:10 – 09:41:04'],
  ['2026-11-17T23:00:00', '2026-11-18T10:00:00', '17 – 18 November', '23:00 – 10:00'],
  ['2026-10-31T23:00:00', '2026-11-18T10:00:00', '31 October – 18 November', undefined],
  [
    '2025-12-31T23:00:00',
    '2026-01-02T10:00:00',
    '31 December 2025 – 2 January 2026',
    '23:00 – 10:00',
  ],
])('from %s to %s is shown as %s', (from, to, days, times) => {
  expect(rangeOf({ from: Date.parse(from), to: Date.parse(to) })).toEqual({ days, times })
})

test('a drawing ends with the clock, settled or not, and never before what it tells', () => {
  const settled = history(['vm1', 0, 'init'], ['vm1', 30, 'ok'])
  expect(pendingOf(settled)).toEqual([])
  for (const second of [31, 32, 59, 61]) {
    expect(nowOf((T + second) * 1000, settled)).toBe((T + second) * 1000)
  }
  // the node's clock is ahead of ours
  expect(nowOf((T + 10) * 1000, settled)).toBe((T + 30) * 1000)
})

test('histories of very different lengths begin together, others share the clock', () => {
  const day = 86_400_000
  expect(alignmentOf(day / 2, 9 * day)).toBe('first')
  expect(alignmentOf(9 * day, day / 2)).toBe('first')
  expect(alignmentOf(3 * day, 9 * day)).toBe('clock')
  const chosen = viewOf(new URLSearchParams('with=11:41540&align=clock'))
  expect(addressOf(chosen)).toEqual({ with: '11:41540', align: 'clock' })
  expect(viewOf(new URLSearchParams('with=11:41540')).align).toBeUndefined()
})

test('the range of a file has dates, seconds and its time zone', () => {
  const noon = new Date(2026, 10, 21, 12, 0, 5).getTime()
  const window = { from: noon, to: noon + 61_000 }
  expect(windowWords(window, 60)).toBe('2026-11-21 12:00:05 – 12:01:06, UTC+01:00')
  expect(windowWords({ from: noon - 86_400_000, to: noon }, -210)).toBe(
    '2026-11-20 12:00:05 – 2026-11-21 12:00:05, UTC−03:30',
  )
  expect(windowWords(window, 0)).toMatch(/, UTC$/)
})

test('other deployments are found by name or number, the newest first', () => {
  const contract = (contract_id: bigint, created_at: number, name: string, nodeId: number | null) =>
    ({
      contract_id,
      created_at,
      details: { nodeId, deployment_data: JSON.stringify({ type: 'vm', name }) },
    }) as GridContract // all that is read of one
  const all = othersOf(
    [
      contract(1n, 100, 'Workers', 11),
      contract(2n, 300, 'docs', 12),
      contract(3n, 200, 'own', 11),
      contract(4n, 400, 'a name', null),
    ],
    3n,
  )
  expect(all.map(({ name }) => name)).toEqual(['docs', 'Workers'])
  expect(fitting(all, ' work').map(({ contractId }) => contractId)).toEqual([1n])
  expect(fitting(all, '12:2').map(({ name }) => name)).toEqual(['docs'])
  expect(fitting(all, '')).toHaveLength(2)
  expect(fitting(all, 'nobody')).toEqual([])
})
