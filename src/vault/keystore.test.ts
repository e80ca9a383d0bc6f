import { expect, test } from 'vitest'
import { equal, toHex } from '#lib/bytes.ts'
import { fromSs58, toSs58 } from '#lib/ss58.ts'
import { openKeystore, readKeystore } from './keystore.ts'
import { ACCOUNT, layout, madeKeystore as made, SECRET } from './keystoretesting.ts'
import ecdsa from './samples/keystore-ecdsa.json' with { type: 'json' }
import ed25519 from './samples/keystore-ed25519.json' with { type: 'json' }
import hexPassword from './samples/keystore-hexpassword.json' with { type: 'json' }
import none from './samples/keystore-none.json' with { type: 'json' }
import sr25519 from './samples/keystore-sr25519.json' with { type: 'json' }

// The samples were exported by @polkadot/keyring 14.0.3 from vectors/rmb.json key-1, with this password.
const PASSWORD = 'keystore password'
const MINI = 'aa4e323bade8609a595108b585c4135855430c411ccf7923f81438cd8a188fce'
/** The same account's secret as the unencrypted export holds it, after 16 bytes. */
const SR_SECRET = toHex(
  Uint8Array.from(atob(none.encoded), (c) => c.charCodeAt(0)).subarray(16, 80),
)

const opened = async (file: unknown, password = 'p') =>
  openKeystore(readKeystore(JSON.stringify(file)), password)
const refusal = (file: unknown, password?: string): Promise<unknown> =>
  opened(file, password).then(
    () => 'opened',
    (error: unknown) => error,
  )

test('an sr25519 export gives the 64 bytes that its account signs with', async () => {
  const { secret, account, curve } = await opened(sr25519, PASSWORD)
  expect(curve).toBe('sr25519')
  expect(toHex(secret)).toBe(SR_SECRET)
  expect(equal(account, fromSs58(sr25519.address)!)).toBe(true)
})

test('an ed25519 export gives the mini secret, 32 bytes', async () => {
  const { secret, account, curve } = await opened(ed25519, PASSWORD)
  expect(curve).toBe('ed25519')
  expect(toHex(secret)).toBe(MINI)
  expect(equal(account, fromSs58(ed25519.address)!)).toBe(true)
})

test('a password that looks like hex is taken as the wallet takes it, and another format’s address is read', async () => {
  const { account } = await opened(hexPassword, '0x6b657973746f7265')
  expect(toSs58(account, 0)).toBe(hexPassword.address)
})

test('an older export that holds a seed gives the seed', async () => {
  const { secret } = await opened(await made({ plain: layout(SECRET.subarray(0, 32)) }))
  expect(equal(secret, SECRET.subarray(0, 32))).toBe(true)
})

test('a wrong password is told from a damaged file', async () => {
  const file = await made()
  expect(await refusal(file, 'q')).toMatchObject({ code: 'wrong-password' })
  for (const encoded of [
    file.encoded.slice(0, -8),
    `${file.encoded}AAAA`,
    file.encoded.replace(/^../, '!!'),
    '',
  ]) {
    expect(await refusal({ ...file, encoded })).toMatchObject({ code: 'damaged' })
  }
})

test.each([
  ['a gibibyte of memory', { N: 2 ** 20, r: 8 }],
  ['N of the largest number there is', { N: 2 ** 31 }],
  ['an N that is no power of two', { N: 100_000 }],
  ['an N of zero', { N: 0 }],
  ['a block size beyond reason', { r: 2 ** 30 }],
  ['a thousand rounds', { p: 1024 }],
])('a file that asks for %s is refused before anything is derived', async (_, claims) => {
  const file = JSON.stringify(await made({ claims }))
  // read only: nothing has been derived when it is refused
  expect(() => readKeystore(file)).toThrow(expect.objectContaining({ code: 'refused' }) as Error)
})

test.each([2 ** 15, 2 ** 17])('what wallets ask for, N = %i, is not refused', async (N) => {
  expect(readKeystore(JSON.stringify(await made({ claims: { N } }))).kdf.N).toBe(N)
})

test('a file of megabytes is refused unread', () => {
  expect(() => readKeystore(`{"address":"${'5'.repeat(2 ** 21)}"`)).toThrow(
    expect.objectContaining({ code: 'refused' }) as Error,
  )
})

test('an account that no twin can have is told apart, and so is an export that is not encrypted', async () => {
  expect(await refusal(ecdsa)).toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('ecdsa'),
  })
  const ethereum = { ...ecdsa, encoding: { ...ecdsa.encoding, content: ['pkcs8', 'ethereum'] } }
  expect(await refusal(ethereum)).toMatchObject({ code: 'unsupported' })
  expect(await refusal(none)).toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('not encrypted'),
  })
})

test('older encodings, unknown curves and an export of all accounts are told apart', async () => {
  const file = await made()
  const { encoding } = file
  for (const odd of [
    { ...file, encoding: { ...encoding, version: '2', type: 'xsalsa20-poly1305' } },
    { ...file, encoding: { ...encoding, version: '0', content: 'pkcs8' } },
    { ...file, encoding: { ...encoding, content: ['pkcs8', 'bls'] } },
    { ...file, encoding: { ...encoding, content: ['pkcs8', 'constructor'] } },
    { ...file, encoding: { ...encoding, content: ['batch-pkcs8'] } },
    { ...file, accounts: [file] },
  ]) {
    expect(await refusal(odd)).toMatchObject({ code: 'unsupported' })
  }
})

test.each([
  ['no JSON', 'neck stage box'],
  ['half a file', '{"encoded":"AAAA","encod'],
  ['a list', '[]'],
  ['nothing', 'null'],
  ['an object of something else', '{"address":5}'],
])('%s is no keystore, and nothing of it is repeated', (_, file) => {
  let error: unknown
  try {
    readKeystore(file)
  } catch (caught) {
    error = caught
  }
  expect(error).toMatchObject({ name: 'VaultError', code: 'damaged' })
  expect(String(error)).not.toContain('neck')
  expect(String(error)).not.toContain('AAAA')
})

test('an address of another account is refused, and one that is none', async () => {
  const file = await made()
  const other = { ...file, address: toSs58(new Uint8Array(32).fill(6)) }
  expect(await refusal(other)).toMatchObject({ code: 'refused' })
  expect(await refusal({ ...file, address: 'nobody' })).toMatchObject({ code: 'damaged' })
  const asHex = { ...file, address: `0x${toHex(ACCOUNT)}` }
  expect(await refusal(asHex)).toBe('opened')
})

test('what opens and is laid out otherwise is damaged', async () => {
  const whole = layout()
  for (const at of [0, 15, 16 + 64, 16 + 64 + 4]) {
    const plain = whole.slice()
    plain[at]! ^= 1 // within it
    expect(await refusal(await made({ plain }))).toMatchObject({ code: 'damaged' })
  }
})

test('progress is shown, and giving up stops the work', async () => {
  const keystore = readKeystore(JSON.stringify(await made({ N: 2 ** 12 })))
  const seen: number[] = []
  await openKeystore(keystore, 'p', { onProgress: (done) => seen.push(done) })
  expect(seen.at(-1)).toBe(1)
  const abort = new AbortController()
  const opening = openKeystore(keystore, 'p', {
    signal: abort.signal,
    onProgress: () => abort.abort(),
  })
  await expect(opening).rejects.toMatchObject({ code: 'aborted' })
})
