import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import {
  bounded,
  dict,
  faultOf,
  flag,
  float,
  list,
  orNull,
  orZero,
  RAW_LIMIT,
  text,
  u32,
  u64,
} from './reader.ts'

const reads = (schema: z.ZodMiniType, value: unknown) => {
  const read = z.safeParse(schema, value)
  return read.success ? read.data : faultOf(read.error)
}

test('a u64 is exact from 0 to its largest, and nothing else is one', () => {
  expect(reads(u64, 0)).toBe(0n)
  expect(reads(u64, 9007199254740991)).toBe(9007199254740991n)
  expect(reads(u64, 18446744073709551615n)).toBe(18446744073709551615n)
  for (const odd of [
    -1,
    1.5,
    NaN,
    2 ** 53,
    1e21,
    -1n,
    1n << 64n,
    '7',
    null,
    undefined,
    true,
    [],
    {},
  ]) {
    expect(reads(u64, odd)).toBe('the whole answer: expected an unsigned 64-bit integer')
  }
})

test('a u32 is refused beyond 32 bits', () => {
  expect(reads(u32, 4294967295)).toBe(4294967295)
  for (const odd of [4294967296, -1, 1.5, '1', null])
    expect(reads(u32, odd)).toMatch(/^the whole answer/)
})

test('a large float written as digits is a number again, and infinity is none', () => {
  expect(reads(float, 18446744073709551616n)).toBe(18446744073709552000)
  expect(reads(float, 1.5)).toBe(1.5)
  for (const odd of [Infinity, NaN, '1', null])
    expect(reads(float, odd)).toMatch(/expected a number/)
})

test('what Go leaves out or writes as null is its zero value', () => {
  for (const none of [null, undefined]) {
    expect(reads(text, none)).toBe('')
    expect(reads(flag, none)).toBe(false)
    expect(reads(list(text), none)).toEqual([])
    expect(reads(dict(text), none)).toEqual({})
    expect(reads(orNull(u64), none)).toBeNull()
    expect(reads(orZero(u32), none)).toBe(0)
  }
})

test('a wrong type is a fault, not a zero value', () => {
  expect(reads(text, 5)).toBe('the whole answer: expected string')
  expect(reads(flag, 'true')).toMatch(/^the whole answer: expected/)
  expect(reads(list(text), {})).toBe('the whole answer: expected array')
  expect(reads(dict(text), [])).toBe('the whole answer: expected record')
})

test('a fault says where it is', () => {
  const schema = z.looseObject({ pools: list(z.looseObject({ size: u64 })) })
  expect(reads(schema, { pools: [{ size: 1 }, { size: 'x' }] })).toBe(
    'pools[1].size: expected an unsigned 64-bit integer',
  )
  const long = reads(dict(u32), { ['k'.repeat(500)]: 'x' })
  expect(String(long).length).toBeLessThan(200)
})

test('a map cannot reach a prototype', () => {
  const read = reads(dict(z.unknown()), JSON.parse('{"__proto__":{"x":1},"constructor":1}'))
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
  expect((read as { x?: unknown }).x).toBeUndefined()
})

test('raw text is kept whole up to its bound, and says that it was cut beyond', () => {
  expect(bounded('x'.repeat(RAW_LIMIT))).toHaveLength(RAW_LIMIT)
  const cut = bounded('x'.repeat(RAW_LIMIT + 1))
  expect(cut).toContain(`${RAW_LIMIT + 1} characters in all`)
  expect(cut.length).toBeLessThan(RAW_LIMIT + 100)
})
