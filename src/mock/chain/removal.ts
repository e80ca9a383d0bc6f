import type { Context } from './context.ts'
import type { Contract, NodeContract } from './records.ts'
import { putState } from './purse.ts'

const PALLET = 'SmartContractModule'

function freeIps({ store, emit }: Context, id: bigint, { node_id, public_ips_list }: NodeContract) {
  if (public_ips_list.length === 0) return
  const farmId = store.get('TfgridModule.Nodes', node_id)?.farm_id
  const farm = farmId === undefined ? undefined : store.get('TfgridModule.Farms', farmId)
  if (!farm) return
  const public_ips = farm.public_ips.map((ip) =>
    ip.contract_id === id ? { ...ip, contract_id: 0n } : ip,
  )
  store.put('TfgridModule.Farms', [farm.id], { ...farm, public_ips })
  const freed = public_ips_list.map((ip) => ({ ...ip, contract_id: 0n }))
  emit(PALLET, 'IPsFreed', { contract_id: id, public_ips: freed })
}

/**
 * Takes a contract and all that points to it off the chain: a cancelled one is gone in the same block, and its
 * absence is the normal end (facts: tfchain.md section 5).
 */
export function remove(
  context: Context,
  { contract_id: id, contract_type: type, twin_id }: Contract,
) {
  const { store, emit } = context
  if ('NodeContract' in type) {
    const { node_id, deployment_hash } = type.NodeContract
    freeIps(context, id, type.NodeContract)
    const key = [node_id, deployment_hash] as const
    store.put('SmartContractModule.ContractIDByNodeIDAndHash', [...key], undefined)
    const active = store.get('SmartContractModule.ActiveNodeContracts', node_id) ?? []
    const left = active.filter((of) => of !== id)
    store.put('SmartContractModule.ActiveNodeContracts', [node_id], left)
    emit(PALLET, 'NodeContractCanceled', { contract_id: id, node_id, twin_id })
  } else if ('NameContract' in type) {
    const { name } = type.NameContract
    store.put('SmartContractModule.ContractIDByNameRegistration', [name], undefined)
    emit(PALLET, 'NameContractCanceled', { contract_id: id })
  } else {
    store.put(
      'SmartContractModule.ActiveRentContractForNode',
      [type.RentContract.node_id],
      undefined,
    )
    emit(PALLET, 'RentContractCanceled', { contract_id: id })
  }
  store.put('SmartContractModule.Contracts', [id], undefined)
  store.put('SmartContractModule.NodeContractResources', [id], undefined)
  store.put('SmartContractModule.ContractBillingInformationByID', [id], undefined)
  putState(context, id, undefined)
  const frequency = store.get('SmartContractModule.BillingFrequency') ?? 600n
  const queue = store.get('SmartContractModule.ContractsToBillAt', id % frequency) ?? []
  const left = queue.filter((of) => of !== id)
  store.put('SmartContractModule.ContractsToBillAt', [id % frequency], left)
}
