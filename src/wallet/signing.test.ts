import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { verifySignature, verifySignatures } from '#gridtypes/signature.ts'
import { fromHex, toHex, utf8 } from '#lib/bytes.ts'
import { sortAccounts, type WalletAccount } from './accounts.ts'
import type { Extension } from './hooks.ts'
import { extrinsicSigner, signHashWith } from './signing.ts'
import { fakeExtension, keyOf, wrapped, type RawAsked } from './testing.ts'

const HASH = 'd41d8cd98f00b204e9800998ecf8427e'
const keys = [keyOf('ed25519', 3), keyOf('sr25519', 4)]

function accountOf(key: (typeof keys)[number]): WalletAccount {
  const [account] = sortAccounts('one', [{ address: key.address, type: key.type }]).accounts
  if (!account) throw new Error('no account')
  return account
}

/** An extension of which only the signer matters. */
const signing = (signer: Extension['signer']) => ({ signer })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test.each(keys)('a node takes the $type signature of a hash', async (key) => {
  const { injected, raw } = fakeExtension([key])
  const account = accountOf(key)
  const { signature, signature_type } = await signHashWith(injected, account, HASH, verifySignature)
  expect(raw).toEqual([{ address: key.address, type: 'bytes', data: `0x${toHex(utf8(HASH))}` }])
  expect(signature).toMatch(/^[0-9a-f]{128}$/)
  expect(signature_type).toBe(key.type)
  const verdict = await verifySignatures(
    {
      twin_id: 7,
      signature_requirement: {
        requests: [{ twin_id: 7, required: true, weight: 1n }],
        weight_required: 1n,
        signatures: [{ twin_id: 7, signature, signature_type }],
        signature_style: 'polka-wallet',
      },
    },
    () => key.publicKey,
    HASH,
  )
  expect(verdict).toEqual({ ok: true })
})

test.each([`0x${HASH}`, HASH.toUpperCase(), HASH.slice(1), '', `${HASH}\n`])(
  'what is no hash is not shown to the wallet: %j',
  async (hash) => {
    const key = keys[0] ?? keyOf('ed25519', 3)
    const { injected, raw } = fakeExtension([key])
    await expect(
      signHashWith(injected, accountOf(key), hash, verifySignature),
    ).rejects.toMatchObject({ code: 'bad-request' })
    expect(raw).toHaveLength(0)
  },
)

const key = keyOf('sr25519', 5)
const account = accountOf(key)
const other = keyOf('sr25519', 6)
const answers: [string, (asked: RawAsked) => string][] = [
  ['of another key', ({ data }) => `0x${toHex(other.sign(wrapped(data)))}`],
  ['over the bare text', () => `0x${toHex(key.sign(utf8(HASH)))}`],
  ['over the 16 bytes', () => `0x${toHex(key.sign(fromHex(HASH) ?? utf8('')))}`],
  [
    'over the text wrapped twice',
    ({ data }) => `0x${toHex(key.sign(wrapped(`0x${toHex(wrapped(data))}`)))}`,
  ],
  ['with its type before it', ({ data }) => `0x01${toHex(key.sign(wrapped(data)))}`],
  ['with a byte behind it', ({ data }) => `0x${toHex(key.sign(wrapped(data)))}00`],
  ['cut short', ({ data }) => `0x${toHex(key.sign(wrapped(data))).slice(2)}`],
  ['that is no hex', () => 'signed'],
  ['that is empty', () => '0x'],
]
test.each(answers)('a signature %s is thrown away', async (_, answer) => {
  const extension = signing({
    signRaw: async (asked) => ({ id: 1, signature: answer(asked) as `0x${string}` }), // some on purpose are not
  })
  await expect(signHashWith(extension, account, HASH, verifySignature)).rejects.toMatchObject({
    code: 'bad-signature',
  })
})

test('a signature in capital digits is written as nodes’ own', async () => {
  const extension = signing({
    signRaw: async ({ data }) => ({
      id: 1,
      signature: `0x${toHex(key.sign(wrapped(data))).toUpperCase()}`,
    }),
  })
  const { signature } = await signHashWith(extension, account, HASH, verifySignature)
  expect(signature).toMatch(/^[0-9a-f]{128}$/)
})

test.each([
  ['Cancelled', 'cancelled'],
  ['Rejected', 'cancelled'],
  ['User rejected', 'cancelled'],
  ['Rejected by user', 'cancelled'],
  ['The source https://a.b is not allowed to interact with this extension', 'access-refused'],
  ['The source https://a.b has not been enabled yet', 'access-refused'],
  ['The source https://a.b has a pending authorization request', 'popup-dead'],
  ['Extension context invalidated.', 'popup-dead'],
  ['Attempting to use a disconnected port object', 'popup-dead'],
  ['Metadata for this chain is outdated', 'wrong-metadata'],
  ['Unable to find keypair', 'gone'],
  ['No such file', 'failed'],
])('“%s” of a wallet is %s', async (words, code) => {
  const no = () => Promise.reject(new Error(words))
  const extension = signing({ signRaw: no, signPayload: no })
  const refusal = { name: 'WalletError', code, details: words }
  await expect(signHashWith(extension, account, HASH, verifySignature)).rejects.toMatchObject(
    refusal,
  )
  await expect(extrinsicSigner(extension, account).signPayload(payload)).rejects.toMatchObject(
    refusal,
  )
})

