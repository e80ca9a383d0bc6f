import type { Bytes } from '#lib/bytes.ts'
import {
  accountOf,
  EXISTENTIAL_DEPOSIT,
  lock,
  payLocked,
  payReserved,
  reserve,
  usable,
} from './balances.ts'
import type { Context } from './context.ts'
import type { ContractPaymentState } from './records.ts'

/*
 * Where the money of bills waits until it is paid out: reserved from release 2.9 on, before that under one
 * lock over the account and a ContractLock per contract (facts: tfchain.md sections 6 and 10).
 */

const reserves = ({ description }: Context): boolean => description.spec >= 152

/** What a bill may take: the deposit stays. */
export function within({ store }: Context, who: Bytes): bigint {
  const left = usable(accountOf(store, who)) - EXISTENTIAL_DEPOSIT
  return left > 0n ? left : 0n
}

/** Sets a bill's amount aside. */
export function setAside(context: Context, who: Bytes, amount: bigint) {
  if (reserves(context)) reserve(context, who, amount)
  else lock(context, who, amount)
}

/** Pays what was set aside. */
export function payOut(context: Context, from: Bytes, to: Bytes, amount: bigint) {
  if (reserves(context)) payReserved(context, from, to, amount)
  else payLocked(context, from, to, amount)
}

/** Writes a contract's payment state in the form the spec shows; undefined ends it. */
export function putState(context: Context, id: bigint, state: ContractPaymentState | undefined) {
  context.store.put('SmartContractModule.ContractPaymentState', [id], state)
  if (reserves(context)) return
  context.store.put(
    'SmartContractModule.ContractLock',
    [id],
    state && {
      amount_locked: state.standard_reserve + state.standard_overdraft,
      extra_amount_locked: state.additional_reserve + state.additional_overdraft,
      lock_updated: state.last_updated_seconds,
      cycles: state.cycles,
    },
  )
}
