import { Metadata, TypeRegistry } from '@polkadot/types'
import { expect, test } from 'vitest'
import { toHex } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import { describe } from '#mock/chain/description.ts'
import { blake256 } from '#mock/chain/extrinsic.ts'
import { compose } from '#mock/chain/metadata.ts'
import { signedPayload } from '#mock/wallet/payload.ts'
import { sortAccounts, type WalletAccount } from '#wallet/accounts.ts'
import type { HeldKey } from './sessionstate.ts'
import { createSignerOf } from './signers.ts'

const address = (fill: number) => toSs58(new Uint8Array(32).fill(fill))
const inWallet = (fill: number) => sortAccounts('one', [{ address: address(fill) }]).accounts
const held = (fill: number, twin: number): HeldKey => ({
  address: address(fill),
  curve: 'ed25519',
  kind: 'vault',
  twin,
  sealed: false,
  pk: undefined,
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
      state: () => ({ status: { accounts } }) as never, // all that is read of it
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
  const both = home(held(1, 42), inWallet(1))
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
