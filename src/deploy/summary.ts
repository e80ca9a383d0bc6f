import { group } from '#lib/units.ts'
import type { TruthClass } from './truth.ts'

/** One thing that is wrong, in a sentence; `count` deployments are of that class. */
export interface SummaryLine {
  class: 'orphan' | 'hash-differs' | 'ghost' | 'paused'
  count: number
  sentence: string
}

const many = (n: number, one: string, more: string) => `${group(n)} ${n === 1 ? one : more}`

const sentences: Record<SummaryLine['class'], (n: number) => string> = {
  orphan: (n) => `${many(n, 'contract is', 'contracts are')} billed that no node serves.`,
  'hash-differs': (n) =>
    `${many(n, 'deployment is', 'deployments are')} not what ${n === 1 ? 'its contract was' : 'their contracts were'} signed for.`,
  ghost: (n) =>
    `${many(n, 'deployment is', 'deployments are')} on a node without an active contract.`,
  paused: (n) =>
    `${many(n, 'deployment is', 'deployments are')} paused: ${n === 1 ? 'its contract waits' : 'their contracts wait'} for funds.`,
}

/** What is wrong, the worst first; nothing for a twin whose two sides agree. */
export function summaryOf(classes: readonly TruthClass[]): SummaryLine[] {
  const kinds = ['orphan', 'hash-differs', 'ghost', 'paused'] as const
  return kinds.flatMap((kind) => {
    const count = classes.filter((each) => each === kind).length
    return count === 0 ? [] : [{ class: kind, count, sentence: sentences[kind](count) }]
  })
}

/** How many of the nodes asked have been heard. */
export interface Hearing {
  /** Nodes that serve, or should serve, a deployment. */
  nodes: number
  answered: number
  /** Ids of those that were asked and did not answer. */
  silent: readonly number[]
}

/** Names of at most this many silent nodes; of more only the number is said. */
const NAMED = 3

/** `5 of 6 answered; node 3378 silent`; without the silent ones while there are none. */
export function hearingWords({ nodes, answered, silent }: Hearing): string {
  const heard = `${group(answered)} of ${group(nodes)} answered`
  if (silent.length === 0) return heard
  if (silent.length > NAMED) return `${heard}; ${group(silent.length)} silent`
  return `${heard}; ${silent.length === 1 ? 'node' : 'nodes'} ${silent.join(', ')} silent`
}
