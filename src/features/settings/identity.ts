import { fromHex, toHex } from '#lib/bytes.ts'
import type { DemoName } from '#queries/sessionstate.ts'
import type { State } from '#ui/State.tsx'

/** Whether the grid holds an encryption key for a twin, and whose (facts: rmb.md section 4). */
export type PublishedKey = 'none' | 'ours' | 'other'

/** `published` as the grid proxy gives it, hex with or without 0x; `ours` derived from the secret. */
export function publishedKey(published: string, ours: Uint8Array | undefined): PublishedKey {
  if (published === '' || published === '0x') return 'none'
  const bytes = fromHex(published)
  return bytes && ours && toHex(bytes) === toHex(ours) ? 'ours' : 'other'
}

export const publishedWords: Record<PublishedKey, { state: State; word: string; means: string }> = {
  none: {
    state: 'unknown',
    word: 'none published',
    means:
      'Calls and answers travel signed but in plain: whoever runs the relay can read them. Nodes encipher once the twin publishes a key.',
  },
  ours: {
    state: 'ok',
    word: 'published',
    means:
      'Calls and answers are enciphered from here to the node; the relay sees only who and what.',
  },
  other: {
    state: 'warn',
    word: 'another key is published',
    means:
      'Nodes encipher their answers to a key that this secret does not have, so they cannot be opened here. Publishing this one would take up to 6 h to reach every node.',
  },
}

/** A hint about a password; nothing is refused for it. */
export function passwordHint(password: string): string {
  if (password === '') {
    return 'It is asked for at each unlocking and cannot be recovered. Keep the mnemonic as well.'
  }
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) =>
    kind.test(password),
  ).length
  // length counts most: four plain words are harder to guess than eight odd characters
  const bits = new Set(password).size < 4 ? 0 : password.length * (2 + kinds * 0.6)
  if (bits < 36) return 'Weak: whoever copies this browser’s files could guess it.'
  if (bits < 56) return 'Fair: a word or two more make it strong.'
  return 'Strong.'
}

/** One way of being at the console: what it gives, what it costs, and when. */
export interface Way {
  id: 'visitor' | 'vault' | 'session-twin' | 'keystore' | 'wallet'
  title: string
  gives: string
  costs: string
  /** False for what a later release brings. */
  here: boolean
}

/** The honest designs in plain words (facts: rmb.md section 7.5). */
export const ways: readonly Way[] = [
  {
    id: 'visitor',
    title: 'Look around without a key',
    gives:
      'All nodes, farms and contracts as the grid proxy tells them; for statistics and GPUs the proxy asks the node for you.',
    costs:
      'Nodes speak only to twins: no diagnostics, no benchmarks, no deployments, nothing of a farmer.',
    here: true,
  },
  {
    id: 'vault',
    title: 'Your twin’s own key',
    gives: 'Everything: any node answers, your deployments, your farm’s nodes.',
    costs:
      'The same key moves your account’s funds, and this page holds it while unlocked: in a Worker of its own, locked when idle, wiped at locking. A wallet cannot protect what was typed here.',
    here: true,
  },
  {
    id: 'session-twin',
    title: 'A twin made for this browser',
    gives:
      'Every node answers, and your main key never comes near. At risk is only its own small balance.',
    costs:
      'Its account must be funded first. It cannot see your main twin’s deployments or act for your farm; what it deploys belongs to it.',
    here: false,
  },
  {
    id: 'keystore',
    title: 'A keystore file of Polkadot{.js}',
    gives: 'Signing without typing a mnemonic.',
    costs:
      'For sr25519 the file has no secret to encipher with, so where your twin publishes a key another must be published, and nodes need up to 6 h to notice.',
    here: false,
  },
  {
    id: 'wallet',
    title: 'A wallet extension',
    gives: 'Familiar prompts for money and for signing a deployment.',
    costs:
      'No wallet can sign for the message bus, so nodes cannot be asked with it alone. It comes beside one of the ways above.',
    here: false,
  },
]

/** The way a person is at the console now. */
export const wayNow = (speaking: boolean): Way['id'] => (speaking ? 'vault' : 'visitor')

export const curveChoices = [
  {
    value: 'sr25519',
    label: 'sr25519',
    hint: 'What ThreeFold’s own tools and wallets make of a mnemonic. Right unless you know better.',
  },
  {
    value: 'ed25519',
    label: 'ed25519',
    hint: 'Older accounts and machines. The same words give another address on each curve.',
  },
] as const

/** `own` is none of them: a twin that was unlocked by its own secret. */
export const demoPeople: readonly { value: DemoName | 'own'; label: string }[] = [
  { value: 'visitor', label: 'Visitor' },
  { value: 'tenant', label: 'Tenant' },
  { value: 'farmer', label: 'Farmer' },
]
