import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson, stringifyJson } from './json.ts'

test('integers a number holds exactly stay numbers, others become bigint with every digit', () => {
  expect(parseJson('9007199254740991')).toBe(9007199254740991)
  expect(parseJson('9007199254740992')).toBe(9007199254740992n)
  expect(parseJson('-9007199254740993')).toBe(-9007199254740993n)
  expect(parseJson('{"a":[18446744073709551615]}')).toEqual({ a: [18446744073709551615n] })
})

test('long fractions and exponents stay numbers: only plain digits are integers', () => {
  expect(parseJson('0.12500000000000000')).toBe(0.125)
  expect(parseJson('[1e21,1234567890123456.5]')).toEqual([1e21, 1234567890123456.5])
})

test('digits inside texts are left alone', () => {
  expect(parseJson('{"18446744073709551615":"18446744073709551615"}')).toEqual({
    '18446744073709551615': '18446744073709551615',
  })
})

test('the last of duplicate keys wins, with long integers too', () => {
  expect(parseJson('{"a":1,"a":2}')).toEqual({ a: 2 })
  expect(parseJson('{"a":18446744073709551615,"a":18446744073709551614}')).toEqual({
    a: 18446744073709551614n,
  })
})

test('a key named __proto__ changes no prototype', () => {
  const parsed = parseJson('{"__proto__":{"polluted":18446744073709551615}}')
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype)
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

test.each(['', '{', '{"a":}', '01', 'NaN', '[18446744073709551615', '\uFEFF{}'])(
  'what is not JSON throws SyntaxError: %j',
  (source) => expect(() => parseJson(source)).toThrow(SyntaxError),
)

test('a bigint is written as a plain integer, small or large', () => {
  expect(stringifyJson({ contract_id: 7n, max: 18446744073709551615n, min: -1n })).toBe(
    '{"contract_id":7,"max":18446744073709551615,"min":-1}',
  )
  expect(stringifyJson([1n], 1)).toBe('[\n 1\n]')
})

test('what was written is read back as it was, whatever the size of its integers', () => {
  const integer = fc.bigInt({ min: -(1n << 70n), max: 1n << 70n })
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.oneof(integer, fc.string(), fc.boolean())),
      (value) => {
        const exact = Object.fromEntries(
          Object.entries(value).map(([key, v]) => [
            key,
            typeof v === 'bigint' && Number.isSafeInteger(Number(v)) ? Number(v) : v,
          ]),
        )
        expect(Object.entries(parseJson(stringifyJson(value)) as object)).toEqual(
          Object.entries(exact),
        )
      },
    ),
  )
})
