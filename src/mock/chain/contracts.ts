import { equal, text, type Bytes } from '#lib/bytes.ts'
import type { CallContext, Context } from './context.ts'
import type { Contract, ContractData, Farm, Node, NodePower, PublicIP } from './records.ts'
import { ensure, refuse } from './refusal.ts'
import type { Store } from './store.ts'
import { twinOf } from './twins.ts'

const PALLET = 'SmartContractModule'

export const contractOf = (store: Store, id: bigint): Contract =>
  store.get('SmartContractModule.Contracts', id) ?? refuse(PALLET, 'ContractNotExists')

const nodeOf = (store: Store, id: number): Node =>
  store.get('TfgridModule.Nodes', id) ?? refuse(PALLET, 'NodeNotExists')

const farmOf = (store: Store, id: number): Farm =>
  store.get('TfgridModule.Farms', id) ?? refuse(PALLET, 'FarmNotExists')

const UP: NodePower = { state: 'Up', target: 'Up' }

export const powerOf = (store: Store, node: number): NodePower =>
  store.get('TfgridModule.NodePower', node) ?? UP

/** Asleep, or going to sleep (facts: tfchain.md section 4). */
export const isStandby = ({ state, target }: NodePower): boolean =>
  state !== 'Up' || target === 'Down'

/** Where a contract stands in the hour of blocks that bills all of them once (facts: tfchain.md section 6). */
const billingIndex = (store: Store, id: bigint): bigint =>
  id % (store.get('SmartContractModule.BillingFrequency') ?? 600n)

/** Takes free addresses of a farm, oldest first. */
function takeIps(store: Store, farm: Farm, contract: bigint, count: number): PublicIP[] {
  ensure(farm.public_ips.length >= count, PALLET, 'FarmHasNotEnoughPublicIPs')
  const free = farm.public_ips.filter((ip) => ip.contract_id === 0n).slice(0, count)
  ensure(free.length === count, PALLET, 'FarmHasNotEnoughPublicIPsFree')
  const taken = free.map((ip) => ({ ...ip, contract_id: contract }))
  const public_ips = farm.public_ips.map((ip) =>
    free.includes(ip) ? { ...ip, contract_id: contract } : ip,
  )
  store.put('TfgridModule.Farms', [farm.id], { ...farm, public_ips })
  return taken
}

function checkProvider(store: Store, id: bigint | null) {
  if (id === null) return
  const provider =
    store.get('SmartContractModule.SolutionProviders', id) ??
    refuse(PALLET, 'NoSuchSolutionProvider')
  ensure(provider.approved, PALLET, 'SolutionProviderNotApproved')
}

/** Stores a new contract and puts it where bills are made. */
export function enrol(
  { store, seconds }: Pick<Context, 'store' | 'seconds'>,
  contract: Contract,
  lastBilled = seconds,
) {
  const id = contract.contract_id
  store.put('SmartContractModule.Contracts', [id], contract)
  const index = billingIndex(store, id)
  const queue = store.get('SmartContractModule.ContractsToBillAt', index) ?? []
  store.put('SmartContractModule.ContractsToBillAt', [index], [...queue, id])
  store.put('SmartContractModule.ContractBillingInformationByID', [id], {
    previous_nu_reported: 0n,
    last_updated: lastBilled,
    amount_unbilled: 0n,
  })
  store.put('SmartContractModule.ContractPaymentState', [id], {
    standard_reserve: 0n,
    additional_reserve: 0n,
    standard_overdraft: 0n,
    additional_overdraft: 0n,
    last_updated_seconds: lastBilled,
    cycles: 0,
  })
  const { contract_type: type } = contract
  if ('NodeContract' in type) {
    const { node_id, deployment_hash } = type.NodeContract
    const active = store.get('SmartContractModule.ActiveNodeContracts', node_id) ?? []
    store.put('SmartContractModule.ActiveNodeContracts', [node_id], [...active, id])
    store.put('SmartContractModule.ContractIDByNodeIDAndHash', [node_id, deployment_hash], id)
  } else if ('NameContract' in type) {
    store.put('SmartContractModule.ContractIDByNameRegistration', [type.NameContract.name], id)
  } else {
    store.put('SmartContractModule.ActiveRentContractForNode', [type.RentContract.node_id], id)
  }
}

function create(
  context: CallContext,
  twin: number,
  solution_provider_id: bigint | null,
  dataOf: (id: bigint) => ContractData,
) {
  const { store, emit } = context
  const id = (store.get('SmartContractModule.ContractID') ?? 0n) + 1n
  const contract: Contract = {
    version: 4,
    state: 'Created',
    contract_id: id,
    twin_id: twin,
    contract_type: dataOf(id),
    solution_provider_id,
  }
  checkProvider(store, solution_provider_id)
  store.put('SmartContractModule.ContractID', [], id)
  enrol(context, contract)
  emit(PALLET, 'ContractCreated', contract)
}

export interface NodeContractArgs {
  node_id: number
  deployment_hash: Bytes
  deployment_data: Bytes
  public_ips: number
  solution_provider_id: bigint | null
}

