import type { JudgedDifference, Seal } from '#gridtypes/seal.ts'
import { stamp } from '#lib/time.ts'
import type { CopyLabel } from '#queries/seal.ts'

/** What the node's history says to a difference; undefined where it says nothing. */
export function causeWords({ workload, cause }: JudgedDifference): string | undefined {
  if (!cause || workload === null) return undefined
  if (cause.how === 'pending') return `${workload}: its update is still to be done by the node.`
  const did = cause.how === 'refused' ? 'did not do its update' : 'took it down'
  const said = cause.message === '' ? '' : `, with the words “${cause.message.slice(0, 400)}”`
  return `${workload}: the node ${did} on ${stamp(cause.at * 1000)}${said}.`
}

/** How a copy came to this browser. */
export const origins = {
  sent: 'sent from here',
  found: 'found by its hash',
  brought: 'brought by you',
} as const

/** How it was found out: what was compared, or what was searched. */
export function wayOf(seal: Seal): string {
  if ('search' in seal && seal.search) {
    return `order found among ${seal.search.among.toLocaleString('en-US')}`
  }
  if (seal.copy !== undefined) return `kept copy of ${stamp(seal.copy)}`
  if (seal.verdict === 'cannot-judge' && seal.reason === 'history') {
    return 'order found with what its history keeps'
  }
  if (seal.verdict === 'cannot-judge' && seal.reason === 'not-found') {
    return `${seal.among.toLocaleString('en-US')} orders and expirations searched`
  }
  return 'not compared'
}

/** The expiration that the order was found with; undefined for none, and where it was not searched. */
export const expirationOf = (seal: Seal): string | undefined =>
  'search' in seal && seal.search && seal.search.expiration !== 0n
    ? String(seal.search.expiration)
    : undefined

/** A kept copy in words: its version, how it came here, and whether it is of the contract's hash. */
export const copyWords = ({ version, from, hash }: CopyLabel, contractHash: string | undefined) =>
  `version ${version}, ${origins[from]}${
    hash === contractHash?.toLowerCase() ? '' : ", not of the contract's hash"
  }`
