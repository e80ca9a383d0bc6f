import type { CallContext } from './context.ts'
import { trafficOf } from './price.ts'
import type { Resources } from './records.ts'
import { ensure, refuse } from './refusal.ts'
import type { Store } from './store.ts'
import { twinOf } from './twins.ts'

const PALLET = 'SmartContractModule'

/** The node whose twin signs; refuses anyone else. */
function reporter({ store, signer }: CallContext, error: string): number {
  const twin = twinOf(store, signer, PALLET)
  return store.get('TfgridModule.NodeIdByTwinID', twin.id) ?? refuse(PALLET, error)
}

const isOn = ({ store }: CallContext, contract: bigint, node: number): boolean => {
  const type = store.get('SmartContractModule.Contracts', contract)?.contract_type
  return type !== undefined && 'NodeContract' in type && type.NodeContract.node_id === node
}

/** A node tells what its contracts use; until it does, they cost nothing but their addresses (facts: grid-services.md B.2). */
export function reportResources(
  context: CallContext,
  args: { contract_resources: { contract_id: bigint; used: Resources }[] },
): 'free' {
  const node = reporter(context, 'NodeNotAuthorizedToReportResources')
  for (const report of args.contract_resources) {
    ensure(isOn(context, report.contract_id, node), PALLET, 'NodeNotAuthorizedToReportResources')
    context.store.put('SmartContractModule.NodeContractResources', [report.contract_id], report)
    context.emit(PALLET, 'UpdatedUsedResources', report)
  }
  return 'free'
}

/** Adds what bytes of traffic over a window of seconds cost to what the next bill will ask for. */
export function addTraffic(store: Store, id: bigint, bytes: bigint, window: bigint) {
  const before = store.get('SmartContractModule.ContractBillingInformationByID', id)
  if (!before) return
  store.put('SmartContractModule.ContractBillingInformationByID', [id], {
    ...before,
    previous_nu_reported: bytes,
    amount_unbilled: before.amount_unbilled + trafficOf(store, bytes, window),
  })
}

/** A node tells the traffic of its contracts: it waits in `amount_unbilled` for the next bill. */
export function reportTraffic(
  context: CallContext,
  args: { reports: { contract_id: bigint; timestamp: bigint; window: bigint; nru: bigint }[] },
): 'free' {
  const { store, emit } = context
  const node = reporter(context, 'NodeNotAuthorizedToComputeReport')
  for (const report of args.reports) {
    const { contract_id: id, nru, window } = report
    ensure(isOn(context, id, node), PALLET, 'NodeNotAuthorizedToComputeReport')
    addTraffic(store, id, nru, window)
    emit(PALLET, 'NruConsumptionReportReceived', report)
  }
  return 'free'
}
