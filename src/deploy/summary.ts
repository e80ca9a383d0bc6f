import { group } from '#lib/units.ts'

const many = (n: number, one: string, more: string) => `${group(n)} ${n === 1 ? one : more}`

/** What is told of a list, the worst first. */
const sentences = {
  orphan: (n: number) => `${many(n, 'contract is', 'contracts are')} billed that no node serves.`,
  'hash-differs': (n: number) =>
    `${many(n, 'deployment is', 'deployments are')} not what ${n === 1 ? 'its contract was' : 'their contracts were'} signed for.`,
  ghost: (n: number) =>
    `${many(n, 'deployment is', 'deployments are')} on a node without an active contract.`,
  paused: (n: number) =>
    `${many(n, 'deployment is', 'deployments are')} paused: ${n === 1 ? 'its contract waits' : 'their contracts wait'} for funds.`,
  errors: (n: number) => `${many(n, 'deployment has', 'deployments have')} workloads in error.`,
  'needs-look': (n: number) =>
    `${many(n, 'deployment is', 'deployments are')} told otherwise than ${n === 1 ? 'its copy' : 'their copies'} kept here.`,
  odd: (n: number) =>
    `${many(n, 'deployment has', 'deployments have')} workloads in a state that is not known here.`,
  making: (n: number) => `${many(n, 'is', 'are')} being made.`,
}

const kinds = [
  'orphan',
  'hash-differs',
  'ghost',
  'paused',
  'errors',
  'needs-look',
  'odd',
  'making',
] as const satisfies readonly (keyof typeof sentences)[]

/** One thing that stands out, in a sentence; `count` deployments show it. */
export interface SummaryLine {
  shown: keyof typeof sentences
  count: number
  sentence: string
}

/** What stands out among what deployments show, the worst first; nothing where all is well. */
export function summaryOf(all: readonly string[]): SummaryLine[] {
  return kinds.flatMap((kind) => {
    const count = all.filter((each) => each === kind).length
    return count === 0 ? [] : [{ shown: kind, count, sentence: sentences[kind](count) }]
  })
}

/** How many of the nodes asked have been heard. */
export interface Hearing {
  /** Nodes that serve, or should serve, a deployment. */
  nodes: number
  answered: number
  /** Ids of those that were asked and did not answer. */
  silent: readonly number[]
  /** Ids of those whose answer was of no use. */
  unreadable: readonly number[]
}

/** At most this many nodes are named; of more only the number is said. */
const NAMED = 3

/** `5 of 8 answered; node 3378 silent; 2 unreadable`; without a part while there is none of it. */
export function hearingWords({ nodes, answered, silent, unreadable }: Hearing): string {
  const part = (ids: readonly number[], word: string) => {
    if (ids.length === 0) return []
    const named = ids.length > NAMED ? group(ids.length) : nodeWords(ids)
    return [`${named} ${word}`]
  }
  return [
    `${group(answered)} of ${group(nodes)} answered`,
    ...part(silent, 'silent'),
    ...part(unreadable, 'unreadable'),
  ].join('; ')
}

const nodeWords = (ids: readonly number[]) =>
  `${ids.length === 1 ? 'node' : 'nodes'} ${ids.join(', ')}`
