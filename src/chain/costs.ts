import type { ApiPromise } from '@polkadot/api'
import type { NodeId, TwinId } from '#lib/ids.ts'
import type { Billable, PricingPolicy, TftPrice } from './pricing.ts'
import * as reads from './reads.ts'
import type { Contract } from './shapes.ts'
import { hasStorage } from './storage.ts'

/** What every bill is made with. */
export async function billingTerms(
  api: ApiPromise,
): Promise<{ policy: PricingPolicy; tftPrice: TftPrice }> {
  const [policy, tftPrice] = await Promise.all([reads.pricingPolicy(api), reads.tftPrice(api)])
  return { policy, tftPrice }
}

/**
 * What of a contract is billed at the moment, for `bill` and `rateOf`; undefined where it costs nothing: the
 * rent of a node in standby, anything on a node that was taken out of billing, and what hangs on a node that
 * is gone. Traffic since the last bill is only in it with `traffic`: a rate per hour leaves it out.
 */
export async function billableOf(
  api: ApiPromise,
  contract: Contract,
  { traffic = false }: { traffic?: boolean } = {},
): Promise<Billable | undefined> {
  if (contract.kind === 'name') return { kind: 'name' }
  const { contractId, nodeId } = contract
  const [node, terms, resources, billing] = await Promise.all([
    reads.node(api, nodeId),
    reads.nodeTerms(api, nodeId),
    reads.usedResources(api, contractId),
    reads.billing(api, contractId),
  ])
  if (!node || terms.billingOptOut) return undefined
  const certified = node.certification === 'Certified' && chargesCertified(api)
  if (contract.kind === 'rent') {
    if (waivesStandby(api) && (terms.power.state !== null || terms.power.target === 'Down')) {
      return undefined
    }
    return { kind: 'rent', resources: node.resources, extraFee: terms.extraFee, certified }
  }
  return {
    kind: 'node',
    resources,
    publicIps: BigInt(contract.publicIps),
    rented: terms.rentContract !== undefined,
    amountUnbilled: traffic ? billing.amountUnbilled : 0n,
    certified,
  }
}

/** What a plan would cost: the same before there is a contract. */
export async function plannedOn(
  api: ApiPromise,
  nodeId: NodeId,
  plan: Pick<Extract<Billable, { kind: 'node' }>, 'resources' | 'publicIps'>,
): Promise<Billable | undefined> {
  const [node, terms] = await Promise.all([reads.node(api, nodeId), reads.nodeTerms(api, nodeId)])
  if (!node || terms.billingOptOut) return undefined
  return {
    kind: 'node',
    ...plan,
    rented: terms.rentContract !== undefined,
    amountUnbilled: 0n,
    certified: node.certification === 'Certified' && chargesCertified(api),
  }
}

/** Release 2.9 brought both with the payment state (facts: grid-services.md B.3, 4 and 7). */
const chargesCertified = (api: ApiPromise) =>
  hasStorage(api, 'smartContractModule', 'contractPaymentState')
const waivesStandby = chargesCertified

/** The balance that discounts are judged by, in units: the twin's account, and its bonded one if there is any. */
export async function discountBalance(
  api: ApiPromise,
  twinId: TwinId,
  account: string,
): Promise<bigint> {
  const [own, stash] = await Promise.all([reads.balance(api, account), reads.stashOf(api, twinId)])
  const other = stash === undefined ? 0n : (await reads.balance(api, stash)).usable
  return own.usable + other
}
