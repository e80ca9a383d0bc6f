import { blake2b } from '@noble/hashes/blake2.js'
import * as sr25519 from '@scure/sr25519'
import { expect, test } from 'vitest'
import { fromHex, utf8, type Bytes } from '#lib/bytes.ts'
import * as ed25519 from '#rmb/ed25519.ts'
import { keyPair } from '#rmb/keys.ts'
import { signedExtrinsic, signedHash } from './accountkey.ts'

const MINI = fromHex('aa4e323bade8609a595108b585c4135855430c411ccf7923f81438cd8a188fce')!
const HASH = 'bb4147237ac04507f685a210054e449a'

const verified = async (curve: string, message: Uint8Array, signature: Bytes, account: Bytes) =>
  curve === 'sr25519'
    ? sr25519.verify(message, signature, account)
    : ed25519.verify(account, message, signature)

const keys = [
  ['ed25519', 'a mini secret', MINI],
  ['sr25519', 'a mini secret', MINI],
  ['sr25519', 'the 64 bytes of a keystore', sr25519.secretFromSeed(MINI).slice()],
] as const

test.each(keys)(
  'an extrinsic is signed with %s out of %s: whole up to 256 bytes, its blake2b-256 hash beyond',
  async (curve, _, secret) => {
    const pair = await keyPair(secret, curve)
    for (const length of [0, 91, 256, 257, 1000]) {
      const bytes = new Uint8Array(length).map((_each, i) => i)
      const hex = await signedExtrinsic(pair, bytes)
      expect(hex).toMatch(/^0x[0-9a-f]{130}$/)
      const signature = fromHex(hex)!
      expect(signature[0]).toBe(curve === 'ed25519' ? 0 : 1)
      const message = length > 256 ? blake2b(bytes, { dkLen: 32 }) : bytes
      expect(await verified(curve, message, signature.slice(1), pair.account)).toBe(true)
    }
  },
)

test.each(keys)(
  'a deployment’s hash is signed with %s out of %s, in both styles',
  async (curve, _, secret) => {
    const pair = await keyPair(secret, curve)
    for (const [style, message] of [
      ['', fromHex(HASH)!],
      ['polka-wallet', utf8(`<Bytes>${HASH}</Bytes>`)],
    ] as const) {
      const { signature, signature_type } = await signedHash(pair, HASH, style)
      expect(signature).toMatch(/^[0-9a-f]{128}$/)
      expect(signature_type).toBe(curve)
      expect(await verified(curve, message, fromHex(signature)!, pair.account)).toBe(true)
    }
  },
)

test.each([`0x${HASH}`, HASH.toUpperCase(), HASH.slice(2), '', 'eyJhbGciOiJSUzUxMiIsInR5cCI6IkpX'])(
  'what is no hash is not signed: %s',
  async (text) => {
    const pair = await keyPair(MINI, 'ed25519')
    await expect(signedHash(pair, text, '')).rejects.toMatchObject({ code: 'refused' })
    await expect(signedHash(pair, text, 'polka-wallet')).rejects.toMatchObject({ code: 'refused' })
  },
)
