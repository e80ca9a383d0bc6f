import { Metadata, TypeRegistry } from '@polkadot/types'
import { expect, test } from 'vitest'
import { toHex } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import { describe } from '#mock/chain/description.ts'
import { blake256 } from '#mock/chain/extrinsic.ts'
import { compose } from '#mock/chain/metadata.ts'
import { signedPayload } from '#mock/wallet/payload.ts'
import { sortAccounts, type WalletAccount } from '#wallet/accounts.ts'
import type { HeldKey, Speaking } from './sessionstate.ts'
import {
  createSignerOf,
  matchOf,
  signerByDefault,
  signingAccounts,
  type SigningAccount,
} from './who.ts'

const address = (fill: number) => toSs58(new Uint8Array(32).fill(fill))

function wallet(fills: number[], chosen: 'wallet' | 'key' | null = null, taken = fills[0]) {
  const { accounts } = sortAccounts(
    'one',
    fills.map((fill) => ({ address: address(fill), type: 'sr25519', name: `Account ${fill}` })),
  )
  const account = accounts.find((one) => one.address === address(taken ?? 0)) ?? null
  return {
    status: {
      state: 'asked' as const,
      extensions: [],
      accounts,
      unusable: [],
      problem: undefined,
    },
    account,
    chosen,
  }
}
const nothing = wallet([])
const held = (fill: number, twin: number | null): HeldKey => ({
  address: address(fill),
  curve: 'ed25519',
  kind: 'vault',
  twin,
  sealed: false,
  pk: undefined,
})
const speaks = (fill: number, twin: number): { twin: Speaking; key: HeldKey } => ({
  twin: { twin, curve: 'ed25519', address: address(fill), kind: 'vault', pk: undefined },
  key: held(fill, twin),
})
const nobody = { twin: null, key: null }

function signs(
  of: ReturnType<typeof wallet>,
  state: { twin: Speaking | null; key: HeldKey | null },
): string {
  const found = signerByDefault(signingAccounts(of, state), state.twin, of.chosen)
  return found ? `${found.kind} ${found.address}` : 'nobody'
}

test('without a wallet and without a key nobody signs', () => {
  expect(signs(nothing, nobody)).toBe('nobody')
})

test('a key alone signs, with a twin or without', () => {
  expect(signs(nothing, speaks(1, 42))).toBe(`vault ${address(1)}`)
  expect(signs(nothing, { twin: null, key: held(1, null) })).toBe(`vault ${address(1)}`)
})

test('a wallet alone signs', () => {
  expect(signs(wallet([5, 6]), nobody)).toBe(`wallet ${address(5)}`)
})

test('with a key that speaks beside a wallet, the speaking twin’s own account signs', () => {
  expect(signs(wallet([5, 6]), speaks(1, 42))).toBe(`vault ${address(1)}`)
})

test('where the wallet has the speaking twin’s account, it is asked there', () => {
  expect(signs(wallet([5, 1]), speaks(1, 42))).toBe(`wallet ${address(1)}`)
})

test('a key without a twin leaves the signing to the wallet', () => {
  expect(signs(wallet([5]), { twin: null, key: held(1, null) })).toBe(`wallet ${address(5)}`)
})

test('what a person chose signs, whoever speaks', () => {
  expect(signs(wallet([5, 1], 'wallet'), speaks(1, 42))).toBe(`wallet ${address(5)}`)
  expect(signs(wallet([5, 1], 'key'), speaks(1, 42))).toBe(`vault ${address(1)}`)
  expect(signs(wallet([5], 'key'), { twin: null, key: held(1, null) })).toBe(`vault ${address(1)}`)
})

test('a choice of what is not there does not count', () => {
  expect(signs(wallet([5], 'key'), nobody)).toBe(`wallet ${address(5)}`)
  expect(signs(wallet([5], 'wallet', 9), speaks(1, 42))).toBe(`vault ${address(1)}`)
})

