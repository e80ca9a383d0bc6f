import type { DemoIdentity } from '#mock/grid.ts'
import { wordsOf } from '#mock/keyring.ts'
import type { Bytes } from '#lib/bytes.ts'
import { keyPair, miniSecret } from '#rmb/keys.ts'
import type { DemoAccount } from './extension.ts'

/** Accounts that are in the wallet alone: the same in every demo grid, and twins of none. */
const savings: DemoAccount = {
  name: 'Demo savings',
  curve: 'sr25519',
  secret: wordsOf(1, 'wallet'),
}

/** It has less than any fee: what it signs cannot be paid for. */
const pocket: DemoAccount = {
  name: 'Demo empty pocket',
  curve: 'sr25519',
  secret: wordsOf(1, 'pocket'),
}

const keyOf = async ({ secret, curve }: DemoAccount): Promise<Bytes> =>
  (await keyPair(miniSecret(secret), curve)).account

/** Their 32-byte keys, for the demo chain to give them what they have. */
export const savingsAccount = (): Promise<Bytes> => keyOf(savings)
export const pocketAccount = (): Promise<Bytes> => keyOf(pocket)

const NAMES: Readonly<Record<DemoIdentity['name'], string>> = {
  tenant: 'Demo tenant',
  farmer: 'Demo farmer',
}

/** What the demo wallet holds: the identities of the demo grid, and an account of its own. */
export const demoAccounts = (identities: readonly DemoIdentity[]): DemoAccount[] => [
  ...identities.map(({ name, curve, secret }) => ({ name: NAMES[name], curve, secret })),
  savings,
  pocket,
]
