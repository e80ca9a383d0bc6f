import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fromHex, toHex } from '#lib/bytes.ts'
import { parseJson } from '#lib/json.ts'
import { describe } from './description.ts'
import { readExtrinsic, signedBy } from './extrinsic.ts'
import { hashOf, type Header } from './header.ts'

// requests and answers of a real conversation with the spec 144 chain (facts: tfchain.md section 12)
const recorded = parseJson(readFileSync(new URL('./recorded.json', import.meta.url), 'utf8')) as {
  // the file's own shape
  genesis: string
  headers: { hash: string; header: Record<string, string> & { digest: { logs: string[] } } }[]
  extrinsics: { hex: string; birth: string }[]
}

const bytes = (hex: string) => fromHex(hex) ?? new Uint8Array()
const description = describe(144)
const chain = { spec: 144, transactionVersion: 2, genesis: bytes(recorded.genesis) }

test('three extrinsics that the real chain took are verified', () => {
  const read = recorded.extrinsics.map(({ hex, birth }) => {
    const extrinsic = readExtrinsic(bytes(hex), description)
    expect(signedBy(extrinsic, { ...chain, birth: bytes(birth) })).toBe(true)
    expect(signedBy(extrinsic, { ...chain, spec: 152, birth: bytes(birth) })).toBe(false)
    expect(signedBy(extrinsic, { ...chain, birth: bytes(recorded.genesis) })).toBe(false)
    return extrinsic
  })
  expect(read.map(({ nonce, era, tip }) => [nonce, era, tip])).toEqual(
    [1, 2, 3].map((block, nonce) => [nonce, { period: 64, phase: block }, 0n]),
  )
  expect(read.map(({ call }) => Object.values(call).map((c) => Object.keys(c)))).toEqual([
    [['transfer_keep_alive']],
    [['user_accept_tc']],
    [['create_twin']],
  ])
})

test('the hash of a recorded header is the recorded hash', () => {
  for (const { hash, header } of recorded.headers) {
    const own: Header = {
      parentHash: bytes(header['parentHash'] ?? ''),
      number: Number(header['number']),
      stateRoot: bytes(header['stateRoot'] ?? ''),
      extrinsicsRoot: bytes(header['extrinsicsRoot'] ?? ''),
      logs: header.digest.logs.map(bytes),
    }
    expect(`0x${toHex(hashOf(own))}`).toBe(hash)
  }
  expect(recorded.headers).toHaveLength(4)
})