test('the wallet’s account and the key are both offered, also where they are one account', () => {
  const kinds = (list: SigningAccount[]) => list.map(({ kind, name }) => `${kind}: ${name}`)
  expect(kinds(signingAccounts(wallet([1, 5]), speaks(1, 42)))).toEqual([
    'wallet: Account 1',
    'vault: Unlocked key',
  ])
  expect(
    kinds(signingAccounts(nothing, { twin: null, key: { ...held(2, 7), kind: 'session' } })),
  ).toEqual(['session: Session twin’s key'])
})

const speaking = { twin: 42, address: address(1) }
const account = { address: address(5) }
test.each([
  [null, null, undefined, 'one-side'],
  [speaking, null, undefined, 'one-side'],
  [null, account, 7, 'one-side'],
  [speaking, { address: address(1) }, undefined, 'same'],
  [speaking, account, 42, 'same'],
  [speaking, account, 7, 'other-twin'],
  [speaking, account, null, 'no-twin'],
  [speaking, account, undefined, 'unknown'],
] as const)('%j and %j of twin %s: %s', (who, what, twin, match) => {
  expect(matchOf(who, what, twin)).toBe(match)
})

const registry = new TypeRegistry()
registry.setMetadata(new Metadata(registry, compose(describe(152))), undefined, {
  ContractIdProvides: { extrinsic: {}, payload: {} },
})
const payloadOf = (method: `0x${string}`) => ({
  address: address(1),
  blockHash: `0x${'11'.repeat(32)}` as const,
  blockNumber: '0x00000010' as const,
  era: '0x0500' as const,
  genesisHash: `0x${'22'.repeat(32)}` as const,
  method,
  nonce: '0x00000003' as const,
  specVersion: '0x00000098' as const,
  tip: '0x00000000000000000000000000000000' as const,
  transactionVersion: '0x00000002' as const,
  signedExtensions: registry.signedExtensions,
  version: 4,
})

function home(key: HeldKey | null, accounts: WalletAccount[]) {
  const asked: string[] = []
  const signed: Uint8Array[] = []
  const signerOf = createSignerOf({
    wallet: {
      state: () => ({ ...wallet([]), status: { ...wallet([]).status, accounts } }) as never, // all that is read of it
      signer: async (of) => {
        asked.push(of)
        return { signPayload: async () => ({ id: 1, signature: '0xwallet' }) }
      },
    },
    session: () => ({
      state: () => ({ key }),
      signExtrinsic: async (bytes) => {
        signed.push(bytes)
        return '0x00'
      },
    }),
    chain: { api: async () => ({ registry }) },
  })
  return { signerOf, asked, signed }
}

test('the unlocked key signs just the bytes of the call and its extensions, however long', async () => {
  const { signerOf, signed, asked } = home(held(1, 42), [])
  const signer = await signerOf(address(1))
  for (const method of ['0x0000', `0x0000${'ab'.repeat(300)}`] as const) {
    const payload = payloadOf(method)
    expect(await signer.signPayload(payload)).toMatchObject({ signature: '0x00' })
    const bytes = signed.at(-1) ?? new Uint8Array(0)
    // hashing what is long is the Worker's
    const signedOver = bytes.length > 256 ? blake256(bytes) : bytes
    expect(toHex(signedOver)).toBe(toHex(signedPayload(payload)))
  }
  expect(asked).toEqual([])
})

test('the wallet is asked where it has the account, and the key where that is wanted', async () => {
  const both = home(held(1, 42), wallet([1]).status.accounts)
  const signatureOf = async (by?: 'wallet' | 'key') =>
    (await (await both.signerOf(address(1), by)).signPayload(payloadOf('0x0000'))).signature
  expect(await signatureOf()).toBe('0xwallet')
  expect(await signatureOf('wallet')).toBe('0xwallet')
  expect(await signatureOf('key')).toBe('0x00')
})

test('a key that is locked or another one signs nothing', async () => {
  await expect(home(null, []).signerOf(address(1), 'key')).rejects.toMatchObject({ code: 'gone' })
  await expect(home(held(2, 7), []).signerOf(address(1), 'key')).rejects.toMatchObject({
    code: 'gone',
  })
  const { signerOf, asked } = home(held(2, 7), [])
  await signerOf(address(1))
  // whether it has the account is the wallet's to say
  expect(asked).toEqual([address(1)])
})
