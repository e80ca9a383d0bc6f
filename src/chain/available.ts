import type { TwinId } from '#lib/ids.ts'
import type { NodeTerms } from './reads.ts'

/** Why the chain would refuse a contract on a node; its own error, NodeNotAvailableToDeploy, does not say. */
export type Unavailable = 'standby' | 'rented' | 'dedicated' | 'in-use' | 'opted-out'

export interface NodeOffer {
  terms: NodeTerms
  /** The farm lets its nodes only as a whole. */
  dedicatedFarm: boolean
  /** The twin that rents the node, where one does. */
  rentedBy: TwinId | undefined
}

const isStandby = ({ power }: NodeTerms) => power.state !== null || power.target === 'Down'

/** undefined when the twin may deploy on the node (facts: tfchain.md section 4; the rules of create_node_contract). */
export function whyNotDeploy(
  { terms, dedicatedFarm, rentedBy }: NodeOffer,
  twin: TwinId,
): Unavailable | undefined {
  if (terms.billingOptOut) return 'opted-out'
  if (isStandby(terms)) return 'standby'
  if (rentedBy !== undefined) return rentedBy === twin ? undefined : 'rented'
  return dedicatedFarm || terms.extraFee > 0n ? 'dedicated' : undefined
}

/** undefined when the node can be rented as a whole; one in standby can. */
export function whyNotRent({ terms, dedicatedFarm, rentedBy }: NodeOffer): Unavailable | undefined {
  if (terms.billingOptOut) return 'opted-out'
  if (rentedBy !== undefined) return 'rented'
  return terms.activeContracts.length > 0 && !dedicatedFarm ? 'in-use' : undefined
}

/** What each of them means, and what to do. */
export const unavailableWords: Readonly<Record<Unavailable, string>> = {
  standby: 'The node is in standby. Choose another, or ask its farmer to wake it.',
  rented: 'Another twin rents this node. Choose another.',
  dedicated: 'The node is only let as a whole. Rent it first, or choose another.',
  'in-use': 'Contracts run on this node, so it cannot be rented as a whole. Choose another.',
  'opted-out':
    'The farmer took this node out of billing; it takes no new contracts. Choose another.',
}
