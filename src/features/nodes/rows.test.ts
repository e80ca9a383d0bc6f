import { describe, expect, test } from 'vitest'
import type { GridNode } from '#gridproxy/schemas.ts'
import { pagesFor, pagesOf, rowKey, rowsOf, totalOf } from './rows.ts'

const page = (n: number, size: number) =>
  // rows look at a node's id and at nothing else
  Array.from({ length: size }, (_, i) => ({ nodeId: (n - 1) * 100 + i + 1 }) as GridNode)

describe('pages', () => {
  test('the first screen needs the first page only', () => expect(pagesOf(0, 40)).toEqual([1]))
  test('the next page is read before its first row is on screen', () =>
    expect(pagesOf(50, 85)).toEqual([1, 2]))
  test('a far row needs its own page and none before it', () =>
    expect(pagesOf(4940, 4979)).toEqual([50]))
})

test('the pages for rows on screen are the same list while nothing changes', () => {
  const row = (index: number) => ({ index, node: undefined })
  const before = [2]
  expect(pagesFor(before, [row(130), row(150)])).toBe(before)
  expect(pagesFor(before, [row(330), row(350)])).toEqual([4])
  expect(pagesFor(before, [])).toBe(before)
})

describe('the number of rows', () => {
  test('nobody knows before the first answer', () =>
    expect(totalOf([{ page: 1, items: undefined, count: null }], undefined)).toBeUndefined())
  test('the tab’s count stands until a page has come', () =>
    expect(totalOf([{ page: 9, items: undefined, count: null }], 5000)).toBe(5000))
  test('a page’s own count is newer', () =>
    expect(totalOf([{ page: 1, items: page(1, 100), count: 4999 }], 5000)).toBe(4999))
  test('a page that is not full is the last', () =>
    expect(totalOf([{ page: 3, items: page(3, 18), count: 240 }], 240)).toBe(218))
  test('an empty first page is an empty list', () =>
    expect(totalOf([{ page: 1, items: [], count: null }], 7)).toBe(0))
})

describe('rows', () => {
  test('every place has a row; those of pages on their way are blank', () => {
    const rows = rowsOf([{ page: 2, items: page(2, 100), count: 5000 }], 5000)
    expect(rows).toHaveLength(5000)
    expect(rows[99]?.node).toBeUndefined()
    expect(rows[100]?.node?.nodeId).toBe(101)
    expect(rows[4999]).toEqual({ index: 4999, node: undefined })
  })

  test('a row that did not change is the same object', () => {
    const items = page(1, 100)
    const before = rowsOf([{ page: 1, items, count: 200 }], 200)
    const after = rowsOf(
      [
        { page: 1, items, count: 200 },
        { page: 2, items: page(2, 100), count: 200 },
      ],
      200,
    )
    expect(after[5]).toBe(before[5])
    expect(after[150]).not.toBe(before[150])
  })

  test('rows beyond the number are dropped, and a node seen twice has two keys', () => {
    const [node] = page(1, 1)
    const rows = rowsOf([{ page: 1, items: [node!, node!, node!], count: 2 }], 2) // page(1, 1) has one
    expect(rows).toHaveLength(2)
    expect(new Set(rows.map(rowKey)).size).toBe(2)
  })
})
