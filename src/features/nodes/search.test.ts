import { expect, test } from 'vitest'
import { termOf } from './search.ts'

test('nothing typed asks for nothing', () => {
  expect(termOf('')).toEqual({ kind: 'none' })
  expect(termOf('   ')).toEqual({ kind: 'none' })
})

test('a bare number must be looked up, for it may be a node, a twin or a farm', () => {
  expect(termOf(' 2908 ')).toEqual({ kind: 'number', n: 2908 })
})

test.each([
  ['node 11', { node_ids: [11] }],
  ['Twin:2908', { twin_id: 2908 }],
  ['farm #7', { farm_ids: [7] }],
])('%s names its kind', (typed, filter) => {
  expect(termOf(typed)).toEqual({ kind: 'filter', filter })
})

test('a number beyond all ids means no node, and never all of them', () => {
  expect(termOf('99999999999')).toEqual({ kind: 'filter', filter: { node_ids: [] } })
})

test.each(['185.206', '185.206.122.33', '185.206.122.33/24', '185.'])('%s is IPv4', (start) => {
  expect(termOf(start)).toEqual({ kind: 'address', start })
})

test.each(['2a10:b600', '2A10:B600:1::33', '2a10:b600:1::33/64', '::1'])('%s is IPv6', (typed) => {
  expect(termOf(typed)).toEqual({ kind: 'address', start: typed.toLowerCase() })
})

test.each(['Nile', 'Rack 2', 'twin peaks', '1.2.3.4.5', '<b>x</b>'])(
  '%s is a part of a farm’s name',
  (typed) => {
    expect(termOf(typed)).toEqual({ kind: 'filter', filter: { farm_name_contains: typed } })
  },
)
