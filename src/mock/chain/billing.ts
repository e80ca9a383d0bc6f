import type { Bytes } from '#lib/bytes.ts'
import type { CallContext, Context } from './context.ts'
import { contractOf, ownedBy } from './contracts.ts'
import { billOf } from './price.ts'
import { payOut, putState, setAside, within } from './purse.ts'
import type { Contract, ContractPaymentState } from './records.ts'
import { ensure } from './refusal.ts'
import { remove } from './removal.ts'

const PALLET = 'SmartContractModule'

/** 14 days of 6 s (facts: tfchain.md section 6). */
export const GRACE_BLOCKS = 201_600n
/** Bills between two payments (facts: grid-services.md B.1). */
const CYCLES = 24

type InGrace = Contract & { state: { GracePeriod: bigint } }

export const isGrace = (contract: Contract): contract is InGrace =>
  typeof contract.state === 'object' && 'GracePeriod' in contract.state

/** The node a contract is for; 0 for a name, as its events have it. */
function nodeOf({ contract_type: type }: Contract): number {
  if ('NodeContract' in type) return type.NodeContract.node_id
  return 'RentContract' in type ? type.RentContract.node_id : 0
}

function put({ store }: Context, contract: Contract): Contract {
  store.put('SmartContractModule.Contracts', [contract.contract_id], contract)
  return contract
}

/** A rent contract pulls the contracts on its node along (facts: tfchain.md section 6). */
function dependents({ store }: Context, contract: Contract): Contract[] {
  if (!('RentContract' in contract.contract_type)) return []
  const ids = store.get('SmartContractModule.ActiveNodeContracts', nodeOf(contract)) ?? []
  return ids.flatMap((id) => store.get('SmartContractModule.Contracts', id) ?? [])
}

/** Begins the grace period of a contract, and of all that hang on it. */
export function startGrace(context: Context, contract: Contract): Contract {
  if (isGrace(contract)) return contract
  const block_number = BigInt(context.block)
  const { contract_id, twin_id } = contract
  const changed = put(context, { ...contract, state: { GracePeriod: block_number } })
  const node_id = nodeOf(contract)
  context.emit(PALLET, 'ContractGracePeriodStarted', {
    contract_id,
    node_id,
    twin_id,
    block_number,
  })
  for (const other of dependents(context, contract)) startGrace(context, other)
  return changed
}

/** Ends it again. */
export function endGrace(context: Context, contract: Contract): Contract {
  if (!isGrace(contract)) return contract
  const { contract_id, twin_id } = contract
  const changed = put(context, { ...contract, state: 'Created' })
  const node_id = nodeOf(contract)
  context.emit(PALLET, 'ContractGracePeriodEnded', { contract_id, node_id, twin_id })
  for (const other of dependents(context, contract)) endGrace(context, other)
  return changed
}

/** True while the node's rent contract is in grace: its workloads then stay there with it. */
function heldByRent({ store }: Context, contract: Contract): boolean {
  if (!('NodeContract' in contract.contract_type)) return false
  const rent = store.get('SmartContractModule.ActiveRentContractForNode', nodeOf(contract))
  const held = rent === undefined ? undefined : store.get('SmartContractModule.Contracts', rent)
  return held !== undefined && isGrace(held)
}

/**
 * Pays out what bills have set aside: 50 % farmer, 40 % foundation, 10 % staking pool (here the block's author),
 * names 90 to 10, the extra fee to the farmer alone (facts: grid-services.md B.3 step 8).
 */
function distribute(
  context: Context,
  contract: Contract,
  from: Bytes,
  state: ContractPaymentState,
) {
  const { standard_reserve: standard, additional_reserve: additional } = state
  if (standard + additional > 0n) {
    const { store, author } = context
    const farmId = store.get('TfgridModule.Nodes', nodeOf(contract))?.farm_id ?? 0
    const farmerTwin = store.get('TfgridModule.Farms', farmId)?.twin_id ?? 0
    const farmer = store.get('TfgridModule.Twins', farmerTwin)?.account_id
    const foundation = store.get('TfgridModule.PricingPolicies', 1)?.foundation_account ?? author
    const half = farmer ? standard / 2n : 0n
    const pool = standard / 10n
    if (farmer) payOut(context, from, farmer, half + additional)
    payOut(context, from, foundation, standard - half - pool)
    payOut(context, from, author, pool)
    const contract_id = contract.contract_id
    const rewards = { standard_rewards: standard, additional_rewards: additional }
    context.emit(PALLET, 'RewardDistributed', { contract_id, ...rewards })
  }
  return { ...state, standard_reserve: 0n, additional_reserve: 0n, cycles: 0 }
}

