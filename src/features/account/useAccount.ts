import { useSearchParams } from 'wouter'
import { readSs58, toSs58 } from '#lib/ss58.ts'
import { useSession } from '#queries/session.ts'
import { useWallet } from '#queries/wallet.ts'
import { walletName } from '#queries/walletstate.ts'
import { type SigningAccount, useSigningAccounts, useWho } from '#queries/who.ts'
import type { Known } from './recipient.ts'

/** The account that the page is about. */
export interface Shown {
  /** SS58 in format 42; null: nothing is chosen, and nothing signs here. */
  address: string | null
  /** What signs for it here; null: it is only looked at. */
  signing: SigningAccount | null
  /** What it is called here; '' where it has no name. */
  name: string
}

/** An address that stood in the page's own address, in any format; undefined when it is none. */
export function asAddress(text: string | null): string | undefined {
  const read = readSs58((text ?? '').trim())
  return 'account' in read ? toSs58(read.account) : undefined
}

/** The account that signs, or the one that is named in the page's address. */
export function useAccount(): Shown {
  const [params] = useSearchParams()
  const { account, speaking } = useWho()
  const signers = useSigningAccounts()
  const known = useKnown()
  const asked = asAddress(params.get('account'))
  const address = asked ?? account?.address ?? speaking?.address ?? null
  const signing =
    account?.address === address ? account : signers.find((one) => one.address === address)
  const name = signing?.name ?? known.find((one) => one.address === address)?.name ?? ''
  return { address, signing: signing ?? null, name }
}

const KINDS = { vault: 'Vault key', session: 'Session key', keystore: 'Keystore key' } as const

/** An account that this browser has to do with, and how. */
export interface OwnAccount extends Known {
  /** In words: "Wallet, demo-wallet", "Vault key, sealed". */
  where: string
  /** What signs for it: its wallet, the unlocked key, or a sealed one that must be unlocked first. */
  by: 'wallet' | 'key' | 'sealed'
  /** Twin as a kept key tells it. */
  twin: number | null
}

/** All accounts of one's own: those the wallet shows, the unlocked key, and the sealed ones. */
export function useKnown(): OwnAccount[] {
  const { status } = useWallet()
  const { key, sealed } = useSession()
  const held = useSigningAccounts().find(({ kind }) => kind !== 'wallet')
  const all: OwnAccount[] = status.accounts.map(({ address, name, source }) => ({
    address,
    name: name ?? 'Wallet account',
    own: true,
    where: walletName(source),
    by: 'wallet',
    twin: null,
  }))
  if (key) {
    all.push({
      address: key.address,
      name: held?.name ?? KINDS[key.kind],
      own: true,
      where: key.sealed ? 'Unlocked here, sealed' : 'Unlocked here, not kept',
      by: 'key',
      twin: key.twin,
    })
  }
  for (const { address, kind = 'vault', twin } of sealed) {
    if (address === key?.address) continue
    all.push({
      address,
      name: KINDS[kind],
      own: true,
      where: 'Sealed in this browser',
      by: 'sealed',
      twin,
    })
  }
  return all
}
