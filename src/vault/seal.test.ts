import { expect, test } from 'vitest'
import { equal, fromHex } from '#lib/bytes.ts'
import { KDF } from './kdf.ts'
import { losesCipher } from './material.ts'
import { type Kdf, parseSealed, type SealedKey, sealedId } from './record.ts'
import { seal, unseal } from './seal.ts'

const MINI = fromHex('aa4e323bade8609a595108b585c4135855430c411ccf7923f81438cd8a188fce')!
const FACTS = { twin: 42, address: '5EGt', curve: 'sr25519', network: 'test' } as const
/** Small enough for tests; the record carries it. */
const QUICK: Kdf = { name: 'scrypt', N: 16, r: 8, p: 1 }
const sealed = () => seal({ secret: MINI }, 'correct horse', FACTS, { kdf: QUICK, now: 5 })

test('the cost of a key sealed for real is the one decided: N=2^17, r=8, p=1', () => {
  expect(KDF).toEqual({ name: 'scrypt', N: 131_072, r: 8, p: 1 })
})

test('a sealed key opens with its password, and the caller keeps what it gave', async () => {
  const given = MINI.slice()
  const record = await seal({ secret: given }, 'correct horse', FACTS, { kdf: QUICK })
  expect(equal(given, MINI)).toBe(true)
  expect(equal((await unseal(record, 'correct horse')).secret, MINI)).toBe(true)
})

test('a record holds its parameters and public facts, fresh salt and nonce, and neither key nor password', async () => {
  const [one, two] = [await sealed(), await sealed()]
  expect(Object.keys(one).sort()).toEqual([
    'box',
    'createdAt',
    'id',
    'kdf',
    'nonce',
    'public',
    'salt',
    'version',
  ])
  expect(one).toMatchObject({
    version: 1,
    id: sealedId(FACTS),
    kdf: QUICK,
    public: FACTS,
    createdAt: 5,
  })
  expect([one.salt.length, one.nonce.length]).toEqual([16, 24])
  expect(equal(one.salt, two.salt) || equal(one.nonce, two.nonce)).toBe(false)
  expect(one.box.some((_, i) => equal(one.box.subarray(i, i + 8), MINI.subarray(0, 8)))).toBe(false)
})

test('a wrong password says so and no more', async () => {
  const error = await unseal(await sealed(), 'correct hors').catch((e: unknown) => e)
  expect(error).toMatchObject({ name: 'VaultError', code: 'wrong-password' })
  expect(String(error)).toBe(
    'VaultError: The password does not open this key. Nothing was changed.',
  )
})

test('the same password typed with another keyboard opens as well', async () => {
  const record = await seal({ secret: MINI }, 'caf\u00e9', FACTS, { kdf: QUICK })
  expect(equal((await unseal(record, 'cafe\u0301')).secret, MINI)).toBe(true)
})

test.each([
  ['32 GiB of memory', { N: 2 ** 25, r: 8, p: 1 }],
  ['a block size beyond reason', { N: 2 ** 10, r: 2 ** 20, p: 1 }],
  ['a thousand rounds', { N: 2 ** 17, r: 8, p: 1024 }],
  ['an N that is no power of two', { N: 1000, r: 8, p: 1 }],
  ['an N of zero', { N: 0, r: 8, p: 1 }],
  ['a negative block size', { N: 16, r: -8, p: 1 }],
  ['not a number', { N: NaN, r: 8, p: 1 }],
])('a record that asks for %s is refused before anything is derived', async (_, cost) => {
  const record = { ...(await sealed()), kdf: { name: 'scrypt', ...cost } as const }
  const began = performance.now()
  await expect(unseal(record, 'correct horse')).rejects.toMatchObject({
    code: expect.stringMatching(/refused|damaged/),
  })
  expect(performance.now() - began).toBeLessThan(200)
})

test('a changed box, salt or nonce does not open', async () => {
  const record = await sealed()
  for (const part of ['box', 'salt', 'nonce'] as const) {
    const bytes = record[part].slice()
    bytes[3]! ^= 1 // longer than three
    await expect(unseal({ ...record, [part]: bytes }, 'correct horse')).rejects.toMatchObject({
      code: 'wrong-password',
    })
  }
})

test('a damaged record is told from a whole one', async () => {
  const record = await sealed()
  expect(parseSealed(record)).toEqual(record)
  const broken: unknown[] = [
    null,
    'text',
    {},
    { ...record, version: 2 },
    { ...record, salt: 'AAAA' },
    { ...record, box: new Uint8Array(2 ** 20) },
    { ...record, public: { ...record.public, twin: -1 } },
    { ...record, public: { ...record.public, curve: 'ecdsa' } },
  ]
  for (const value of broken) expect(parseSealed(value)).toBeUndefined()
  await expect(unseal(broken[3] as SealedKey, 'x')).rejects.toMatchObject({ code: 'damaged' })
})

test('progress runs to its end, in a hundred steps at most', async () => {
  const seen: number[] = []
  await seal({ secret: MINI }, 'p', FACTS, {
    kdf: { ...QUICK, N: 2 ** 12 },
    onProgress: (d) => seen.push(d),
  })
  expect(seen.at(-1)).toBe(1)
  expect(seen.length).toBeLessThanOrEqual(101)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
})

test('giving up stops the work', async () => {
  const abort = new AbortController()
  const record = { ...(await sealed()), kdf: { ...QUICK, N: 2 ** 14 } }
  const opening = unseal(record, 'p', {
    signal: abort.signal,
    onProgress: (done) => done > 0.1 && abort.abort(),
  })
  await expect(opening).rejects.toMatchObject({ code: 'aborted' })
})

test.each([
  ['a mini secret', { secret: MINI }],
  ['a signing key', { secret: new Uint8Array(64).fill(4) }],
  [
    'a signing key with a secret to decipher with',
    { secret: new Uint8Array(64).fill(4), cipher: MINI },
  ],
])('%s comes out as it went in', async (_, material) => {
  const record = await seal(material, 'p', FACTS, { kdf: QUICK })
  expect(await unseal(record, 'p')).toEqual(material)
  expect(parseSealed(record)).toEqual(record)
})

test('a record of before there were kinds is read, and so is one without a twin', async () => {
  const record = await sealed()
  expect(parseSealed(record)?.public.kind).toBeUndefined()
  const session = { ...record, public: { ...FACTS, kind: 'session', twin: null } }
  expect(parseSealed(session)?.public).toMatchObject({ kind: 'session', twin: null })
  const odd = { ...record, public: { ...FACTS, kind: 'other' } }
  expect(parseSealed(odd)).toBeUndefined()
})

test('a box of a later layout is told, not taken for a key', async () => {
  const later = await seal({ secret: new Uint8Array(40) }, 'p', FACTS, { kdf: QUICK })
  await expect(unseal(later, 'p')).rejects.toMatchObject({
    code: 'damaged',
    message: expect.stringContaining('The password is right'),
  })
})

test('a kept key is told by its box from one that can decipher less', async () => {
  const [mini, signing, both] = await Promise.all(
    [
      { secret: MINI },
      { secret: new Uint8Array(64) },
      { secret: new Uint8Array(64), cipher: MINI },
    ].map(async (material) => (await seal(material, 'p', FACTS, { kdf: QUICK })).box),
  )
  const losing = [mini, signing, both].flatMap(
    (kept) => [mini, signing, both].map((next) => losesCipher(kept!, next!)), // three
  )
  expect(losing).toEqual([false, true, false, false, false, false, true, true, false])
})
