import type { Bytes } from '#lib/bytes.ts'
import { transfer, transferAll } from './balances.ts'
import { billContract, cancelContract } from './billing.ts'
import { attempt, type CallContext } from './context.ts'
import {
  attachProvider,
  createNameContract,
  createNodeContract,
  createRentContract,
  updateNodeContract,
} from './contracts.ts'
import { blake256, type Call } from './extrinsic.ts'
import {
  addFarmIp,
  changePowerTarget,
  createFarm,
  removeFarmIp,
  setExtraFee,
  setPayout,
  setPublicConfig,
  updateFarm,
} from './farming.ts'
import { dispatchError, refuse, Refusal } from './refusal.ts'
import { reportResources, reportTraffic } from './reports.ts'
import { acceptTerms, bondTwin, createTwin, updateTwin } from './twins.ts'

/** `free` when the fee is given back, as nodes get it for their reports. */
type Outcome = 'free' | undefined | void
type Rule = (context: CallContext, args: never) => Outcome

type Destination = { Id: Bytes } | { Index: unknown } | { Raw: Bytes }

/** Only accounts can be paid here: the chain keeps no index of them. */
function accountAt(to: Destination): Bytes {
  if ('Id' in to) return to.Id
  throw new Refusal('CannotLookup')
}

interface Payment {
  dest: Destination
  value: bigint
}

const pay = (context: CallContext, { dest, value }: Payment, keepAlive: boolean) =>
  transfer(context, accountAt(dest), value, { keepAlive })

/** One call of a batch; what it changed is taken back when it throws. */
const within = (context: CallContext, call: Call) => attempt(context, () => dispatch(context, call))

/** Turns what a rule threw into the error that an event carries; anything else is a fault of the demo itself. */
export function errorOf(context: CallContext, thrown: unknown): unknown {
  if (thrown instanceof Refusal) return dispatchError(thrown.reason, context.description)
  throw thrown
}

/** Facts: tfchain.md section 5: batch stops and says where, batch_all fails whole, force_batch goes on. */
function batch(context: CallContext, calls: readonly Call[], how: 'stop' | 'all' | 'force') {
  const { emit } = context
  let failed = false
  for (const [index, call] of calls.entries()) {
    try {
      within(context, call)
    } catch (thrown) {
      if (how === 'all') throw thrown
      const error = errorOf(context, thrown)
      if (how === 'stop') return emit('Utility', 'BatchInterrupted', { index, error })
      emit('Utility', 'ItemFailed', { error })
      failed = true
      continue
    }
    emit('Utility', 'ItemCompleted')
  }
  emit('Utility', failed ? 'BatchCompletedWithErrors' : 'BatchCompleted')
}

type Calls = { calls: Call[] }

const rules: Record<string, Rule> = {
  'System.remark': () => undefined,
  'System.remark_with_event': ({ emit, signer }, { remark }: { remark: Bytes }) =>
    emit('System', 'Remarked', { sender: signer, hash: blake256(remark) }),
  'Utility.batch': (context, { calls }: Calls) => batch(context, calls, 'stop'),
  'Utility.batch_all': (context, { calls }: Calls) => batch(context, calls, 'all'),
  'Utility.force_batch': (context, { calls }: Calls) => batch(context, calls, 'force'),
  'Balances.transfer': (context, of: Payment) => pay(context, of, false),
  'Balances.transfer_allow_death': (context, of: Payment) => pay(context, of, false),
  'Balances.transfer_keep_alive': (context, of: Payment) => pay(context, of, true),
  'Balances.transfer_all': (context, of: { dest: Destination; keep_alive: boolean }) =>
    transferAll(context, accountAt(of.dest), of.keep_alive),
  'TfgridModule.user_accept_tc': acceptTerms,
  'TfgridModule.create_twin': createTwin,
  'TfgridModule.update_twin': updateTwin,
  'TfgridModule.bond_twin_account': bondTwin,
  'TfgridModule.create_farm': createFarm,
  'TfgridModule.update_farm': updateFarm,
  'TfgridModule.add_stellar_payout_v2address': setPayout,
  'TfgridModule.add_farm_ip': addFarmIp,
  'TfgridModule.remove_farm_ip': removeFarmIp,
  'TfgridModule.add_node_public_config': setPublicConfig,
  'TfgridModule.change_power_target': changePowerTarget,
  'SmartContractModule.create_node_contract': createNodeContract,
  'SmartContractModule.update_node_contract': updateNodeContract,
  'SmartContractModule.cancel_contract': cancelContract,
  'SmartContractModule.create_name_contract': createNameContract,
  'SmartContractModule.create_rent_contract': createRentContract,
  'SmartContractModule.attach_solution_provider_id': attachProvider,
  'SmartContractModule.set_dedicated_node_extra_fee': setExtraFee,
  'SmartContractModule.report_contract_resources': reportResources,
  'SmartContractModule.add_nru_reports': reportTraffic,
  'SmartContractModule.bill_contract_for_block': (context, of: { contract_id: bigint }) =>
    billContract(context, of.contract_id),
}

/** `Pallet.call` of everything that has a rule. */
export const ruled: readonly string[] = Object.keys(rules)

/** Does a call by its pallet's rule; throws Refusal. What the demo has no rule for is filtered. */
export function dispatch(context: CallContext, call: Call): Outcome {
  const [pallet = '', of = ''] = Object.entries(call)[0] ?? []
  const [name = '', args = {}] = typeof of === 'string' ? [of] : (Object.entries(of)[0] ?? [])
  const rule = Object.hasOwn(rules, `${pallet}.${name}`) ? rules[`${pallet}.${name}`] : undefined
  if (!rule) return refuse('System', 'CallFiltered')
  // the arguments were read by the types of just this call, which its rule restates
  return rule(context, args as never)
}
