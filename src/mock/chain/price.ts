import { bill, trafficCost, type Bill, type Billable, type PricingPolicy } from '#chain/pricing.ts'
import { text } from '#lib/bytes.ts'
import { accountOf, usable } from './balances.ts'
import type { Context } from './context.ts'
import { isStandby, powerOf } from './contracts.ts'
import type { Contract, Policy } from './records.ts'
import { refuse } from './refusal.ts'
import type { Store } from './store.ts'

const NOTHING = { hru: 0n, sru: 0n, cru: 0n, mru: 0n }

const rate = ({ value, unit }: Policy) => ({ value: BigInt(value), unit })

/** Policy 1 bills everything, whatever the farm says (facts: grid-services.md B.1). */
export function policyOf(store: Store): PricingPolicy {
  const policy =
    store.get('TfgridModule.PricingPolicies', 1) ??
    refuse('SmartContractModule', 'PricingPolicyNotExists')
  return {
    id: policy.id,
    name: text(policy.name),
    su: rate(policy.su),
    cu: rate(policy.cu),
    nu: rate(policy.nu),
    ipu: rate(policy.ipu),
    uniqueName: rate(policy.unique_name),
    domainName: rate(policy.domain_name),
    discountForDedicationNodes: policy.discount_for_dedication_nodes,
  }
}

const tftPrice = (store: Store) => ({
  last: BigInt(store.get('TFTPriceModule.TftPrice') ?? 0),
  average: BigInt(store.get('TFTPriceModule.AverageTftPrice') ?? 0),
  min: BigInt(store.get('TFTPriceModule.MinTftPrice') ?? 0),
  max: BigInt(store.get('TFTPriceModule.MaxTftPrice') ?? 0),
})

/** What of a contract is billed; undefined when its rent is waived, since the node sleeps (facts: grid-services.md B.3). */
function billable({ store, description }: Context, contract: Contract): Billable | undefined {
  const { contract_type: type, contract_id: id } = contract
  if ('NameContract' in type) return { kind: 'name' }
  const node_id = 'NodeContract' in type ? type.NodeContract.node_id : type.RentContract.node_id
  const node = store.get('TfgridModule.Nodes', node_id)
  // before release 2.9 the factor was never applied (facts: grid-services.md B.3 step 4)
  const certified = description.spec >= 152 && node?.certification === 'Certified'
  if ('NodeContract' in type) {
    return {
      kind: 'node',
      resources: store.get('SmartContractModule.NodeContractResources', id)?.used ?? NOTHING,
      publicIps: BigInt(type.NodeContract.public_ips),
      rented: store.get('SmartContractModule.ActiveRentContractForNode', node_id) !== undefined,
      amountUnbilled:
        store.get('SmartContractModule.ContractBillingInformationByID', id)?.amount_unbilled ?? 0n,
      certified,
    }
  }
  if (description.spec >= 152 && isStandby(powerOf(store, node_id))) return undefined
  const extraFee = store.get('SmartContractModule.DedicatedNodesExtraFee', node_id) ?? 0n
  return { kind: 'rent', resources: node?.resources ?? NOTHING, extraFee, certified }
}

/** The contract's bill for some seconds, by the console's own arithmetic, which holds against the chain's vectors. */
export function billOf(context: Context, contract: Contract, seconds: bigint): Bill | 'waived' {
  const { store } = context
  const what = billable(context, contract)
  if (!what) return 'waived'
  const terms = { policy: policyOf(store), tftPrice: tftPrice(store) }
  const twin = store.get('TfgridModule.Twins', contract.twin_id)
  const bonded = store.get('TfgridModule.TwinBoundedAccountID', contract.twin_id)
  const balance =
    (twin ? usable(accountOf(store, twin.account_id)) : 0n) +
    (bonded ? usable(accountOf(store, bonded)) : 0n)
  return bill(what, terms, { seconds, balance })
}

/** USD units that a node's traffic report adds to the next bill. */
export const trafficOf = (store: Store, bytes: bigint, window: bigint): bigint =>
  trafficCost(bytes, policyOf(store), window)
