import { unavailableWords, whyNotRent, type NodeOffer } from '#chain/available.ts'
import { billingPrice, rateOf, toUsd, type Billable, type Resources } from '#chain/pricing.ts'
import type { TwinId } from '#lib/ids.ts'
import type { Terms } from './price.ts'

/** A node as a whole, as the chain has it. */
export interface RentNode {
  resources: Resources
  certified: boolean
  offer: NodeOffer
}

/** What it means for a twin to rent a node, or to hold it. */
export interface RentPlan {
  /** `mine`: the twin rents it; `open`: it can be rented; `no`: it cannot, and `words` say why. */
  state: 'mine' | 'open' | 'no'
  words: string
  /** TFT units, the farmer's fee included; USD units by the price that bills are made with. */
  hour: bigint
  month: bigint
  monthUsd: bigint
  /** Of it the farmer's own fee, which no discount touches: TFT units per month. */
  feeMonth: bigint
  /** Contracts that run on it: what of them are others' stands in the way of renting. */
  contracts: number
}

/** The price of a node as a whole, and whether it can be rented; at a balance, for the discount is judged by it. */
export function planRent(
  { resources, certified, offer }: RentNode,
  terms: Terms,
  balance: bigint,
  twin: TwinId,
): RentPlan {
  const { extraFee, activeContracts } = offer.terms
  const what: Billable = { kind: 'rent', resources, extraFee, certified }
  const full = rateOf(what, terms, balance)
  const bare = rateOf({ ...what, extraFee: 0n }, terms, balance)
  const why = offer.rentedBy === twin ? undefined : whyNotRent(offer)
  const mine = offer.rentedBy === twin
  return {
    state: mine ? 'mine' : why === undefined ? 'open' : 'no',
    words: mine
      ? 'You rent this node.'
      : why === undefined
        ? 'The node can be rented as a whole.'
        : unavailableWords[why],
    hour: full.hour,
    month: full.month,
    monthUsd: toUsd(full.month, billingPrice(terms.tftPrice)),
    feeMonth: full.month - bare.month,
    contracts: activeContracts.length,
  }
}

/** Why a rent cannot be given up now; null when it can: contracts on the node would lose their place (facts: tfchain.md section 5). */
export const whyNotRelease = ({ terms }: NodeOffer): string | null =>
  terms.activeContracts.length === 0
    ? null
    : `${terms.activeContracts.length} ${terms.activeContracts.length === 1 ? 'contract runs' : 'contracts run'} on the node. End ${terms.activeContracts.length === 1 ? 'it' : 'them'} first.`
