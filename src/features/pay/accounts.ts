import type { SigningAccount } from '#queries/who.ts'
import { middle } from '#ui/middle.ts'
import { signerWords } from './words.ts'

/** An account and who holds its key, told apart from the same account elsewhere. */
export const accountKey = ({ address, kind }: SigningAccount): string =>
  `${kind === 'wallet' ? 'wallet' : 'key'} ${address}`

/** Those that the caller lets sign. */
export function accountsFor(
  accounts: readonly SigningAccount[],
  from: string | undefined,
): SigningAccount[] {
  return accounts.filter(
    ({ address, kind }) =>
      from === undefined || from === address || from === (kind === 'wallet' ? 'wallet' : 'key'),
  )
}

/** The one that signs: chosen here, else the usual one, else the first. */
export const signingOf = (
  accounts: readonly SigningAccount[],
  chosen: string | undefined,
  usual: SigningAccount | null,
): SigningAccount | undefined =>
  accounts.find((one) => accountKey(one) === chosen) ??
  accounts.find((one) => usual !== null && accountKey(one) === accountKey(usual)) ??
  accounts[0]

/** "Savings, in the wallet · 5GrwvaEF…utQY". */
export const accountLabel = ({ name, address, kind }: SigningAccount): string =>
  `${signerWords(name, kind)} · ${middle(address)}`

/** Why nobody can sign, where the caller wants a certain one. */
export function missingWords(from: string | undefined): string {
  if (from === 'wallet') return 'This is paid by the wallet, and none is connected.'
  if (from === 'key') return 'This is signed by the key in this browser, which is locked.'
  if (from !== undefined) {
    return `This is signed by ${middle(from)}, which neither a connected wallet nor an unlocked key has.`
  }
  return 'Nothing here can sign: no wallet is connected and no key is unlocked.'
}
