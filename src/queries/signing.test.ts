import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fromSs58, toSs58 } from '#lib/ss58.ts'
import { signedMessage, verifySignature } from '#gridtypes/signature.ts'
import { WalletError } from '#wallet/error.ts'
import { fakeExtension, keyOf, page } from '#wallet/testing.ts'
import { createWallet } from '#wallet/client.ts'
import { createAccountKeyOf, createSignDeployment, SigningError, type SignAs } from './signing.ts'
import { endAll, setUp, SR, WORDS } from './sessiontesting.ts'
import { createWalletLink } from './walletlink.ts'
import type { HeldKey } from './sessionstate.ts'

beforeEach(() => {
  // the library of extensions wants a page
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('document', { readyState: 'complete' })
  vi.spyOn(console, 'info').mockReturnValue()
})
afterEach(() => {
  endAll()
  page({})
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const HASH = '866b532e54a929d8aaedfd5abde281a6'
const sr = keyOf('sr25519', 1)
const ed = keyOf('ed25519', 2)

/** A wallet with these accounts, asked by the real client, and a key that is or is not held. */
async function home(held: Pick<HeldKey, 'address'> | null = null) {
  const extension = fakeExtension([sr, ed])
  page({ one: extension })
  const storage = { getItem: () => null, setItem: () => {}, removeItem: () => {} }
  const wallet = createWalletLink({
    make: async () => createWallet({ enableMs: 1000, graceMs: 0 }),
    storage,
    opened: async () => {},
    preferred: () => undefined,
  })
  await wallet.connect()
  const byKey: unknown[] = []
  const sign = createSignDeployment({
    wallet,
    session: () => ({
      state: () => ({ key: held as HeldKey | null }), // all that is read of it
      signHash: async (...asked) => {
        byKey.push(asked)
        return { signature: '00'.repeat(64), signature_type: 'ed25519' }
      },
    }),
  })
  return { sign, extension, byKey }
}

test.each([sr, ed])(
  'a wallet signs the text of the hash, and the signature holds: $type',
  async (key) => {
    const { sign, extension, byKey } = await home()
    const given = await sign(HASH, { address: key.address, style: 'polka-wallet' })
    expect(given.signature).toMatch(/^[0-9a-f]{128}$/)
    expect(given.signature_type).toBe(key.type)
    expect(verifySignature(given, signedMessage(HASH, 'polka-wallet'), key.publicKey)).toBe(true)
    expect(extension.raw).toHaveLength(1)
    expect(byKey).toEqual([])
  },
)

test.each(['', 'polka-wallet'])(
  'the unlocked key signs in the style “%s” without any prompt',
  async (style) => {
    const { session } = setUp({ twins: { [SR]: 42 } })
    await session.unlockWithSecret({ secret: WORDS, curve: 'sr25519' })
    const sign = createSignDeployment({
      wallet: {
        state: () => ({ status: { accounts: [] } }) as never,
        signHash: () => expect.fail(),
      }, // all that is read of it
      session: () => session,
    })
    const given = await sign(HASH, { address: SR, style })
    expect(verifySignature(given, signedMessage(HASH, style), fromSs58(SR)!)).toBe(true) // an address
  },
)

test('where both have the account the wallet signs its style, the key what no wallet can, and whom is asked for', async () => {
  const { sign, extension, byKey } = await home(sr)
  await sign(HASH, { address: sr.address, style: 'polka-wallet' })
  expect([extension.raw.length, byKey.length]).toEqual([1, 0])
  // the stand-in's signature is none
  const none = { code: 'bad-signature' }
  await expect(sign(HASH, { address: sr.address, style: '' })).rejects.toMatchObject(none)
  await expect(
    sign(HASH, { address: sr.address, style: 'polka-wallet', by: 'key' }),
  ).rejects.toMatchObject(none)
  expect([extension.raw.length, byKey.length]).toEqual([1, 2])
  expect(byKey).toEqual([
    [HASH, '', sr.address],
    [HASH, 'polka-wallet', sr.address],
  ])
})

const stranger = toSs58(new Uint8Array(32).fill(9))
test.each([
  ['a hash in capitals', HASH.toUpperCase(), { address: sr.address, style: '' }, 'bad-hash'],
  ['a hash with 0x', `0x${HASH}`, { address: sr.address, style: '' }, 'bad-hash'],
  ['bytes by a wallet', HASH, { address: sr.address, style: '' }, 'style'],
  [
    'bytes by a wallet that was chosen',
    HASH,
    { address: sr.address, style: '', by: 'wallet' },
    'style',
  ],
  ['a style of nobody', HASH, { address: sr.address, style: 'polkadot' }, 'style'],
  ['an account of nobody', HASH, { address: stranger, style: 'polka-wallet' }, 'gone'],
  ['a key that is locked', HASH, { address: sr.address, style: '', by: 'key' }, 'gone'],
  ['a wallet without it', HASH, { address: stranger, style: 'polka-wallet', by: 'wallet' }, 'gone'],
] as [string, string, SignAs, string][])(
  '%s is refused, and nobody is asked',
  async (_what, hash, as, code) => {
    const { sign, extension, byKey } = await home()
    const refused = sign(hash, as)
    await expect(refused).rejects.toBeInstanceOf(SigningError)
    await expect(refused).rejects.toMatchObject({ code })
    expect([extension.raw, byKey]).toEqual([[], []])
  },
)

test('a person who refuses in the wallet is told in the wallet’s terms', async () => {
  const { sign, extension } = await home()
  extension.injected.signer.signRaw = () => Promise.reject(new Error('Cancelled'))
  const refused = sign(HASH, { address: sr.address, style: 'polka-wallet' })
  await expect(refused).rejects.toBeInstanceOf(WalletError)
  await expect(refused).rejects.toMatchObject({ code: 'cancelled' })
})

test('a twin’s key is the chain’s where it is connected, else the proxy’s; one that is none is told', async () => {
  const asked: string[] = []
  const keys = (connected: boolean, address: string | null) =>
    createAccountKeyOf({
      onChain: (twin) => {
        if (!connected) return undefined
        asked.push(`chain ${twin}`)
        return Promise.resolve(address)
      },
      copied: async (twin) => {
        asked.push(`proxy ${twin}`)
        return address
      },
    })
  expect(await keys(true, sr.address)(42)).toEqual(sr.publicKey)
  expect(await keys(false, ed.address)(7)).toEqual(ed.publicKey)
  expect(asked).toEqual(['chain 42', 'proxy 7'])
  await expect(keys(true, null)(5)).rejects.toMatchObject({ code: 'no-twin' })
  await expect(keys(false, 'nonsense')(5)).rejects.toMatchObject({ code: 'no-twin' })
  await expect(keys(true, sr.address)(-1)).rejects.toMatchObject({ code: 'no-twin' })
})
