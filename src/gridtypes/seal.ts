import {
  parseDeployment,
  type Deployment,
  type LooseDeployment,
  type LooseWorkload,
} from './deployment.ts'
import { differences, type Difference } from './differ.ts'
import { asFound, type Found, isSearchable, MOST, ordersOf, searchOrders } from './orders.ts'
import { restorations } from './restore.ts'
import { serialiseDeployment } from './serialise.ts'

/** A kept copy of what was signed: the exact JSON, its hash, and when it was kept (Unix ms). */
export interface Copy {
  hash: string
  text: string
  at: number
}

/** Why a difference is the node's own doing, by its history. */
export interface Cause {
  /** An update that failed without harm; a workload that was taken down; an update not done yet. */
  how: 'refused' | 'deleted' | 'pending'
  /** The node's words. */
  message: string
  /** Unix seconds; 0 for pending. */
  at: number
}

export interface JudgedDifference extends Difference {
  cause?: Cause
}

/** A search that found what was signed. */
export interface Searched extends Found {
  /** JSON that has the contract's hash. */
  text: string
  /** Workloads whose signed state came from the history, since the node no longer tells it. */
  restored: string[]
  /** Orders that were looked at, at most. */
  among: number
}

/** A kept copy whose hash is not the contract's: of another version. */
export interface OtherCopy {
  version: number
  at: number
  /** The node runs exactly this. */
  same: boolean
}

/**
 * Why nothing can be said. `no-hash`: the contract, or its hash, is not known · `unreadable`: a workload's
 * type or data is none this code knows · `too-many`: more or larger workloads than are searched, and no copy ·
 * `not-found`: no order has the hash, which proves nothing · `not-searched`: nobody has looked yet ·
 * `no-history`: what differs may have its reason in a history that was not read · `history`: what differs is
 * what the node's own history tells.
 */
export type Doubt =
  | 'no-hash'
  | 'unreadable'
  | 'too-many'
  | 'not-found'
  | 'not-searched'
  | 'no-history'
  | 'history'

/**
 * Whether a node runs what was signed. Red is said only of a kept copy that has the contract's hash; what a
 * search does not find proves nothing (facts: node-api.md section 7.6).
 */
export type Seal = { others: OtherCopy[] } & (
  | { verdict: 'runs-what-was-signed'; copy: number; search?: never }
  | { verdict: 'runs-what-was-signed'; copy?: never; search: Omit<Searched, 'text'> }
  | { verdict: 'differs'; copy: number; differences: JudgedDifference[] }
  | {
      verdict: 'cannot-judge'
      reason: Doubt
      /** When the copy was kept that has the hash, where one is there. */
      copy?: number
      /** What differs, of `history` and `no-history`. */
      differences: JudgedDifference[]
      /** Names of workloads that cannot be read, of `unreadable`. */
      workloads: string[]
      /** How many orders a search goes through, of `not-found`. */
      among: number
      /** The node itself said that the hash is another one. */
      mismatch: boolean
    }
)

export type Verdict = Seal['verdict']

export interface SealFacts {
  /** As the node told it. */
  deployment: LooseDeployment
  /** As the contract has it: 32 hex digits; `''` and undefined where it is not known. */
  contractHash: string | undefined
  /** Copies kept of this contract, of whatever version. */
  kept: readonly Copy[]
  /** `zos.deployment.changes`; undefined while it was not read. */
  history?: readonly LooseWorkload[] | undefined
  /** What `searchSigned` found, null for nothing; undefined while nobody has looked. */
  found?: Searched | null | undefined
}

