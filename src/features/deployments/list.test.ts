import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { shownKinds } from '#queries/truthwords.ts'
import {
  addressOf,
  type Chip,
  chipWords,
  filterKeys,
  type List,
  listOf,
  notTwin,
  optionsOf,
  shownOf,
  sorts,
} from './list.ts'
import { asTwinText, withChip } from '#ui/twinlist.ts'
import { rowWith } from './testing.ts'

const read = (query: string) => listOf(new URLSearchParams(query))
const write = (list: List) => new URLSearchParams(addressOf(list)).toString()

const rows = [
  rowWith({ contractId: 41_532n, name: 'webfrontend', ips: ['185.206.122.40'] }),
  rowWith({
    contractId: 41_811n,
    nodeId: 3377,
    name: 'render',
    shown: 'errors',
    states: [
      { state: 'error', count: 1 },
      { state: 'ok', count: 1 },
    ],
  }),
  rowWith({
    contractId: 41_820n,
    nodeId: 6110,
    name: 'staging',
    type: 'network',
    project: '',
    truth: { class: 'orphan', why: '' },
    shown: 'orphan',
  }),
]
const found = (query: string) => shownOf(rows, read(query)).map(({ name }) => name)

test('a plain list has a plain address and stands worst first', () => {
  expect(write(read(''))).toBe('')
  expect(read('')).toEqual({
    twin: null,
    search: '',
    sort: { id: 'trouble', desc: true },
    chips: [],
  })
})

test('any list comes back from its address as it was', () => {
  const samples: Chip[] = [
    { key: 'truth', value: 'orphan' },
    { key: 'state', value: 'error' },
    { key: 'node', value: '11' },
    { key: 'project', value: 'fullvm/a & b' },
    { key: 'type', value: 'Gateway Name' },
  ]
  const lists = fc.record({
    twin: fc.option(fc.integer({ min: 1, max: 0xffffffff })),
    search: fc.string({ maxLength: 40 }),
    sort: fc.record({ id: fc.constantFrom(...sorts), desc: fc.boolean() }),
    chips: fc.subarray(samples),
  })
  fc.assert(
    fc.property(lists, (list) => {
      expect(read(write(list))).toEqual(list)
    }),
  )
  expect(samples.map(({ key }) => key)).toEqual([...filterKeys])
})

test('what an address says that nobody understands is left out', () => {
  expect(read('truth=gone&node=eleven&sort=-rubbish&twin=-4&x=1&state=')).toEqual(read(''))
  expect(asTwinText(' 311 ')).toBe(311)
  for (const text of ['', '0', '4294967296', '1e3', 'twin']) {
    expect(asTwinText(text)).toBeUndefined()
  }
})

test('what stands in the place of a twin and is no number of one is told', () => {
  const said = (query: string) => notTwin(new URLSearchParams(query))
  expect(said('')).toBeUndefined()
  expect(said('twin=42')).toBeUndefined()
  for (const bad of ['abc', '0', '4294967296', '']) expect(said(`twin=${bad}`)).toBe(bad)
  expect(said(`twin=${'9'.repeat(900)}`)).toHaveLength(40)
})

test('a filter is set and taken away', () => {
  const set = withChip(read('type=vm'), 'truth', 'orphan')
  expect(write(set)).toBe('type=vm&truth=orphan')
  expect(write(withChip(set, 'type', undefined))).toBe('truth=orphan')
})

test('the search looks at names, projects, nodes, contracts and addresses; words must all fit', () => {
  expect(found('q=web')).toEqual(['webfrontend', 'render'])
  expect(found('q=WEBF')).toEqual(['webfrontend'])
  expect(found('q=node+3377')).toEqual(['render'])
  expect(found('q=41820')).toEqual(['staging'])
  expect(found('q=185.206')).toEqual(['webfrontend'])
  expect(found('q=rack+network')).toEqual(['staging'])
  expect(found('q=nothing')).toEqual([])
})

test('each filter leaves its rows, and two leave what both do', () => {
  expect(found('truth=orphan')).toEqual(['staging'])
  expect(found('truth=errors')).toEqual(['render'])
  expect(found('truth=in-step')).toEqual(['webfrontend'])
  expect(found('state=error')).toEqual(['render'])
  expect(found('node=11')).toEqual(['webfrontend'])
  expect(found('type=vm')).toEqual(['webfrontend', 'render'])
  expect(found('project=vm/web&state=ok')).toEqual(['render'])
})

test('a filter offers what there is, in words', () => {
  expect(optionsOf('truth', rows)).toEqual([
    { value: 'orphan', label: 'Billed, not served' },
    { value: 'errors', label: 'Has errors' },
    { value: 'in-step', label: 'In step' },
  ])
  expect(optionsOf('state', rows).map(({ value }) => value)).toEqual(['error', 'ok'])
  expect(optionsOf('node', rows).map(({ value }) => value)).toEqual(['11', '3377', '6110'])
  expect(optionsOf('project', rows).map(({ value }) => value)).toEqual(['vm/web'])
  for (const value of shownKinds) expect(chipWords({ key: 'truth', value })).not.toBe('')
})
