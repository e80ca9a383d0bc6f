import { expect, test } from 'vitest'
import type { WalletAccount } from '#queries/walletstate.ts'
import { beside, signersOf, unusableWords } from './wallet.ts'

const account = (address: string, source = 'polkadot-js'): WalletAccount => ({
  address,
  publicKey: new Uint8Array(32),
  type: 'sr25519',
  name: address,
  source,
  genesisHash: undefined,
  asked: address,
})
const key = { address: 'K', curve: 'ed25519', name: 'Unlocked key' }
const signing = (list: ReturnType<typeof signersOf>) =>
  list.filter(({ signs }) => signs).map(({ key: of }) => of)

test('just one of those that can sign does', () => {
  const [a, b] = [account('A'), account('B')]
  expect(signing(signersOf([a, b], key, { address: 'B', kind: 'wallet' }, b))).toEqual([
    'polkadot-js B',
  ])
  expect(signing(signersOf([a, b], key, { address: 'K', kind: 'vault' }, b))).toEqual(['key'])
  expect(signing(signersOf([a, b], undefined, null, null))).toEqual([])
})

test('an account in two wallets signs in the one it was taken from', () => {
  const both = [account('A'), account('A', 'talisman')]
  expect(signing(signersOf(both, key, { address: 'A', kind: 'wallet' }, both[1] ?? null))).toEqual([
    'talisman A',
  ])
  expect(signing(signersOf(both, key, { address: 'A', kind: 'wallet' }, null))).toEqual([
    'polkadot-js A',
  ])
})

test('where the unlocked key is a wallet’s account too, only the wallet’s row signs', () => {
  const own = account('K')
  expect(signing(signersOf([own], key, { address: 'K', kind: 'wallet' }, own))).toEqual([
    'polkadot-js K',
  ])
})

test('what cannot be used is told with its reason', () => {
  const one = { address: '0xab', name: 'Ledger', source: 'polkadot-js', type: 'ethereum' }
  expect(unusableWords({ ...one, why: 'key' })).toContain('type ethereum')
  expect(unusableWords({ ...one, name: undefined, why: 'address' })).toContain('0xab')
})

test('a wallet beside those that answered is told only while it is silent or has refused', () => {
  const one = { key: 'a', name: 'talisman', version: '1', error: undefined }
  expect(beside({ ...one, state: 'ready' })).toBeUndefined()
  expect(beside({ ...one, state: 'silent' })).toContain('Talisman has not answered yet')
})
