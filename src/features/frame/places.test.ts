import { expect, test } from 'vitest'
import { lookup, places } from './places.ts'

test('a number leads to the node, its tabs and the farm', () => {
  const found = lookup('11')
  expect(found[0]).toMatchObject({ label: 'Node 11', href: '/nodes/11' })
  expect(found.map(({ href }) => href)).toContain('/nodes/11/farmer')
  expect(found.at(-1)).toMatchObject({ href: '/farms/11' })
})

test('a word beside the number chooses among them', () => {
  expect(lookup('node 11 cap').map(({ href }) => href)).toEqual(['/nodes/11/capacity'])
  expect(lookup('farm 7').map(({ href }) => href)).toEqual(['/nodes/7/farmer', '/farms/7'])
})

test('what is no id leads nowhere', () => {
  expect(lookup('capacity')).toEqual([])
  expect(lookup('99999999999')).toEqual([])
})

test('every place has an address of its own', () => {
  const hrefs = places.map(({ href }) => href)
  expect(new Set(hrefs).size).toBe(hrefs.length)
})
