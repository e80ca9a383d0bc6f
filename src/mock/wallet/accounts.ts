import type { DemoIdentity } from '#mock/grid.ts'
import { wordsOf } from '#mock/keyring.ts'
import type { Bytes } from '#lib/bytes.ts'
import { keyPair, miniSecret } from '#rmb/keys.ts'
import type { DemoAccount } from './extension.ts'

/** The one account that is in the wallet alone: the same in every demo grid, and a twin of none. */
const savings: DemoAccount = {
  name: 'Demo savings',
  curve: 'sr25519',
  secret: wordsOf(1, 'wallet'),
}

/** Its 32-byte key, for the demo chain to give it money. */
export const savingsAccount = async (): Promise<Bytes> =>
  (await keyPair(miniSecret(savings.secret), savings.curve)).account

const NAMES: Readonly<Record<DemoIdentity['name'], string>> = {
  tenant: 'Demo tenant',
  farmer: 'Demo farmer',
}

/** What the demo wallet holds: the identities of the demo grid, and an account of its own. */
export const demoAccounts = (identities: readonly DemoIdentity[]): DemoAccount[] => [
  ...identities.map(({ name, curve, secret }) => ({ name: NAMES[name], curve, secret })),
  savings,
]
