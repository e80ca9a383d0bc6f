/** The sections of the identity page that its table leads to, by their element ids. */
export const places = {
  unlock: 'unlock',
  wallet: 'wallet',
} as const
