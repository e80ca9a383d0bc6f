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
}

export const ordinary: Switches = {
  slowMs: 0,
  dead: false,
  refuse: false,
  refuseAccess: false,
  noAccounts: false,
}
