import { Metadata, TypeRegistry } from '@polkadot/types'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { toHex } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import { describe, type Spec } from '#mock/chain/description.ts'
import { blake256 } from '#mock/chain/extrinsic.ts'
import { compose } from '#mock/chain/metadata.ts'
import { signedPayload, unknownExtensions, type PayloadJson } from './payload.ts'

const specs: Spec[] = [144, 152]
const registries = specs.map((spec) => {
  const registry = new TypeRegistry()
  registry.setMetadata(new Metadata(registry, compose(describe(spec))), undefined, {
    ContractIdProvides: { extrinsic: {}, payload: {} },
  })
  return { registry, all: registry.signedExtensions }
})

const hex = (least: number, most = least) =>
  fc
    .uint8Array({ minLength: least, maxLength: most })
    .map((bytes): `0x${string}` => `0x${toHex(bytes)}`)
const u32 = fc.nat(0xffff_ffff).map((n): `0x${string}` => `0x${n.toString(16).padStart(8, '0')}`)
const tip = fc
  .bigInt(0n, (1n << 128n) - 1n)
  .map((n): `0x${string}` => `0x${n.toString(16).padStart(32, '0')}`)
/** 4 bits of the period's logarithm, then the phase in steps of the period's 4096th part. */
const mortal = fc.tuple(fc.integer({ min: 1, max: 15 }), fc.nat()).map(([log, n]) => {
  const steps = Math.min(2 ** (log + 1), 4096)
  const era = log | ((n % steps) << 4)
  return `0x${toHex(Uint8Array.of(era & 0xff, era >> 8))}` as const
})
const era = fc.oneof(fc.constant('0x00' as const), mortal)

test('the signed bytes are the public library’s own, short and long, for both specs', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...registries),
      fc.record({
        blockHash: hex(32),
        blockNumber: u32,
        era,
        genesisHash: hex(32),
        // remark_with_event and the like are no matter: the call is taken as it is
        method: hex(2, 400),
        nonce: u32,
        specVersion: u32,
        tip,
        transactionVersion: u32,
      }),
      fc.boolean(),
      ({ registry, all }, parts, bare) => {
        const payload: PayloadJson = {
          ...parts,
          address: toSs58(new Uint8Array(32)),
          signedExtensions: bare ? ['CheckNonce', 'CheckGenesis'] : all,
          version: 4,
        }
        // for the library the extensions are its registry's state
        registry.setSignedExtensions(payload.signedExtensions, {
          ContractIdProvides: { extrinsic: {}, payload: {} },
        })
        const raw = registry
          .createType('ExtrinsicPayload', payload, { version: 4 })
          .toU8a({ method: true })
        const expected = raw.length > 256 ? blake256(raw) : raw
        expect(toHex(signedPayload(payload))).toBe(toHex(expected))
      },
    ),
  )
})

const plain: PayloadJson = {
  address: '',
  blockHash: `0x${'11'.repeat(32)}`,
  blockNumber: '0x00000001',
  era: '0x00',
  genesisHash: `0x${'22'.repeat(32)}`,
  method: '0x0001',
  nonce: '0x00000003',
  specVersion: '0x00000098',
  tip: '0x00',
  transactionVersion: '0x00000002',
  signedExtensions: [],
  version: 4,
}

test('a payload of exactly 256 bytes is signed as it is, one more byte is hashed', () => {
  const at = (length: number) => signedPayload({ ...plain, method: `0x${'ab'.repeat(length)}` })
  expect(at(256)).toHaveLength(256)
  expect(at(257)).toHaveLength(32)
  expect(toHex(at(257))).toBe(toHex(blake256(new Uint8Array(257).fill(0xab))))
})

test('the metadata hash is signed, its mode sent', () => {
  const checked = { ...plain, signedExtensions: ['CheckMetadataHash'] }
  expect(toHex(signedPayload(checked))).toBe('00010000')
  const hashed = { ...checked, mode: 1, metadataHash: `0x${'cc'.repeat(32)}` }
  expect(toHex(signedPayload(hashed))).toBe(`00010101${'cc'.repeat(32)}`)
})

test('an extension that nobody knows adds nothing, and is told', () => {
  const strange = { ...plain, signedExtensions: ['CheckNonce', 'ContractIdProvides'] }
  expect(unknownExtensions(strange)).toEqual(['ContractIdProvides'])
  expect(toHex(signedPayload(strange))).toBe('00010c')
})

test('what is no payload of format 4 is not signed', () => {
  expect(() => signedPayload({ ...plain, version: 5 })).toThrow('format 5')
  expect(() => signedPayload({ ...plain, method: 'call' })).toThrow('call')
  const mortal = { ...plain, signedExtensions: ['CheckMortality'], era: 'soon' }
  expect(() => signedPayload(mortal)).toThrow('era')
})
