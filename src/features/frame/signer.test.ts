import { expect, test } from 'vitest'
import type { Match, SigningAccount, Who } from '#queries/who.ts'
import { signsLabel } from './signer.ts'

const wallet: SigningAccount = {
  address: '5F',
  name: 'Savings',
  kind: 'wallet',
  curve: 'sr25519',
}
const key: SigningAccount = { ...wallet, name: 'Unlocked key', kind: 'vault' }
const who = (account: SigningAccount | null, match: Match, accountTwin?: number | null): Who => ({
  speaking: null,
  account,
  accountTwin,
  match,
})

test.each([
  [who(null, 'one-side'), 'no account signs', false],
  [who(wallet, 'one-side'), 'Savings signs', false],
  [who(wallet, 'same', 42), 'Savings signs', false],
  [who(key, 'same', 42), 'its key signs', false],
  [who(wallet, 'unknown'), 'Savings signs', false],
  // a key whose twin does not speak is not “its” key
  [who(key, 'one-side'), 'Unlocked key signs', false],
  [who(wallet, 'other-twin', 12), 'account of twin 12 pays', true],
  [who(wallet, 'no-twin', null), 'an account without a twin pays', true],
])('the bar says which account signs, and where it differs: %#', (of, label, differs) => {
  expect(signsLabel(of, false)).toMatchObject({ label, differs })
})

test('while a wallet is being connected nothing else is said', () => {
  expect(signsLabel(who(wallet, 'other-twin', 12), true)).toMatchObject({
    label: 'connecting wallet',
    differs: false,
  })
})

test('the words for a phone are short', () => {
  const all = [who(null, 'one-side'), who(wallet, 'other-twin', 2701), who(wallet, 'no-twin', null)]
  for (const one of all) expect(signsLabel(one, false).short.length).toBeLessThanOrEqual(18)
})