const payload: Payload = {
  address: account.address,
  blockHash: `0x${'11'.repeat(32)}`,
  blockNumber: '0x00000001',
  era: '0x1500',
  genesisHash: `0x${'22'.repeat(32)}`,
  method: '0x0000',
  nonce: '0x00000000',
  specVersion: '0x00000098',
  tip: '0x00000000000000000000000000000000',
  transactionVersion: '0x00000002',
  signedExtensions: [],
  version: 4,
}
type Payload = Parameters<NonNullable<Extension['signer']['signPayload']>>[0]

test('a wallet that cannot sign a kind of thing says so', async () => {
  await expect(signHashWith(signing({}), account, HASH, verifySignature)).rejects.toMatchObject({
    code: 'failed',
  })
  await expect(extrinsicSigner(signing({}), account).signPayload(payload)).rejects.toMatchObject({
    code: 'failed',
  })
})

const never = () => new Promise<never>(() => {})

test('a dead popup is given up after the time limit', async () => {
  const asking = signHashWith(signing({ signRaw: never }), account, HASH, verifySignature, {
    limitMs: 1000,
  })
  const dead = expect(asking).rejects.toMatchObject({ code: 'popup-dead' })
  await vi.advanceTimersByTimeAsync(999)
  expect(vi.getTimerCount()).toBe(1)
  await vi.advanceTimersByTimeAsync(1)
  await dead
  expect(vi.getTimerCount()).toBe(0)
})

test('the person may keep waiting, and the answer counts even while they are asked', async () => {
  let answer: () => void = () => {}
  const extension = signing({
    signRaw: ({ data }) =>
      new Promise((resolve) => {
        const signature = `0x${toHex(key.sign(wrapped(data)))}` as const
        answer = () => resolve({ id: 1, signature })
      }),
  })
  const waits: number[] = []
  let asked: AbortSignal | undefined
  const asking = signHashWith(extension, account, HASH, verifySignature, {
    limitMs: 1000,
    keepWaiting: async (waited, over) => {
      waits.push(waited)
      asked = over
      if (waits.length === 1) return true
      return await never()
    },
  })
  await vi.advanceTimersByTimeAsync(2500)
  expect(waits).toEqual([1000, 2000])
  expect(asked?.aborted).toBe(false)
  answer()
  expect(await asking).toMatchObject({ signature_type: 'sr25519' })
  expect(asked?.aborted).toBe(true)
})

test('once it is over, “keep waiting” waits for nothing', async () => {
  let answer: () => void = () => {}
  let keepOn: (on: boolean) => void = () => {}
  const extension = signing({
    signRaw: () =>
      new Promise((_, reject) => {
        answer = () => reject(new Error('Cancelled'))
      }),
  })
  const asking = signHashWith(extension, account, HASH, verifySignature, {
    limitMs: 1000,
    keepWaiting: () =>
      new Promise((resolve) => {
        keepOn = resolve
      }),
  })
  const cancelled = expect(asking).rejects.toMatchObject({ code: 'cancelled' })
  await vi.advanceTimersByTimeAsync(1000)
  answer()
  await cancelled
  keepOn(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(vi.getTimerCount()).toBe(0)
})

test('who no longer wants to wait gets the dead popup', async () => {
  const asking = extrinsicSigner(signing({ signPayload: never }), account, {
    limitMs: 1000,
    keepWaiting: async () => false,
  }).signPayload(payload)
  const dead = expect(asking).rejects.toMatchObject({ code: 'popup-dead' })
  await vi.advanceTimersByTimeAsync(1000)
  await dead
})

test('waiting can be stopped, before and while the wallet is asked', async () => {
  const stop = new AbortController()
  const extension = signing({ signRaw: never })
  const patience = { signal: stop.signal }
  const asking = signHashWith(extension, account, HASH, verifySignature, patience)
  const stopped = expect(asking).rejects.toMatchObject({ code: 'aborted' })
  stop.abort()
  await stopped
  await expect(
    signHashWith(extension, account, HASH, verifySignature, patience),
  ).rejects.toMatchObject({ code: 'aborted' })
})

test('an extrinsic goes to the extension as it is, under the address the extension writes', async () => {
  const seen: Payload[] = []
  const signature = `0x01${'00'.repeat(64)}` as const
  const extension = signing({
    signPayload: async (asked) => {
      seen.push(asked)
      return { id: 1, signature }
    },
  })
  const signer = extrinsicSigner(extension, { ...account, asked: 'as it writes' })
  expect(await signer.signPayload(payload)).toMatchObject({ signature })
  expect(seen).toEqual([{ ...payload, address: 'as it writes' }])
})

test('an account that is kept to another network signs no extrinsic of this one', async () => {
  const signPayload = vi.fn<NonNullable<Extension['signer']['signPayload']>>()
  const bound = { ...account, genesisHash: `0x${'33'.repeat(32)}` }
  await expect(
    extrinsicSigner(signing({ signPayload }), bound).signPayload(payload),
  ).rejects.toMatchObject({ code: 'wrong-metadata' })
  expect(signPayload).not.toHaveBeenCalled()
})
