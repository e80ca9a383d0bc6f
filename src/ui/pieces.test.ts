import { describe, expect, test } from 'vitest'
import { BaseError } from '#lib/error.ts'
import { asNodeTab, paths } from '#paths.ts'
import { columnOf, compare, sorted } from './column.ts'
import { explain } from './explain.ts'
import { middle } from './middle.ts'
import { find } from './palette.ts'

describe('middle', () => {
  test('a long id keeps eight letters before and four after', () => {
    expect(middle('b31c7e0a55a94d294d2')).toBe('b31c7e0a…94d2')
  })
  test('a text that would not get shorter stays whole', () => {
    expect(middle('1234567890123')).toBe('1234567890123')
  })
  test('letters outside the basic plane are not cut in two', () => {
    expect(middle('😀'.repeat(20))).toBe(`${'😀'.repeat(8)}…${'😀'.repeat(4)}`)
  })
})

describe('sorting', () => {
  test('numbers and bigints mix, and large ones stay exact', () => {
    expect(compare(2n ** 64n, 2n ** 64n + 1n)).toBe(-1)
    expect(compare(3, 2n)).toBe(1)
  })
  test('names with numbers are ordered as people count', () => {
    expect(['eno10', 'eno2'].sort(compare)).toEqual(['eno2', 'eno10'])
  })
})

describe('a table’s order', () => {
  const column = columnOf<{ n: number | undefined }>()
  const columns = [column({ id: 'n', header: 'N', cell: () => null, sort: (row) => row.n })]
  const rows = [{ n: 2 }, { n: undefined }, { n: 10 }]
  test('absent values come last in both directions', () => {
    const order = (desc: boolean) => sorted(rows, columns, { id: 'n', desc }).map((row) => row.n)
    expect(order(false)).toEqual([2, 10, undefined])
    expect(order(true)).toEqual([10, 2, undefined])
  })
  test('without an order, or by an unknown column, rows stay as they come', () => {
    expect(sorted(rows, columns, undefined)).toBe(rows)
    expect(sorted(rows, columns, { id: 'other', desc: true })).toBe(rows)
  })
})

describe('explaining an error', () => {
  test('the sentence, the code and the machine’s words are kept apart', () => {
    const error = new BaseError('timeout', 'Node 11 did not answer.', { details: 'after 10.0 s' })
    expect(explain(error, 'zos.storage.pools')).toEqual({
      sentence: 'Node 11 did not answer.',
      advice: 'It may be offline, or busy with something long.',
      details: 'zos.storage.pools · timeout · after 10.0 s',
    })
  })
  test('anything thrown has a sentence', () => {
    expect(explain('broken').sentence).toBe('broken')
    expect(explain(new Error('The node answered oddly.'), undefined, 'Node 12').sentence).toBe(
      'Node 12 answered oddly.',
    )
    expect(explain(new Error('')).sentence).not.toBe('')
  })
})

describe('the palette', () => {
  const items = [
    { id: 'a', label: 'Network settings', group: 'Views' },
    { id: 'b', label: 'Settings', group: 'Views', words: 'network' },
    { id: 'c', label: 'Nodes', group: 'Views' },
  ]
  test('every typed word must be found; labels that begin with it come first', () => {
    expect(find(items, 'settings').map((item) => item.id)).toEqual(['b', 'a'])
    expect(find(items, 'set net').map((item) => item.id)).toEqual(['a', 'b'])
    expect(find(items, 'farm')).toEqual([])
  })
  test('without a word everything is there in its order', () => {
    expect(find(items, ' ').map((item) => item.id)).toEqual(['a', 'b', 'c'])
  })
})

describe('paths', () => {
  test('the overview of a node has no suffix', () => {
    expect(paths.node(11)).toBe('/nodes/11')
    expect(paths.node(11, 'capacity')).toBe('/nodes/11/capacity')
  })
  test('empty search parameters are left out and others escaped', () => {
    expect(paths.nodes({ q: 'a b&c', status: undefined, farm: '' })).toBe('/nodes?q=a+b%26c')
  })
  test('an unknown tab is no tab', () => {
    expect(asNodeTab('nope')).toBeUndefined()
    expect(asNodeTab(undefined)).toBe('overview')
  })
})
