import type { DemoIdentity } from '#mock/grid.ts'
import { wordsOf } from '#mock/keyring.ts'
import type { DemoAccount } from './extension.ts'

/** The words of the one account that is in the wallet alone: the demo has no twin for it. */
export const walletWords = (seed: number): string => wordsOf(seed, 'wallet')

const NAMES: Readonly<Record<DemoIdentity['name'], string>> = {
  tenant: 'Demo tenant',
  farmer: 'Demo farmer',
}

/** What the demo wallet holds: the identities of the demo grid, and an account of its own. */
export const demoAccounts = (identities: readonly DemoIdentity[], seed = 1): DemoAccount[] => [
  ...identities.map(({ name, curve, secret }) => ({ name: NAMES[name], curve, secret })),
  { name: 'Demo savings', curve: 'sr25519', secret: walletWords(seed) },
]
