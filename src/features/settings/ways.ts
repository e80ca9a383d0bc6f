import type { HeldKey } from '#queries/sessionstate.ts'

/** How far a way goes in one respect: whole, in part, or not at all; the words say what exactly. */
export interface Reach {
  how: 'yes' | 'part' | 'no'
  words: string
}
const yes = (words = 'yes'): Reach => ({ how: 'yes', words })
const part = (words: string): Reach => ({ how: 'part', words })
const no = (words = 'no'): Reach => ({ how: 'no', words })

export type WayId = 'visitor' | 'watch' | 'vault' | 'session' | 'wallet' | 'keystore'

/** One way of being at the console: what it can do, and what it puts at risk. */
export interface Way {
  id: WayId
  title: string
  /** What it is, in a line. */
  is: string
  ask: Reach
  own: Reach
  farmer: Reach
  pay: Reach
  sign: Reach
  risk: string
}

/** The honest ways (facts: rmb.md section 7.5, by whom a command is taken section 7.3). */
export const ways: readonly Way[] = [
  {
    id: 'visitor',
    title: 'Visitor',
    is: 'No key at all',
    ask: part('the proxy’s copy'),
    own: no(),
    farmer: no(),
    pay: no(),
    sign: no(),
    risk: 'Nothing.',
  },
  {
    id: 'watch',
    title: 'Watch-only twin',
    is: 'A twin’s number',
    ask: part('the proxy’s copy'),
    own: part('its contracts, not what runs'),
    farmer: no(),
    pay: no(),
    sign: no(),
    risk: 'Nothing: contracts are public.',
  },
  {
    id: 'vault',
    title: 'Vault twin',
    is: 'Your mnemonic or seed, sealed here',
    ask: yes('any node'),
    own: yes(),
    farmer: yes('on your farms'),
    pay: yes(),
    sign: yes(),
    risk: 'The key of all your money, in this page while unlocked. Only the console asks.',
  },
  {
    id: 'session',
    title: 'Session twin',
    is: 'A twin made in this browser',
    ask: yes('any node'),
    own: part('only what it deployed'),
    farmer: no(),
    pay: part('its own balance'),
    sign: part('once verified'),
    risk: 'Its own balance: it goes with its key. No prompts.',
  },
  {
    id: 'wallet',
    title: 'Wallet account',
    is: 'Polkadot{.js} or another extension',
    ask: no(),
    own: part('its contracts, not what runs'),
    farmer: no(),
    pay: yes(),
    sign: part('beside its twin’s key'),
    risk: 'Nothing leaves the wallet; it asks at every signature.',
  },
  {
    id: 'keystore',
    title: 'Keystore file',
    is: 'JSON exported by a wallet',
    ask: yes('any node'),
    own: yes(),
    farmer: yes('on your farms'),
    pay: yes(),
    sign: yes(),
    risk: 'As with the vault. An sr25519 file needs another key to open answers.',
  },
]

/** The heads of what a way can do, in the order of the table. */
export const reaches = [
  ['ask', 'Ask nodes'],
  ['own', 'Your deployments'],
  ['farmer', 'Farmer commands'],
  ['pay', 'Pay'],
  ['sign', 'Sign deployments'],
] as const

/**
 * Every way a person is here by now, and as what: a wallet and a key may be here at once, and then one speaks and one
 * of them pays. `speaks`: the key has a twin.
 */
export function waysNow(
  key: { kind: HeldKey['kind']; speaks: boolean } | null,
  wallet: { pays: boolean } | null,
): Partial<Record<WayId, string>> {
  if (!key) return wallet ? { wallet: 'you are here' } : { visitor: 'you are here' }
  if (!wallet) return { [key.kind]: 'you are here' }
  const parts = [key.speaks && 'speaks', !wallet.pays && 'pays'].filter(Boolean)
  return {
    [key.kind]: parts.join(' and ') || 'unlocked',
    wallet: wallet.pays ? 'pays' : 'connected',
  }
}

/** Who signs what when something is deployed (facts: rmb.md section 7.5, last table). */
export interface Signing {
  who: string
  owner: string
  extrinsics: string
  hash: string
  envelope: string
  prompts: string
}
export const signings: readonly Signing[] = [
  {
    who: 'Wallet, its twin’s key in the vault',
    owner: 'the wallet’s twin',
    extrinsics: 'wallet',
    hash: 'wallet',
    envelope: 'vault key',
    prompts: '2 of the wallet',
  },
  {
    who: 'Vault or keystore alone',
    owner: 'that twin',
    extrinsics: 'that key',
    hash: 'that key',
    envelope: 'that key',
    prompts: 'none: the console asks',
  },
  {
    who: 'Session twin',
    owner: 'the session twin',
    extrinsics: 'session key',
    hash: 'session key; the wallet as second signer',
    envelope: 'session key',
    prompts: 'none, or 1 of the wallet',
  },
  {
    who: 'Wallet alone',
    owner: 'the wallet’s twin',
    extrinsics: 'wallet',
    hash: 'wallet',
    envelope: 'nobody: refused before paying',
    prompts: 'cancelling works',
  },
]