/** Facts: tfchain.md section 5. IPsReserved is not emitted: the addresses stand in ContractCreated. */
export function createNodeContract(context: CallContext, args: NodeContractArgs) {
  const { store, signer } = context
  const { node_id, deployment_hash, deployment_data, public_ips, solution_provider_id } = args
  const twin = twinOf(store, signer, PALLET)
  const node = nodeOf(store, node_id)
  ensure(!isStandby(powerOf(store, node_id)), PALLET, 'NodeNotAvailableToDeploy')
  const farm = farmOf(store, node.farm_id)
  const extraFee = store.get('SmartContractModule.DedicatedNodesExtraFee', node_id) ?? 0n
  const rent = store.get('SmartContractModule.ActiveRentContractForNode', node_id)
  const allowed =
    rent === undefined
      ? !farm.dedicated_farm && extraFee === 0n
      : contractOf(store, rent).twin_id === twin.id
  ensure(allowed, PALLET, 'NodeNotAvailableToDeploy')
  const same = store.get('SmartContractModule.ContractIDByNodeIDAndHash', node_id, deployment_hash)
  ensure((same ?? 0n) === 0n, PALLET, 'ContractIsNotUnique')
  create(context, twin.id, solution_provider_id, (id) => ({
    NodeContract: {
      node_id,
      deployment_hash,
      deployment_data,
      public_ips,
      public_ips_list: public_ips > 0 ? takeIps(store, farm, id, public_ips) : [],
    },
  }))
}

/** The owner's only, and not in grace; addresses stay as they are (facts: tfchain.md section 5). */
export function updateNodeContract(
  { store, signer, emit }: CallContext,
  args: { contract_id: bigint; deployment_hash: Bytes; deployment_data: Bytes },
) {
  const { contract_id: id, deployment_hash, deployment_data } = args
  const contract = contractOf(store, id)
  ensure(ownedBy(store, contract, signer), PALLET, 'TwinNotAuthorizedToUpdateContract')
  const inGrace = typeof contract.state === 'object' && 'GracePeriod' in contract.state
  ensure(!inGrace, PALLET, 'CannotUpdateContractInGraceState')
  const { contract_type: type } = contract
  const held = 'NodeContract' in type ? type.NodeContract : refuse(PALLET, 'InvalidContractType')
  const { node_id } = held
  store.put(
    'SmartContractModule.ContractIDByNodeIDAndHash',
    [node_id, held.deployment_hash],
    undefined,
  )
  store.put('SmartContractModule.ContractIDByNodeIDAndHash', [node_id, deployment_hash], id)
  const updated: Contract = {
    ...contract,
    contract_type: { NodeContract: { ...held, deployment_hash, deployment_data } },
  }
  store.put('SmartContractModule.Contracts', [id], updated)
  emit(PALLET, 'ContractUpdated', updated)
}

/** True when the account is that of the contract's twin. */
export function ownedBy(store: Store, contract: Contract, account: Bytes): boolean {
  const twin = store.get('TfgridModule.Twins', contract.twin_id) ?? refuse(PALLET, 'TwinNotExists')
  return equal(twin.account_id, account)
}

/** 3 to 64 of [a-z0-9-_], unique (facts: tfchain.md section 5). */
export function createNameContract(context: CallContext, { name }: { name: Bytes }) {
  const { store, signer } = context
  const twin = twinOf(store, signer, PALLET)
  ensure(name.length >= 3, PALLET, 'NameContractNameTooShort')
  ensure(name.length <= 64, PALLET, 'NameContractNameTooLong')
  ensure(/^[a-z0-9_-]+$/.test(text(name)), PALLET, 'NameNotValid')
  const taken = store.get('SmartContractModule.ContractIDByNameRegistration', name) ?? 0n
  ensure(taken === 0n, PALLET, 'NameExists')
  create(context, twin.id, null, () => ({ NameContract: { name } }))
}

/** No rent yet, and no workload on it unless the farm is dedicated; asleep is fine (facts: tfchain.md sections 4 and 5). */
export function createRentContract(
  context: CallContext,
  { node_id, solution_provider_id }: { node_id: number; solution_provider_id: bigint | null },
) {
  const { store, signer } = context
  const twin = twinOf(store, signer, PALLET)
  const node = nodeOf(store, node_id)
  const farm = farmOf(store, node.farm_id)
  const rent = store.get('SmartContractModule.ActiveRentContractForNode', node_id)
  ensure(rent === undefined, PALLET, 'NodeHasRentContract')
  const active = store.get('SmartContractModule.ActiveNodeContracts', node_id) ?? []
  ensure(farm.dedicated_farm || active.length === 0, PALLET, 'NodeNotAvailableToDeploy')
  create(context, twin.id, solution_provider_id, () => ({ RentContract: { node_id } }))
}

/** Once, by the owner, and the provider must be approved (facts: tfchain.md section 5). */
export function attachProvider(
  { store, signer, emit }: CallContext,
  { contract_id, solution_provider_id }: { contract_id: bigint; solution_provider_id: bigint },
) {
  checkProvider(store, solution_provider_id)
  const contract = contractOf(store, contract_id)
  const mine = ownedBy(store, contract, signer) && contract.solution_provider_id === null
  ensure(mine, PALLET, 'UnauthorizedToChangeSolutionProviderId')
  const updated: Contract = { ...contract, solution_provider_id }
  store.put('SmartContractModule.Contracts', [contract_id], updated)
  emit(PALLET, 'ContractUpdated', updated)
}
