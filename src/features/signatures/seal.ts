import type { JudgedDifference, Seal } from '#gridtypes/seal.ts'
import type { CopyLabel } from '#queries/seal.ts'

/** Words with a moment in or after them, in Unix ms, which pages show as they show all times. */
export interface Timed {
  words: string
  at?: number
  after?: string
}

/** What the node's history says to a difference; undefined where it says nothing. */
export function causeWords({ workload, cause }: JudgedDifference): Timed | undefined {
  if (!cause || workload === null) return undefined
  if (cause.how === 'pending') {
    return { words: `${workload}: its update is still to be done by the node.` }
  }
  const did = cause.how === 'refused' ? 'did not do its update' : 'took it down'
  const said = cause.message === '' ? '' : `, with the words “${cause.message.slice(0, 400)}”`
  return { words: `${workload}: the node ${did}`, at: cause.at * 1000, after: `${said}.` }
}

/** How a copy came to this browser. */
export const origins = {
  sent: 'sent from here',
  found: 'found by its hash',
  brought: 'brought by you',
} as const

/** How it was found out: what was compared, or what was searched. */
export function wayOf(seal: Seal): Timed {
  if ('search' in seal && seal.search) {
    return { words: `order found among ${seal.search.among.toLocaleString('en-US')}` }
  }
  if (seal.copy !== undefined) return { words: 'copy kept', at: seal.copy }
  if (seal.verdict === 'cannot-judge' && seal.reason === 'history') {
    return { words: 'order found with what its history keeps' }
  }
  if (seal.verdict === 'cannot-judge' && seal.reason === 'not-found') {
    return { words: `${seal.among.toLocaleString('en-US')} orders and expirations searched` }
  }
  return { words: 'not compared' }
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
