import { writeJson } from '#gridtypes/secrets.ts'

/** How a text is shown. */
export interface Wanted {
  /** The exact text, spaces and all, instead of one laid out for reading. */
  sent: boolean
  secrets: boolean
}

/** The node's JSON as it is wanted; every digit, key and order in it is the node's. */
export const shownOf = (text: string, { sent, secrets }: Wanted): string =>
  writeJson(text, { show: secrets, indent: sent ? undefined : 2 })

/** Whether there is anything in a text that is masked. */
export const hasSecrets = (text: string): boolean => writeJson(text) !== text

/** The name of a downloaded file; that there are secrets in it can be seen from outside. */
export const fileOf = (contractId: bigint, secrets: boolean): string =>
  `deployment-${contractId}${secrets ? '-with-secrets' : ''}.json`
