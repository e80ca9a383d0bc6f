/** How the demo wallet behaves. */
export interface Switches {
  /** How long until its dialog opens, in milliseconds. */
  slowMs: number
  /** Its dialog never opens and it never answers; what was asked meanwhile stays unanswered for good. */
  dead: boolean
  /** It refuses whatever it is asked to sign, without asking. */
  refuse: boolean
  /** It lets no site in, without asking. */
  refuseAccess: boolean
  /** It lets sites in and shows them no account. */
  noAccounts: boolean
  /** It shows accounts of a key type that no twin can have. */
  onlyEcdsa: boolean
  /** Its accounts are allowed on another chain only. */
  otherNetwork: boolean
  /** It is not in the page at all. */
  absent: boolean
}

export const ordinary: Switches = {
  slowMs: 0,
  dead: false,
  refuse: false,
  refuseAccess: false,
  noAccounts: false,
  onlyEcdsa: false,
  otherNetwork: false,
  absent: false,
}

/** What a person can choose for it, by the name that stands in the address: `?wallet=dead`. */
export const moods = {
  ordinary: { title: 'Answers as it should', switches: {} },
  slow: { title: 'Opens its window after 5 s', switches: { slowMs: 5_000 } },
  dead: { title: 'Never opens its window', switches: { dead: true } },
  refuse: { title: 'Refuses to sign', switches: { refuse: true } },
  'refuse-access': { title: 'Keeps sites out', switches: { refuseAccess: true } },
  'no-accounts': { title: 'Shows no account', switches: { noAccounts: true } },
  'only-ecdsa': { title: 'Shows ecdsa accounts only', switches: { onlyEcdsa: true } },
  'other-network': {
    title: 'Allows its accounts on another network only',
    switches: { otherNetwork: true },
  },
  absent: { title: 'Is not in the page', switches: { absent: true } },
} as const satisfies Record<string, { title: string; switches: Partial<Switches> }>

export type Mood = keyof typeof moods

export const isMood = (name: string | null): name is Mood =>
  name !== null && Object.hasOwn(moods, name)
