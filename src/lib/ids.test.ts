import { expect, test } from 'vitest'
import { asContract, asFarm, asNode, asTwin } from './ids.ts'

test.each([0, 42, 4294967295, '0', '42', '4294967295'])('%j is an id', (value) => {
  expect(asNode(value)).toBe(Number(value))
  expect(asTwin(value)).toBe(Number(value))
  expect(asFarm(value)).toBe(Number(value))
})

test.each([
  -1,
  1.5,
  NaN,
  Infinity,
  4294967296,
  '',
  ' 42',
  '42 ',
  '-1',
  '1e3',
  '0x2a',
  '4294967296',
  '٤٢',
])('%j is no id', (value) => {
  expect(asNode(value)).toBeUndefined()
  expect(asTwin(value)).toBeUndefined()
  expect(asFarm(value)).toBeUndefined()
})

test('a contract id keeps every digit', () => {
  expect(asContract(18446744073709551615n)).toBe(18446744073709551615n)
})