/** Judges by what is known. Says `not-searched` or `no-history` where knowing more could change the verdict. */
export function judgeSeal({ deployment, contractHash, kept, history, found }: SealFacts): Seal {
  const hash = contractHash?.toLowerCase() ?? ''
  const others = kept.filter((copy) => copy.hash !== hash).map((copy) => other(copy, deployment))
  const unread = deployment.workloads.filter((workload) => 'fault' in workload)
  const doubt = (
    reason: Doubt,
    more: { copy?: number; differences?: JudgedDifference[] } = {},
  ) => ({
    verdict: 'cannot-judge' as const,
    reason,
    differences: [],
    workloads: unread.map(({ name }) => name),
    among: ordersOf(Math.min(deployment.workloads.length, MOST)),
    mismatch: deployment.workloads.some(({ result }) => result.message.includes(MISMATCH)),
    others,
    ...more,
  })
  if (!/^[0-9a-f]{32}$/.test(hash)) return doubt('no-hash')
  const copy = kept.find((one) => one.hash === hash)
  if (copy) {
    const { at } = copy
    const judged = judge(parseDeployment(copy.text), deployment, history ?? [])
    if (judged.length === 0) return { verdict: 'runs-what-was-signed', copy: at, others }
    if (judged.every(({ cause }) => cause)) {
      return doubt('history', { copy: at, differences: judged })
    }
    const unreadable = (name: string | null) => unread.some((workload) => workload.name === name)
    const plain = judged.filter(({ cause, workload }) => !cause && !unreadable(workload))
    if (plain.length === 0) return doubt('unreadable', { copy: at, differences: judged })
    if (!history && plain.every((one) => mayHaveCause(one, judged))) {
      return doubt('no-history', { copy: at, differences: judged })
    }
    return { verdict: 'differs', copy: at, differences: judged, others }
  }
  if (unread.length > 0) return doubt('unreadable')
  if (found) {
    const { text, ...search } = found
    if (search.restored.length === 0) return { verdict: 'runs-what-was-signed', search, others }
    return doubt('history', {
      differences: judge(parseDeployment(text), deployment, history ?? []),
    })
  }
  if (!isSearchable(deployment.workloads)) return doubt('too-many')
  return doubt(found === undefined ? 'not-searched' : 'not-found')
}

/** What a node says of every workload when it finds another hash (facts: node-api.md section 1.9). */
const MISMATCH = 'contract hash does not match deployment hash'

function other({ text, at }: Copy, deployment: LooseDeployment): OtherCopy {
  const copy = parseDeployment(text)
  return { version: copy.version, at, same: differences(copy, deployment).length === 0 }
}

function judge(signed: Deployment, node: LooseDeployment, history: readonly LooseWorkload[]) {
  const busy = node.workloads.some(({ result }) => result.state === 'init')
  return differences(signed, node).map((difference): JudgedDifference => {
    const cause = causeOf(difference, { signed, node, history, busy })
    return cause ? { ...difference, cause } : difference
  })
}

/** A missing workload, and one that stands at an older version than signed, are what a history may explain. */
const mayHaveCause = (one: Difference, all: readonly Difference[]) =>
  one.workload !== null &&
  ((one.field === '' && one.node === undefined) ||
    all.some(({ workload, field }) => workload === one.workload && field === 'version'))

interface Context {
  signed: Deployment
  node: LooseDeployment
  history: readonly LooseWorkload[]
  busy: boolean
}

function causeOf({ workload: name }: Difference, { signed, node, history, busy }: Context) {
  if (name === null) return undefined
  const wanted = signed.workloads.find((workload) => workload.name === name)
  const told = node.workloads.find((workload) => workload.name === name)
  const own = history.filter((change) => change.name === name)
  const last = own.at(-1)
  if (wanted && !told && last && isLoss(last)) return cause('deleted', last)
  const behind = wanted && told && told.version < wanted.version
  const refusal = own.findLast(({ result }) => result.state === 'unchanged')
  if (behind && refusal?.version === wanted.version) return cause('refused', refusal)
  // one job at a time: while one is under way, others of the same update wait behind it
  const waits = !wanted || !told || behind
  return busy && waits ? { how: 'pending' as const, message: '', at: 0 } : undefined
}

const cause = (how: Cause['how'], { result }: LooseWorkload): Cause => ({
  how,
  message: result.message,
  at: Number(result.created),
})

/** Taken down by the node, not by an update of its owner (facts: node-api.md section 5). */
const isLoss = ({ result }: LooseWorkload) =>
  result.state === 'deleted' && !result.message.includes('deleted by an update')

interface SearchOptions {
  signal?: AbortSignal | undefined
  progress?: ((done: number) => void) | undefined
}

/**
 * Looks for what was signed: first in what the node tells, in any order; then, with its history, in what
 * the node told to have taken down or not to have done. Undefined for nothing, which proves nothing. What a
 * search finds has the contract's hash; but the hashed text has no separators, so that of two values side by
 * side only the digits are certain, not where the one ends. A kept copy has no such doubt.
 */
export async function searchSigned(
  deployment: LooseDeployment,
  contractHash: string,
  history: readonly LooseWorkload[] = [],
  options: SearchOptions = {},
): Promise<Searched | undefined> {
  let among = 0
  for (const { workloads, restored } of restorations(deployment, history)) {
    const readable = workloads.flatMap((one) => ('fault' in one ? [] : [one]))
    if (readable.length < workloads.length || !isSearchable(readable)) continue
    const candidate = { ...deployment, workloads: readable }
    among += ordersOf(readable.length)
    const found = await searchOrders(candidate, contractHash, options)
    if (!found) continue
    return { ...found, text: serialiseDeployment(asFound(candidate, found)), restored, among }
  }
  return undefined
}
