import type {
  ExtensionStatus,
  MetadataState,
  UnusableAccount,
  WalletAccount,
  WalletErrorCode,
} from '#queries/walletstate.ts'
import { walletName } from '#queries/walletstate.ts'
import type { SigningAccount } from '#queries/who.ts'
import type { State } from '#ui/State.tsx'

/** Where the extension that this was built with is to be had. */
export const EXTENSION_AT = 'https://polkadot.js.org/extension/'

/** What a person can do about it, beyond what the error itself says; undefined where that is all. */
export const remedies: Readonly<Record<WalletErrorCode, string | undefined>> = {
  'no-extension': 'Talisman, SubWallet and others that know Substrate accounts work as well.',
  'access-refused':
    'In Polkadot{.js}: open it by its icon, then Settings, Manage website access, and allow this site. Connect again after that.',
  'no-account':
    'In Polkadot{.js}: open it by its icon and make or import an account, or under Manage website access tick the accounts that this site may see. They then appear here by themselves.',
  'unsupported-key':
    'Twins have sr25519 or ed25519 keys. Accounts of Ethereum wallets and most hardware devices are ecdsa.',
  'wrong-metadata': undefined,
  'popup-dead': 'Browsers hide such windows behind others, and some block them.',
  cancelled: undefined,
  gone: undefined,
  'bad-signature': undefined,
  'bad-request': undefined,
  failed: undefined,
  aborted: undefined,
}

/** A row of those who can sign: an account of a wallet, or the key that is unlocked. */
export interface Signer {
  key: string
  name: string
  address: string
  curve: string
  /** Its wallet's name, undefined for the unlocked key. */
  source: string | undefined
  /** What choosing it needs; undefined for the unlocked key. */
  account: WalletAccount | undefined
  signs: boolean
}

/** All that can sign, and which of them does. */
export function signersOf(
  accounts: readonly WalletAccount[],
  key: { address: string; curve: string; name: string } | undefined,
  signing: Pick<SigningAccount, 'address' | 'kind'> | null,
  taken: WalletAccount | null,
): Signer[] {
  const byWallet = signing?.kind === 'wallet'
  // the same account may stand in two wallets: the one that was taken is asked
  const source = accounts.some(
    (one) => one.address === signing?.address && one.source === taken?.source,
  )
    ? taken?.source
    : accounts.find(({ address }) => address === signing?.address)?.source
  return [
    ...accounts.map((account) => ({
      key: `${account.source} ${account.address}`,
      name: account.name ?? 'Without a name',
      address: account.address,
      curve: account.type,
      source: walletName(account.source),
      account,
      signs: byWallet && account.address === signing?.address && account.source === source,
    })),
    ...(key
      ? [
          {
            key: 'key',
            name: key.name,
            address: key.address,
            curve: key.curve,
            source: undefined,
            account: undefined,
            signs: signing !== null && !byWallet,
          },
        ]
      : []),
  ]
}

/** Why an account that a wallet shows cannot be used, in a line. */
export const unusableWords = ({ name, address, why, type }: UnusableAccount): string =>
  why === 'key'
    ? `${name ?? address} is an account of type ${type}, which no twin can have.`
    : `${name ?? address} has an address that cannot be read.`

/** What became of an extension beside those that gave accounts; undefined where nothing is to be told. */
export function beside({ name, state, error }: ExtensionStatus): string | undefined {
  if (state === 'silent')
    return `${walletName(name)} has not answered yet; what it answers later still counts.`
  if (error) return `${walletName(name)}: ${error.message}`
  return undefined
}

export const readingWords: Readonly<Record<MetadataState, { state: State; words: string }>> = {
  current: { state: 'ok', words: 'reads what it signs' },
  other: {
    state: 'warn',
    words: 'knows an older version of this network and cannot show you what you sign',
  },
  missing: { state: 'warn', words: 'does not know this network and cannot show you what you sign' },
  unable: { state: 'unknown', words: 'takes no description of networks' },
}
