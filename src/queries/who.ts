import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Curve } from '#rmb/identity.ts'
import type { KeyKind } from '#vault/record.ts'
import { chain } from './chain.ts'
import { grid } from './grid.ts'
import { useSession } from './session.ts'
import type { HeldKey, SessionState, Speaking } from './sessionstate.ts'
import { useWallet } from './wallet.ts'
import type { WalletState } from './walletstate.ts'

/** An account that can sign extrinsics and deployments here. */
export interface SigningAccount {
  /** SS58 in format 42. */
  address: string
  /** As its wallet names it, or what kind of key it is. */
  name: string
  kind: 'wallet' | KeyKind
  curve: Curve
}

/**
 * How the twin that speaks and the account that signs go together:
 * - `same` it is the twin's own account · `other-twin` another twin's · `no-twin` one that has none
 * - `unknown` which twin it has is not known yet · `one-side` nobody speaks, or nothing signs
 */
export type Match = 'same' | 'other-twin' | 'no-twin' | 'unknown' | 'one-side'

export interface Who {
  speaking: Speaking | null
  /** What signs unless another is chosen for a single thing. */
  account: SigningAccount | null
  /** The twin of that account: null it has none, undefined not known (yet). */
  accountTwin: number | null | undefined
  match: Match
}

const KEY_NAMES: Readonly<Record<KeyKind, string>> = {
  vault: 'Unlocked key',
  session: 'Session twin’s key',
  keystore: 'Keystore key',
}

const heldAccount = ({ address, curve, kind }: HeldKey): SigningAccount => ({
  address,
  name: KEY_NAMES[kind],
  kind,
  curve,
})

/** What can sign: the wallet's account, then the key that is unlocked. The same account can be both. */
export function signingAccounts(
  wallet: Pick<WalletState, 'status' | 'account' | 'chosen'>,
  { twin, key }: Pick<SessionState, 'twin' | 'key'>,
): SigningAccount[] {
  // where nothing was chosen in the wallet, its account of the twin that speaks comes first
  const own =
    wallet.chosen === 'wallet'
      ? undefined
      : wallet.status.accounts.find(({ address }) => address === twin?.address)
  const inWallet = own ?? wallet.account
  return [
    ...(inWallet
      ? [
          {
            address: inWallet.address,
            name: inWallet.name ?? 'Wallet account',
            kind: 'wallet' as const,
            curve: inWallet.type,
          },
        ]
      : []),
    ...(key ? [heldAccount(key)] : []),
  ]
}

/**
 * Which of them signs by default: what the person chose, else the account that is the speaking twin's own, else
 * the wallet's, else the key's.
 */
export function signerByDefault(
  accounts: readonly SigningAccount[],
  speaking: Pick<Speaking, 'address'> | null,
  chosen: WalletState['chosen'],
): SigningAccount | null {
  const [first] = accounts
  const picked = accounts.find(
    ({ kind }) => chosen !== null && (kind === 'wallet') === (chosen === 'wallet'),
  )
  return picked ?? accounts.find(({ address }) => address === speaking?.address) ?? first ?? null
}

/** How a speaking twin and a signing account go together. */
export function matchOf(
  speaking: Pick<Speaking, 'twin' | 'address'> | null,
  account: Pick<SigningAccount, 'address'> | null,
  accountTwin: number | null | undefined,
): Match {
  if (!speaking || !account) return 'one-side'
  if (speaking.address === account.address || speaking.twin === accountTwin) return 'same'
  if (accountTwin === undefined) return 'unknown'
  return accountTwin === null ? 'no-twin' : 'other-twin'
}

/**
 * The twin of an account (format 42), null where it has none: asked of the chain where it is connected already,
 * else of the grid proxy, so that a look at the frame does not load the chain.
 */
export const accountTwinQuery = (address: string) =>
  queryOptions({
    queryKey: ['proxy', 'account-twin', address] as const,
    queryFn: async ({ signal }): Promise<number | null> => {
      if (chain.state().status.state !== 'connected') return grid.twinOfAccount(address, signal)
      const [api, { twinIdOf }] = await Promise.all([chain.api(signal), import('#chain/reads.ts')])
      return (await twinIdOf(api, address)) ?? null
    },
  })

/** What is known of an account's twin without asking anybody. */
const twinHere = (address: string | undefined, { twin, key }: Pick<SessionState, 'twin' | 'key'>) =>
  twin?.address === address
    ? twin?.twin
    : key?.address === address
      ? (key?.twin ?? undefined)
      : undefined

/** Which twin speaks, which account signs, and whether they belong together; followed. */
export function useWho(): Who {
  const state = useSession()
  const wallet = useWallet()
  const speaking = state.twin
  const account = signerByDefault(signingAccounts(wallet, state), speaking, wallet.chosen)
  const here = twinHere(account?.address, state)
  const { data } = useQuery({
    ...accountTwinQuery(account?.address ?? ''),
    enabled: account !== null && here === undefined,
  })
  const accountTwin = here ?? (account ? data : undefined)
  return { speaking, account, accountTwin, match: matchOf(speaking, account, accountTwin) }
}

/** Everything that can sign here; followed. */
export function useSigningAccounts(): SigningAccount[] {
  const state = useSession()
  return signingAccounts(useWallet(), state)
}
