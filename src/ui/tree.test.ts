import { expect, test } from 'vitest'
import { cut, leaves, search, type TreeItem } from './tree.ts'

const tree: TreeItem[] = [
  {
    key: 'bios',
    name: 'BIOS',
    children: [
      { key: 'vendor', name: 'Vendor', value: 'American Megatrends' },
      { key: 'serial', name: 'Serial Number', value: 'S452' },
    ],
  },
  { key: 'mem', name: 'Memory', children: [{ key: 'size', name: 'Size', value: '32 GiB' }] },
]

test('a search keeps what holds the text and the way to it', () => {
  expect(search(tree, 's452')).toEqual([
    { ...tree[0], children: [{ key: 'serial', name: 'Serial Number', value: 'S452' }] },
  ])
})

test('an item found by its own name keeps all its children', () => {
  expect(search(tree, 'memory')).toEqual([tree[1]])
})

test('an empty search keeps the tree as it is', () => {
  expect(search(tree, '  ')).toBe(tree)
})

test('nothing found is an empty tree', () => {
  expect(search(tree, 'no such')).toEqual([])
})

test('facts are counted by their values', () => {
  expect(leaves(tree)).toBe(3)
})

test('a text is cut around what was found, in its own letters', () => {
  expect(cut('American Megatrends', 'mega')).toEqual(['American ', 'Mega', 'trends'])
  expect(cut('Vendor', '')).toEqual(['Vendor'])
})
