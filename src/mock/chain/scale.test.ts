import { compactToU8a } from '@polkadot/util'
import { xxhashAsU8a } from '@polkadot/util-crypto'
import { assert, bigInt, property, uint8Array } from 'fast-check'
import { expect, test } from 'vitest'
import { toHex, utf8 } from '#lib/bytes.ts'
import { describe } from './description.ts'
import { compact, ScaleError, takeCompact } from './scale.ts'
import { twox } from './xxhash.ts'

const { codec } = describe(152)

test('compact integers are written and read as the public library writes them', () => {
  assert(
    property(bigInt({ min: 0n, max: (1n << 128n) - 1n }), (n) => {
      const bytes = compact(n)
      expect(toHex(bytes)).toBe(toHex(compactToU8a(n)))
      expect(takeCompact({ bytes, at: 0 })).toBe(n)
    }),
  )
  for (const edge of [0, 63, 64, 16383, 16384, 2 ** 30 - 1, 2 ** 30]) {
    expect(toHex(compact(edge))).toBe(toHex(compactToU8a(edge)))
  }
})

test('a value comes back as it went in, nested as deep as a contract', () => {
  const ip = { ip: utf8('185.206.122.33/24'), gateway: utf8('185.206.122.1'), contract_id: 7n }
  const contract = {
    version: 4,
    state: { GracePeriod: 12345n },
    contract_id: 7n,
    twin_id: 3,
    contract_type: {
      NodeContract: {
        node_id: 1,
        deployment_hash: utf8('0123456789abcdef0123456789abcdef'),
        deployment_data: utf8('{}'),
        public_ips: 1,
        public_ips_list: [ip],
      },
    },
    solution_provider_id: null,
  }
  const bytes = codec.encode('Contract', contract)
  expect(codec.decode('Contract', bytes)).toEqual(contract)
  expect(codec.encode('Contract', codec.decode('Contract', bytes))).toEqual(bytes)
})

test('what does not fit its type is refused', () => {
  const long = codec.encode('Vec<u8>', new Uint8Array(513))
  expect(() => codec.decode('Bound<u8,512>', long)).toThrow(ScaleError)
  expect(codec.decode('Bound<u8,512>', codec.encode('Vec<u8>', new Uint8Array(512)))).toHaveLength(
    512,
  )
  expect(() => codec.decode('u32', Uint8Array.of(1, 2, 3))).toThrow(ScaleError)
  expect(() => codec.decode('u8', Uint8Array.of(1, 2))).toThrow(ScaleError)
  expect(() => codec.decode('Option<u8>', Uint8Array.of(2, 0))).toThrow(ScaleError)
  expect(() => codec.decode('Power', Uint8Array.of(9))).toThrow(ScaleError)
  expect(() => codec.decode('Vec<u32>', compact(2 ** 29))).toThrow(ScaleError)
  expect(() => codec.encode('u8', 256)).toThrow(ScaleError)
})

test('storage prefixes are the chain’s own', () => {
  // the two prefixes are read off a recorded conversation (facts: tfchain.md section 12, trace-minimal.jsonl)
  expect(toHex(twox(utf8('System'), 128)) + toHex(twox(utf8('Account'), 128))).toBe(
    '26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9',
  )
  expect(toHex(twox(utf8('TfgridModule'), 128)) + toHex(twox(utf8('TwinIdByAccountID'), 128))).toBe(
    '19a2526838feefd7695a3b5715b415b1aca6514962aa3f0d58aff3524045f9e0',
  )
  assert(
    property(uint8Array({ maxLength: 100 }), (bytes) => {
      expect(toHex(twox(bytes, 128))).toBe(toHex(xxhashAsU8a(bytes, 128)))
    }),
  )
})
