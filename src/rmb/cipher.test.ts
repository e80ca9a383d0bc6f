import * as fc from 'fast-check'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { expect, test } from 'vitest'
import { decipher, encipher, sharedKey } from './cipher.ts'
import { localIdentity } from './crypto.ts'
import { decode } from './envelope.ts'
import { miniSecret, pkOf } from './keys.ts'
import { ME, member, MNEMONIC } from './testgrid.ts'

const mine = miniSecret(MNEMONIC)
const theirs = miniSecret(`0x${'11'.repeat(32)}`)

test('what one side enciphers the other opens, and nobody else', async () => {
  const [a, b] = [await sharedKey(mine, pkOf(theirs)), await sharedKey(theirs, pkOf(mine))]
  const stranger = await sharedKey(miniSecret(`0x${'22'.repeat(32)}`), pkOf(mine))
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(), async (plain, n) => {
      const cipher = await encipher(a, plain)
      expect(cipher.length).toBe(plain.length + 28)
      expect(await decipher(b, cipher)).toEqual(new Uint8Array(plain))
      expect(await decipher(stranger, cipher)).toBeUndefined()
      cipher[n % cipher.length]! ^= 1
      expect(await decipher(b, cipher)).toBeUndefined()
    }),
  )
})

test('no two nonces are alike, and their bytes use the whole range', async () => {
  const key = await sharedKey(mine, pkOf(theirs))
  const nonces = await Promise.all(
    Array.from({ length: 200 }, async () => (await encipher(key, new Uint8Array(1))).slice(0, 12)),
  )
  expect(new Set(nonces.map(String)).size).toBe(200)
  expect(Math.max(...nonces.flatMap((nonce) => [...nonce]))).toBeGreaterThan(200)
})

test('a peer key that is no compressed point is refused as such', async () => {
  const off = new Uint8Array(33).fill(0xff)
  off[0] = 2
  const uncompressed = secp256k1.ProjectivePoint.fromHex(pkOf(theirs)).toRawBytes(false)
  for (const pk of [
    new Uint8Array(),
    new Uint8Array(33),
    off,
    pkOf(theirs).subarray(1),
    uncompressed,
  ]) {
    await expect(sharedKey(mine, pk)).rejects.toMatchObject({ code: 'peer-key' })
  }
})

test('an identity that was disposed of does nothing any more', async () => {
  const { record } = await member(1001)
  for (const curve of ['ed25519', 'sr25519'] as const) {
    const secret = mine.slice()
    const identity = await localIdentity({ twin: ME, secret, curve })
    const draft = {
      uid: 'u',
      command: 'c',
      timestamp: 1,
      expiration: 1,
      source: { twin: ME, connection: 's' },
      destination: { twin: 1001 },
      payload: new Uint8Array(3),
      relays: [],
    }
    const frame = await identity.seal(draft, record.pk)
    expect(decode(frame)!.payload.case).toBe('cipher')
    identity.dispose()
    await expect(identity.seal(draft, undefined)).rejects.toMatchObject({ code: 'locked' })
    await expect(identity.open(frame, record)).rejects.toMatchObject({ code: 'locked' })
    await expect(identity.token({ sid: 's', iat: 1, exp: 2 })).rejects.toMatchObject({
      code: 'locked',
    })
    expect(secret).toEqual(mine) // the caller's copy is the caller's
    expect(JSON.stringify(identity)).not.toContain('aa4e')
  }
})
