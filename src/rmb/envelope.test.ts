import * as fc from 'fast-check'
import { md5 } from '@noble/hashes/legacy.js'
import { expect, test } from 'vitest'
import { concat, toHex, utf8 } from '#lib/bytes.ts'
import { challenge, decode, encode, envelope, type EnvelopeInit } from './envelope.ts'

// text that UTF-8 can carry: no lone surrogates
const text = fc.string({ unit: 'grapheme', maxLength: 20 })
const bytes = fc.uint8Array({ maxLength: 80 }).map((view) => new Uint8Array(view))
const u32 = fc.nat(0xffffffff)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const u64 = fc.bigInt(0n, (1n << 64n) - 1n)

const address = fc.record({ twin: u32, connection: maybe(text) })
const message = fc.oneof(
  fc.record({ case: fc.constant('request' as const), value: fc.record({ command: text }) }),
  fc.record({ case: fc.constant('response' as const), value: fc.constant({}) }),
  fc.record({
    case: fc.constant('error' as const),
    value: fc.record({ code: u32, message: text }),
  }),
  fc.record({ case: fc.constantFrom('ping' as const, 'pong' as const), value: fc.constant({}) }),
)
const payload = fc.record({
  case: fc.constantFrom('plain' as const, 'cipher' as const),
  value: bytes,
})
const fields = fc.record({
  uid: text,
  tags: maybe(text),
  timestamp: u64,
  expiration: u64,
  source: maybe(address),
  destination: maybe(address),
  message: maybe(message),
  signature: maybe(bytes),
  schema: maybe(text),
  federation: maybe(text),
  payload: maybe(payload),
  relays: fc.array(text, { maxLength: 4 }),
})
type Fields = typeof fields extends fc.Arbitrary<infer T> ? T : never

/** Without the keys that are absent: the library knows absence, not undefined. */
function init(of: Fields): EnvelopeInit {
  const present = (value: unknown): unknown =>
    typeof value === 'object' &&
    value !== null &&
    !ArrayBuffer.isView(value) &&
    !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, v]) => v !== undefined)
            .map(([key, v]) => [key, present(v)]),
        )
      : value
  return present(of) as EnvelopeInit // the same fields, so the same shape
}

test('what is encoded is decoded with the same fields, absent and empty told apart', () => {
  fc.assert(
    fc.property(fields, (of) => {
      const sent = envelope(init(of))
      const received = decode(encode(sent))!
      expect(received).toEqual(sent)
      for (const key of ['tags', 'schema', 'federation', 'signature', 'source'] as const) {
        expect(received[key] === undefined).toBe(of[key] === undefined)
      }
      expect(received.payload.case).toBe(of.payload?.case)
      expect(received.source?.connection).toBe(of.source?.connection)
      expect(encode(received)).toEqual(encode(sent))
    }),
  )
})

test('the challenge is the MD5 of the parts in their order, with nothing between', () => {
  fc.assert(
    fc.property(fields, (of) => {
      const { message: m } = of
      const where = (a: Fields['source']) => (a ? [String(a.twin), a.connection ?? ''] : [])
      const head = [
        of.uid,
        of.tags ?? '',
        String(of.timestamp),
        String(of.expiration),
        ...where(of.source),
        ...where(of.destination),
        m?.case === 'request' ? m.value.command : '',
        ...(m?.case === 'error' ? [String(m.value.code), m.value.message] : []),
        of.schema ?? '',
        of.federation ?? '',
      ].join('')
      const preimage = concat(
        utf8(head),
        of.payload?.value ?? new Uint8Array(),
        utf8(of.relays.join('')),
      )
      expect(toHex(challenge(envelope(init(of))))).toBe(toHex(md5(preimage)))
      // the frame says the same
      expect(challenge(decode(encode(envelope(init(of))))!)).toEqual(md5(preimage))
    }),
  )
})

test('an empty plain payload is on the wire as 6a 00', () => {
  const frame = encode(envelope({ payload: { case: 'plain', value: new Uint8Array() } }))
  expect(toHex(frame)).toBe('6a00')
  expect(decode(frame)!.payload.case).toBe('plain')
})

test('unknown fields survive decoding, and do not enter the challenge', () => {
  const plain = encode(envelope({ uid: 'u' }))
  const more = concat(plain, Uint8Array.of(0x98, 0x06, 0x2a))
  const received = decode(more)!
  expect(encode(received)).toEqual(more)
  expect(challenge(received)).toEqual(challenge(decode(plain)!))
})

test('no bytes at all make decode throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (junk) => void decode(junk)),
    { numRuns: 2000 },
  )
  expect(decode(Uint8Array.of(0x0a, 0x24, 0x31))).toBeUndefined()
  expect(decode(Uint8Array.of(0x0a, 0x01, 0xff))).toBeUndefined() // not UTF-8
})
