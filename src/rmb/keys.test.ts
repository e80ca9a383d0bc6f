import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, utf8 } from '#lib/bytes.ts'
import * as ed25519 from './ed25519.ts'
import { keyPair, miniSecret, pkOf, SecretError, verify } from './keys.ts'
import { MNEMONIC } from './testgrid.ts'

const MINI = 'aa4e323bade8609a595108b585c4135855430c411ccf7923f81438cd8a188fce'
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((view) => new Uint8Array(view))

describe('a secret', () => {
  test('is read whatever its case and spacing', () => {
    const mini = fromHex(MINI)
    for (const typed of [
      MNEMONIC,
      ` ${MNEMONIC.toUpperCase().replaceAll(' ', '  \n')} `,
      `0x${MINI}`,
      MINI,
      `0X${MINI.toUpperCase()}`,
    ]) {
      expect(miniSecret(typed)).toEqual(mini)
    }
  })

  const words = MNEMONIC.split(' ')
  const wrong: [string, string, string][] = [
    ['words', 'eleven words', words.slice(1).join(' ')],
    ['words', 'nothing', ''],
    [
      'word',
      'a word that is none',
      [...words.slice(0, 4), 'secretword', ...words.slice(5)].join(' '),
    ],
    ['checksum', 'two words exchanged', [words[1], words[0], ...words.slice(2)].join(' ')],
    ['seed', 'a short seed', `0x${MINI.slice(2)}`],
    ['seed', 'a seed that is not hex', `0x${MINI.slice(2)}zz`],
  ]
  test.each(wrong)('is refused as %s: %s, and never repeated', (code, _what, typed) => {
    let error: unknown
    try {
      miniSecret(typed)
    } catch (caught) {
      error = caught
    }
    expect(error).toBeInstanceOf(SecretError)
    expect(error).toMatchObject({ code, details: undefined })
    expect((error as SecretError).cause).toBeUndefined()
    // not one of the words that were typed, save those that English needs
    const said = `${String(error)} ${(error as SecretError).stack?.split('\n')[0]}`.toLowerCase()
    for (const word of ['neck', 'stage', 'cup', 'vocal', 'secretword', MINI.slice(2)])
      expect(said).not.toContain(word)
  })

  test('that has a strange word says which one it is by its place', () => {
    expect(() => miniSecret([...words.slice(0, 4), 'zzz', ...words.slice(5)].join(' '))).toThrow(
      'Word 5 is not',
    )
  })
})

describe('a signature', () => {
  test.each(['ed25519', 'sr25519'] as const)(
    'of %s verifies, and nothing else does',
    async (curve) => {
      const pair = await keyPair(miniSecret(MNEMONIC), curve)
      const message = utf8('sixteen bytes!!!')
      const signature = await pair.sign(message)
      expect(signature).toHaveLength(65)
      expect(String.fromCharCode(signature[0]!)).toBe(curve[0] === 'e' ? 'e' : 's')
      expect(await verify(pair.account, message, signature)).toBe(true)
      expect(await verify(pair.account, utf8('sixteen bytes!!?'), signature)).toBe(false)
      for (const at of [0, 1, 33, 64]) {
        const bent = signature.slice()
        bent[at]! ^= 1
        expect(await verify(pair.account, message, bent)).toBe(false)
      }
      expect(await verify(pair.account, message, signature.subarray(1))).toBe(false)
      expect(await verify(new Uint8Array(32), message, signature)).toBe(false)
      expect(await verify(new Uint8Array(31), message, signature)).toBe(false)
      expect(await verify(new Uint8Array(32).fill(0xff), message, signature)).toBe(false)
    },
  )

  test('is the same from WebCrypto and from the library that stands in where it is missing', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.uint8Array({ maxLength: 64 }), async (seed, message) => {
        const [native, software] = [await ed25519.signer(seed), ed25519.softwareSigner(seed)]
        const signature = await native.sign(message)
        expect(software.account).toEqual(native.account)
        expect(await software.sign(message)).toEqual(signature)
        expect(ed25519.softwareVerify(native.account, message, signature)).toBe(true)
        signature[5]! ^= 4
        expect(ed25519.softwareVerify(native.account, message, signature)).toBe(false)
        expect(await ed25519.verify(native.account, message, signature)).toBe(false)
      }),
      { numRuns: 20 },
    )
  })
})

test('pk is a compressed point of 33 bytes', () => {
  expect(pkOf(miniSecret(MNEMONIC))).toHaveLength(33)
  expect([2, 3]).toContain(pkOf(miniSecret(MNEMONIC))[0])
})
