import type { Hearing } from '#deploy/summary.ts'
import { messageOf } from '#lib/error.ts'
import type { NodeDeployments } from '#queries/deployments.ts'
import type { NodeHeard } from './rows.ts'

/** What became of asking one node: a query's result, and whether anything can be sent at all. */
export interface Asked {
  data: NodeDeployments | undefined
  error: unknown
  /** The relay cannot be reached, so that waiting would be no news of the node. */
  cutOff: boolean
}

/** What a node was heard to say. A silence is told as one, and where nobody asked, that is told. */
export function heardOf(nodeId: number, { data, error, cutOff }: Asked): NodeHeard {
  if (data?.kind === 'answered') {
    const unsure = data.unsure.map(({ contract_id, why }) => [contract_id, why] as const)
    return { kind: 'answered', served: data.served, unsure: new Map(unsure) }
  }
  switch (data?.kind) {
    case 'away':
      return {
        kind: 'silent',
        short: 'offline',
        why: `Node ${nodeId} is not connected to the relay.`,
      }
    case 'silent':
      return {
        kind: 'silent',
        short: 'silent',
        why: `Node ${nodeId} was asked and did not answer.`,
      }
    case 'faulty':
      return {
        kind: 'unreadable',
        short: 'unreadable',
        why: `What node ${nodeId} answered could not be used: ${data.why}`,
      }
    case undefined:
      break
    default:
      return data satisfies never
  }
  if (error !== null && error !== undefined) return unasked(nodeId, messageOf(error))
  return cutOff ? unasked(nodeId, 'The relay cannot be reached.') : { kind: 'waiting' }
}

const unasked = (nodeId: number, why: string): NodeHeard => ({
  kind: 'unasked',
  short: 'not asked',
  why: `Node ${nodeId} was not asked: ${why}`,
})

/** A node that was not asked, for nodes tell deployments only to their twin. */
export const notOurs = (twin: number): NodeHeard => ({
  kind: 'unasked',
  short: '',
  why: `What a node runs for twin ${twin} it tells only to twin ${twin}.`,
})

/** The node could not even be found. */
export const unfound = (why: string): NodeHeard => ({ kind: 'unasked', short: 'not asked', why })

/** Two answers of one node as one: what its list has, and what it still has of ended contracts. */
export function joined(one: NodeHeard | undefined, other: NodeHeard): NodeHeard {
  if (one === undefined) return other
  if (one.kind !== 'answered' || other.kind !== 'answered') return one
  const known = new Set(one.served.map(({ contract_id }) => contract_id))
  const more = other.served.filter(({ contract_id }) => !known.has(contract_id))
  return { ...one, served: [...one.served, ...more] }
}

/** How many of the nodes asked have been heard, and which were asked and said nothing. */
export function hearingOf(heard: ReadonlyMap<number, NodeHeard>): Hearing {
  const all = [...heard]
  const those = (kind: NodeHeard['kind']) =>
    all.flatMap(([id, each]) => (each.kind === kind ? [id] : []))
  return {
    nodes: all.length,
    answered: those('answered').length,
    silent: those('silent'),
    unreadable: those('unreadable'),
  }
}