/** Sets aside what is due with what was overdrawn before; what is not there is overdrawn. */
function settle(
  context: Context,
  account: Bytes,
  state: ContractPaymentState,
  due: { standard: bigint; additional: bigint },
) {
  const standard = due.standard + state.standard_overdraft
  const additional = due.additional + state.additional_overdraft
  const there = within(context, account)
  const paid = standard + additional <= there ? standard + additional : there
  setAside(context, account, paid)
  const toStandard = paid < standard ? paid : standard
  const overdraft = standard + additional - paid
  return {
    paid,
    overdraft,
    state: {
      ...state,
      standard_reserve: state.standard_reserve + toStandard,
      additional_reserve: state.additional_reserve + paid - toStandard,
      standard_overdraft: standard - toStandard,
      additional_overdraft: additional - (paid - toStandard),
    },
  }
}

/** True when the grace period is over and the contract's end has come. */
const isOver = ({ block }: Context, contract: Contract): boolean =>
  isGrace(contract) && BigInt(block) >= contract.state.GracePeriod + GRACE_BLOCKS

function endForDebt(
  context: Context,
  contract: Contract,
  from: Bytes,
  state: ContractPaymentState,
) {
  const { contract_id } = contract
  context.emit(PALLET, 'ContractGracePeriodElapsed', { contract_id, grace_period: GRACE_BLOCKS })
  for (const other of dependents(context, contract)) close(context, other, 'OutOfFunds')
  distribute(context, contract, from, state)
  remove(context, contract)
}

/**
 * Makes one bill, from the last one until now (facts: grid-services.md B.3; the payment state of 2.9 is known
 * from metadata only). Nothing due makes no bill.
 */
export function billContract(context: Context, id: bigint) {
  const { store, emit, seconds } = context
  const contract = contractOf(store, id)
  const before = store.get('SmartContractModule.ContractPaymentState', id)
  const account = store.get('TfgridModule.Twins', contract.twin_id)?.account_id
  if (!before || !account) return
  const bill = billOf(context, contract, seconds - before.last_updated_seconds)
  if (bill === 'waived') emit(PALLET, 'RentWaived', { contract_id: id })
  const due =
    bill === 'waived'
      ? { standard: 0n, additional: 0n }
      : { standard: bill.due, additional: bill.extraFee }
  const settled = settle(context, account, before, due)
  const { paid, overdraft } = settled
  let state = { ...settled.state, last_updated_seconds: seconds, cycles: before.cycles + 1 }
  store.put('SmartContractModule.ContractBillingInformationByID', [id], {
    previous_nu_reported: 0n,
    last_updated: seconds,
    amount_unbilled: 0n,
  })
  if (overdraft > 0n) {
    emit(PALLET, 'ContractPaymentOverdrawn', {
      contract_id: id,
      timestamp: seconds,
      partially_billed_amount: paid,
      overdraft,
    })
    if (isOver(context, contract)) return endForDebt(context, contract, account, state)
    startGrace(context, contract)
  } else {
    if (paid > 0n) {
      const discount_level = bill === 'waived' ? 'None' : bill.level
      const of = { contract_id: id, timestamp: seconds, discount_level, amount_billed: paid }
      emit(PALLET, 'ContractBilled', of)
    }
    if (!heldByRent(context, contract)) endGrace(context, contract)
    if (state.cycles >= CYCLES) state = distribute(context, contract, account, state)
  }
  putState(context, id, state)
}

/** Bills a contract to the end, pays out, and takes it off the chain. */
function close(context: Context, contract: Contract, cause: 'CanceledByUser' | 'OutOfFunds') {
  const { store } = context
  const id = contract.contract_id
  if (cause === 'CanceledByUser') billContract(context, id)
  const left = store.get('SmartContractModule.Contracts', id)
  const account = store.get('TfgridModule.Twins', contract.twin_id)?.account_id
  const state = store.get('SmartContractModule.ContractPaymentState', id)
  if (!left) return // the last bill found the grace period over
  if (account && state) distribute(context, contract, account, state)
  remove(context, left)
}

/** The owner's only; a rent contract while workloads run on its node is refused (facts: tfchain.md section 5). */
export function cancelContract(context: CallContext, { contract_id }: { contract_id: bigint }) {
  const { store, signer } = context
  const contract = contractOf(store, contract_id)
  ensure(ownedBy(store, contract, signer), PALLET, 'TwinNotAuthorizedToCancelContract')
  ensure(dependents(context, contract).length === 0, PALLET, 'NodeHasActiveContracts')
  close(context, contract, 'CanceledByUser')
}

/** What the validators' workers do in each block: the contracts whose turn it is (facts: tfchain.md section 6). */
export function billDue(context: Context, block: number) {
  const { store } = context
  const frequency = store.get('SmartContractModule.BillingFrequency') ?? 600n
  const due = store.get('SmartContractModule.ContractsToBillAt', BigInt(block) % frequency) ?? []
  for (const id of due) {
    if (store.get('SmartContractModule.Contracts', id)) billContract(context, id)
  }
}
