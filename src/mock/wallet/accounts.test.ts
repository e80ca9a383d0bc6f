import { expect, test } from 'vitest'
import { toHex } from '#lib/bytes.ts'
import { createGrid } from '#mock/grid.ts'
import { keyPair, miniSecret } from '#rmb/keys.ts'
import { demoAccounts, pocketAccount, savingsAccount } from './accounts.ts'

test('the wallet holds both identities of the demo grid, one of each key type, and two accounts without a twin', async () => {
  const grid = createGrid()
  const accounts = demoAccounts(grid.identities())
  expect(accounts.map(({ name, curve }) => `${name} ${curve}`)).toEqual([
    'Demo tenant ed25519',
    'Demo farmer sr25519',
    'Demo savings sr25519',
    'Demo empty pocket sr25519',
  ])
  const keys = await Promise.all(
    accounts.map(async ({ secret, curve }) => (await keyPair(miniSecret(secret), curve)).account),
  )
  const twins = await Promise.all(
    grid.identities().map(async ({ twin }) => (await grid.keyring.of(twin))?.pair.account),
  )
  expect(keys.slice(0, 2)).toEqual(twins)
  expect(keys.slice(2)).toEqual([await savingsAccount(), await pocketAccount()])
  expect(new Set(keys.map(toHex)).size).toBe(4)
})
