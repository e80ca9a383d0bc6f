import type { PublishedKey, Publishing } from '#queries/identitychain.ts'
import type { Kyc } from '#queries/kyc.ts'
import { session } from '#queries/session.ts'
import type { DemoName, HeldKey } from '#queries/sessionstate.ts'
import type { State } from '#ui/State.tsx'
import { toast } from '#ui/toast.ts'

/** Greets who speaks since a key was unlocked. */
export function welcome(): void {
  const { twin } = session().state()
  if (twin) toast({ sentence: `Speaking as twin ${twin.twin}`, state: 'ok' })
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
  unreadable: {
    state: 'error',
    word: 'published, and not readable here',
    means:
      'Nodes encipher their answers to this key, and a keystore of an sr25519 account does not hold its secret: answers cannot be opened here until another key is published.',
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

/** How the key that is unlocked came here. */
export const kindWords: Record<HeldKey['kind'], string> = {
  vault: 'your mnemonic or seed',
  session: 'made in this browser',
  keystore: 'a keystore file',
}

/** A twin's relay on the chain against the one that the console uses. */
export const relayWords: Record<
  Publishing['relay'],
  { state: State; word: string; means?: string }
> = {
  ours: { state: 'ok', word: 'this network’s' },
  none: {
    state: 'warn',
    word: 'none',
    means:
      'The chain names no relay for this twin: answers of nodes on another relay may not find their way here.',
  },
  other: {
    state: 'warn',
    word: 'another one',
    means:
      'The chain names another relay than the one this console is connected to: answers may be brought there instead of here.',
  },
  unknown: { state: 'unknown', word: 'not compared' },
}

/** What publishing does beside what is wanted (facts: rmb.md sections 4, 5). */
export const publishWarnings = {
  nodes:
    'Nodes remember a twin’s key for up to 6 h: until then encrypted answers of some cannot be read.',
  others:
    'Other programs that hold this account, such as the dashboard or a grid client, write their own relay and key over these when they start.',
} as const

/** What there is to publish. */
export const publishTitle = ({ relay, key }: Publishing): string =>
  relay === 'ours' || relay === 'unknown'
    ? 'Publish key'
    : key === 'ours' || key === 'unreadable'
      ? 'Publish relay'
      : 'Publish relay and key'

/** What KYC says, as a state and a word. */
export const kycWords = (kyc: Kyc): { state: State; word: string } => {
  if (kyc.state === 'verified') return { state: 'ok', word: 'verified' }
  if (kyc.state === 'unknown') return { state: 'unknown', word: 'could not be checked' }
  const words: Record<string, string> = {
    UNVERIFIED: 'not verified',
    PENDING: 'not verified yet: under review',
    REJECTED: 'not verified: rejected',
  }
  const known = Object.hasOwn(words, kyc.status) ? words[kyc.status] : undefined
  // a status of a newer service stands as it says it
  return { state: 'warn', word: known ?? `not verified: ${kyc.status.slice(0, 40)}` }
}
