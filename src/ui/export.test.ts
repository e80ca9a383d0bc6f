import { expect, test } from 'vitest'
import { columnOf } from './column.ts'
import { csvCell, toCsv } from './export.ts'

test('a cell with a comma, a quote or a line break is quoted and its quotes doubled', () => {
  expect(csvCell('a,b')).toBe('"a,b"')
  expect(csvCell('say "x"')).toBe('"say ""x"""')
  expect(csvCell('two\nlines')).toBe('"two\nlines"')
})

test('a text that a spreadsheet would run as a formula gets an apostrophe', () => {
  expect(csvCell('=HYPERLINK("http://x")')).toBe(`"'=HYPERLINK(""http://x"")"`)
  for (const first of ['+', '-', '@', '\t']) expect(csvCell(`${first}1`)).toBe(`'${first}1`)
  expect(csvCell('\r=1')).toBe(`"'\r=1"`)
})

test('numbers stay numbers, negative ones too, and large ones keep every digit', () => {
  expect(csvCell(-4)).toBe('-4')
  expect(csvCell(18446744073709551615n)).toBe('18446744073709551615')
})

test('absent values are empty cells', () => {
  expect(csvCell(undefined)).toBe('')
  expect(csvCell(null)).toBe('')
})

test('a table exports the columns that have a value, head first', () => {
  const column = columnOf<{ node: number; farm: string }>()
  const csv = toCsv(
    [
      column({ id: 'node', header: 'Node', cell: () => null, value: (row) => row.node }),
      column({ id: 'meter', header: 'Used', cell: () => null }),
      column({ id: 'farm', header: 'Farm, name', cell: () => null, value: (row) => row.farm }),
    ],
    [{ node: 11, farm: '=1+1' }],
  )
  expect(csv).toBe(`Node,"Farm, name"\r\n11,'=1+1\r\n`)
})
