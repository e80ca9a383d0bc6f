import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeKeys, nodeSorts, queryOf } from '#gridproxy/filters.ts'
import {
  addressOf,
  both,
  type Chip,
  chipFilter,
  filterKeys,
  filterOf,
  type Fleet,
  fleetOf,
  isNarrowed,
  sortFilter,
  sorts,
  tabFilter,
  tabs,
  takes,
  withChip,
  wordsOf,
} from './filters.ts'

const read = (query: string) => fleetOf(new URLSearchParams(query))
const write = (fleet: Fleet) => new URLSearchParams(addressOf(fleet)).toString()

/** A value that each filter takes. */
const sample = (key: Chip['key']): string => {
  const def = filterOf(key)
  switch (def.kind) {
    case 'flag':
      return 'true'
    case 'me':
      return 'me'
    case 'least':
    case 'farm':
      return '12'
    case 'choice':
      return def.options[0]?.value ?? ''
    case 'text':
      return 'Belgium'
    default:
      return def satisfies never
  }
}
const every: Chip[] = filterKeys.map((key) => ({ key, value: sample(key) }))

describe('the address', () => {
  test('a plain fleet has a plain address', () => {
    expect(write(read(''))).toBe('')
    expect(read('')).toEqual({
      tab: 'all',
      search: '',
      sort: { id: 'node_id', desc: false },
      chips: [],
    })
  })

  test('any fleet comes back from its address as it was', () => {
    const fleets = fc.record({
      tab: fc.constantFrom(...tabs),
      search: fc.string({ maxLength: 40 }),
      sort: fc.record({ id: fc.constantFrom(...sorts), desc: fc.boolean() }),
      chips: fc.subarray(every),
    })
    fc.assert(
      fc.property(fleets, (fleet) => {
        expect(fleetOf(new URLSearchParams(write(fleet)))).toEqual(fleet)
      }),
    )
  })

  test('what it does not know or understand is left out', () => {
    const fleet = read(
      'status=gone&sort=-farm_name&free_sru=-4&free_mru=9e9&region=Atlantis&ipv4=false&x=1&healthy=true',
    )
    expect(fleet).toMatchObject({ tab: 'all', sort: { id: 'node_id', desc: false } })
    expect(fleet.chips).toEqual([{ key: 'healthy', value: 'true' }])
  })

  test('a filter keeps its place when it is changed, and leaves when it is taken away', () => {
    const fleet = read('region=Europe&free_sru=200')
    expect(write(withChip(fleet, 'region', 'Africa'))).toBe('region=Africa&free_sru=200')
    expect(write(withChip(fleet, 'region', undefined))).toBe('free_sru=200')
    expect(write(withChip(fleet, 'healthy', undefined))).toBe('region=Europe&free_sru=200')
    expect(write(withChip(fleet, 'healthy', 'true'))).toBe(
      'region=Europe&free_sru=200&healthy=true',
    )
  })

  test('an order alone narrows nothing', () => {
    expect(isNarrowed(read('sort=-uptime'))).toBe(false)
    expect(isNarrowed(read('status=up'))).toBe(true)
    expect(isNarrowed(read('q=11'))).toBe(true)
    expect(isNarrowed(read('ipv4=true'))).toBe(true)
  })
})

describe('what the proxy is asked', () => {
  test('every filter and every order uses only keys and words that the proxy knows', () => {
    for (const key of filterKeys) {
      expect(takes(key, sample(key))).toBe(true)
      for (const asked of Object.keys(filterOf(key).filter(sample(key), 42))) {
        expect(Object.keys(nodeKeys)).toContain(asked)
      }
    }
    for (const id of sorts) expect(nodeSorts).toContain(id)
  })

  test('sizes stand in GiB in the address and are asked in bytes', () => {
    expect(chipFilter([{ key: 'free_sru', value: '200' }], null)).toEqual({
      free_sru: 200n * 1024n ** 3n,
    })
    expect(wordsOf({ key: 'free_sru', value: '2000' })).toBe('≥ 2,000 GiB')
  })

  test('the filters together make one query', () => {
    const chips: Chip[] = [
      { key: 'region', value: 'Europe' },
      { key: 'features', value: 'zmachine-light' },
      { key: 'num_gpu', value: '2' },
      { key: 'available_for', value: 'me' },
    ]
    expect(queryOf(chipFilter(chips, 42))).toBe(
      '?region=Europe&features=zmachine-light&num_gpu=2&available_for=42',
    )
  })

  test('a filter on the own twin asks nothing while nobody speaks', () => {
    expect(chipFilter([{ key: 'owned_by', value: 'me' }], null)).toEqual({})
  })

  test('lists of ids meet; an empty meeting stays empty', () => {
    expect(both({ node_ids: [1, 2, 3] }, { node_ids: [2, 3, 4] })).toEqual({ node_ids: [2, 3] })
    expect(both({ farm_ids: [7] }, { farm_ids: [9] })).toEqual({ farm_ids: [] })
    expect(both({ node_ids: [1] }, { status: ['up'] })).toEqual({ node_ids: [1], status: ['up'] })
  })

  test('the tab of disagreement names its nodes, none when there are none', () => {
    expect(tabFilter('disagree', [])).toEqual({ node_ids: [] })
    expect(tabFilter('disagree', [1406])).toEqual({ node_ids: [1406] })
    expect(tabFilter('all', [1406])).toEqual({})
    expect(tabFilter('standby', [])).toEqual({ status: ['standby'] })
  })

  test('the order is handed on', () => {
    expect(sortFilter(read('sort=-free_cru'))).toEqual({ sort_by: 'free_cru', sort_order: 'desc' })
    expect(sortFilter(read(''))).toEqual({ sort_by: 'node_id', sort_order: 'asc' })
  })
})
