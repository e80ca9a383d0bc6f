import { messageOf } from '#lib/error.ts'
import { WalletError, type WalletErrorCode } from './error.ts'

interface Rule {
  says: RegExp
  code: WalletErrorCode
  message: string
}

/**
 * The extensions' own words; they have no codes. `Cancelled`, `Rejected` and the sentences about the source
 * are Polkadot{.js}'s, kept by those that descend from it; the ports are Chromium's.
 */
const SAID: readonly Rule[] = [
  {
    says: /^(user )?(cancelled|canceled|rejected)|^denied by|user (cancelled|canceled|rejected|denied)/i,
    code: 'cancelled',
    message: 'Cancelled in the wallet. Nothing was signed and nothing was sent.',
  },
  {
    says: /not allowed to interact|has not been enabled|not authori[sz]ed|unauthori[sz]ed/i,
    code: 'access-refused',
    message: 'The wallet keeps this site out. Allow it under its own settings, then connect again.',
  },
  {
    says: /pending authori[sz]ation/i,
    code: 'popup-dead',
    message:
      'An earlier request of this site still waits in the wallet. Open the wallet by its icon and answer it there.',
  },
  {
    says: /context invalidated|disconnected port|message port closed|could not establish connection/i,
    code: 'popup-dead',
    message: 'The wallet was restarted or updated since this page was loaded. Reload the page.',
  },
  {
    says: /metadata|genesis|spec ?version|runtime ?version/i,
    code: 'wrong-metadata',
    message:
      'The wallet knows another network, or an older version of this one. Update the metadata in the wallet, then sign again.',
  },
  {
    says: /unable to find .*(account|keypair|address)|unknown (account|address)/i,
    code: 'gone',
    message: 'The wallet no longer has this account. Choose another.',
  },
]

const OTHERWISE: Omit<Rule, 'says'> = {
  code: 'failed',
  message: 'The wallet did not do it. Nothing was signed.',
}

/** What an extension threw, as our error. */
export function walletError(error: unknown): WalletError {
  if (error instanceof WalletError) return error
  const details = messageOf(error)
  const { code, message } = SAID.find(({ says }) => says.test(details)) ?? OTHERWISE
  return new WalletError(code, message, { details, cause: error })
}

/** What an extension threw when it was asked for access: refusing is then something else. */
export function accessError(error: unknown): WalletError {
  const said = walletError(error)
  if (said.code !== 'cancelled') return said
  return new WalletError(
    'access-refused',
    'You did not let this site into the wallet. Connect again and allow it there.',
    { ...(said.details !== undefined && { details: said.details }), cause: error },
  )
}
