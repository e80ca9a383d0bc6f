import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { concat, equal, fromBase64url, fromHex, text, toBase64url, toHex, utf8 } from './bytes.ts'

const anyBytes = fc.uint8Array({ maxLength: 64 })

test('any bytes survive hex, in both cases, with and without 0x', () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const hex = toHex(bytes)
      expect(hex).toMatch(/^[0-9a-f]*$/)
      for (const form of [hex, hex.toUpperCase(), `0x${hex}`, `0X${hex}`]) {
        expect(fromHex(form)).toEqual(bytes)
      }
    }),
  )
})

test.each(['0', '0x0', 'zz', '0x0g', '00 ', ' 00', '0x0x00', '00\n', 'é0'])(
  'what is not hex has no bytes: %j',
  (hex) => expect(fromHex(hex)).toBeUndefined(),
)

test('empty hex is no bytes at all, with and without prefix', () => {
  expect(fromHex('')).toEqual(new Uint8Array())
  expect(fromHex('0x')).toEqual(new Uint8Array())
})

test('any bytes survive base64url, which needs no escaping in an address', () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const encoded = toBase64url(bytes)
      expect(encoded).toMatch(/^[A-Za-z0-9_-]*$/)
      expect(fromBase64url(encoded)).toEqual(bytes)
    }),
  )
  expect(toBase64url(Uint8Array.of(0xfb, 0xff, 0xfe))).toBe('-__-')
})

test.each(['A', 'AAAAA', 'AA==', 'A+', 'A/', 'A A', 'é'])(
  'what is not base64url has no bytes: %j',
  (encoded) => expect(fromBase64url(encoded)).toBeUndefined(),
)

test('texts survive UTF-8, a byte order mark included', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (s) => {
      expect(text(utf8(s))).toBe(s)
    }),
  )
  expect(text(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b))).toBe('\uFEFF{')
})

test('bytes that are not UTF-8 become U+FFFD and do not throw', () => {
  expect(text(Uint8Array.of(0x61, 0xff, 0x62))).toBe('a\uFFFDb')
})

test('parts are joined in order, and equality looks at every byte and the length', () => {
  const joined = concat(Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3))
  expect(joined).toEqual(Uint8Array.of(1, 2, 3))
  expect(equal(joined, Uint8Array.of(1, 2, 3))).toBe(true)
  expect(equal(joined, Uint8Array.of(1, 2, 4))).toBe(false)
  expect(equal(joined, Uint8Array.of(1, 2))).toBe(false)
  expect(concat()).toEqual(new Uint8Array())
})
