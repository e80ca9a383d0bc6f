import { expect, test } from 'vitest'
import { concat } from '#lib/bytes.ts'
import { describe } from './description.ts'
import { birth, mortal } from './era.ts'
import { readExtrinsic, signedBy } from './extrinsic.ts'
import { hashOf, hex } from './header.ts'
import { bytesOf, recorded, recordedExtrinsics, recordedHeaders } from './recorded.ts'
import { ScaleError } from './scale.ts'

const description = describe(144)
const chain = { spec: 144, transactionVersion: 2, genesis: bytesOf(recorded.genesis) }
const headers = recordedHeaders()

test('three extrinsics that the real chain took are verified, and only for that chain and block', () => {
  const read = recordedExtrinsics().map((bytes, i) => {
    const extrinsic = readExtrinsic(bytes, description)
    const born = bytesOf(headers.find(({ header }) => header.number === i + 1)?.hash ?? '')
    expect(signedBy(extrinsic, { ...chain, birth: born })).toBe(true)
    expect(signedBy(extrinsic, { ...chain, spec: 152, birth: born })).toBe(false)
    expect(signedBy(extrinsic, { ...chain, birth: chain.genesis })).toBe(false)
    expect(signedBy({ ...extrinsic, curve: 'Ed25519' }, { ...chain, birth: born })).toBe(false)
    return extrinsic
  })
  expect(read.map(({ nonce, era, tip }) => [nonce, era, tip])).toEqual(
    [1, 2, 3].map((block, nonce) => [nonce, { period: 64, phase: block }, 0n]),
  )
  const calls = read.map(({ call }) => Object.values(call).flatMap((of) => Object.keys(of)))
  expect(calls).toEqual([['transfer_keep_alive'], ['user_accept_tc'], ['create_twin']])
})

test('the hash of a recorded header is the recorded hash', () => {
  expect(headers.map(({ header }) => hex(hashOf(header)))).toEqual(headers.map(({ hash }) => hash))
  expect(headers).toHaveLength(4)
})

test('an era is born where its phase says, in every turn of its period', () => {
  const era = mortal(0x15, 0x00) // as recorded: 64 blocks from block 1
  expect(era).toEqual({ period: 64, phase: 1 })
  expect([1, 2, 64, 65, 128, 129].map((block) => birth(era ?? 'immortal', block))).toEqual([
    1, 1, 1, 65, 65, 129,
  ])
  expect(mortal(0x00, 0x00)).toBe(undefined)
})

test('what is no signed extrinsic is not read', () => {
  const [good = new Uint8Array()] = recordedExtrinsics()
  const bad = [
    good.subarray(0, -1),
    concat(good, Uint8Array.of(0)),
    bytesOf('0x280401000b509810faa101'), // the clock's own, unsigned
    good.map((byte, i) => (i === good.length - 38 ? 99 : byte)), // a pallet that is not there
    new Uint8Array(),
  ]
  for (const bytes of bad) expect(() => readExtrinsic(bytes, description)).toThrow(ScaleError)
})
