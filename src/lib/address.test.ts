import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical, formatIp, parseCidr, parseIp } from './address.ts'

test('two spellings of one address are one text', () => {
  expect(canonical('2A10:B600:0001::0033/64')).toBe('2a10:b600:1::33/64')
  expect(canonical('2a10:b600:1:0:0:0:0:33/64')).toBe('2a10:b600:1::33/64')
  expect(canonical(' 185.206.122.33/24 ')).toBe('185.206.122.33/24')
  expect(canonical('GENT01.grid.example')).toBe('gent01.grid.example')
})

test('IPv6 is written as RFC 5952 asks', () => {
  const cases: [string, string][] = [
    ['0:0:0:0:0:0:0:0', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['fe80::', 'fe80::'],
    ['::1.2.3.4', '::102:304'],
  ]
  for (const [text, wanted] of cases) expect(canonical(text), text).toBe(wanted)
})

test('a mapped address is IPv4 with a prefix 96 shorter, as Go writes it', () => {
  expect(canonical('::ffff:10.1.0.0/112')).toBe('10.1.0.0/16')
  expect(canonical('::ffff:10.1.0.0/64')).toBe('10.1.0.0/0')
  expect(canonical('10.1.0.0/016')).toBe('10.1.0.0/16')
})

test('what Go refuses is no address', () => {
  const wrong = [
    '',
    '1.2.3',
    '10.0.0.01',
    '256.1.1.1',
    '1.2.3.4.5',
    'fe80::1%eth0',
    ':::',
    '1::2::3',
  ]
  for (const text of [
    ...wrong,
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8:9',
    'g::1',
    ':1',
  ]) {
    expect(parseIp(text), text).toBeUndefined()
  }
  for (const text of [
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/0000000008',
    '::/129',
    '/24',
  ]) {
    expect(parseCidr(text), text).toBeUndefined()
  }
})

test('host bits are kept', () => {
  expect(canonical('10.20.30.7/24')).toBe('10.20.30.7/24')
})

test('every IPv6 address survives being written and read', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), (value) => {
      const text = formatIp({ version: 6, value })
      fc.pre(value >> 32n !== 0xffffn)
      expect(parseIp(text)).toEqual({ version: 6, value })
    }),
  )
})

test('any text has a canonical form that is its own', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (text) => {
      const once = canonical(text)
      expect(canonical(once)).toBe(once)
    }),
  )
})
