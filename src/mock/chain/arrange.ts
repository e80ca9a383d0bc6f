import { endGrace, startGrace } from './billing.ts'
import type { Chain } from './chain.ts'
import { remove } from './removal.ts'

/** What a contract owes that is put into grace by hand, TFT units. */
const OWED = 12_4000000n

/**
 * Puts a contract into a state as if the chain had come to it, and makes a block of it, so that everybody hears
 * of it at once. A contract that is not there stays so.
 */
export function arrangeContract(
  chain: Chain,
  id: number,
  state: 'Created' | 'GracePeriod' | 'gone',
) {
  const context = chain.context()
  const { store } = context
  const key = BigInt(id)
  const contract = store.get('SmartContractModule.Contracts', key)
  if (!contract) return
  const paid = store.get('SmartContractModule.ContractPaymentState', key)
  const owing = (standard_overdraft: bigint) =>
    paid &&
    store.put('SmartContractModule.ContractPaymentState', [key], {
      ...paid,
      standard_overdraft,
      additional_overdraft: 0n,
    })
  if (state === 'gone') remove(context, contract)
  else if (state === 'Created') {
    endGrace(context, contract)
    owing(0n)
  } else {
    startGrace(context, contract)
    owing(OWED)
  }
  chain.mint()
}

/** Gives an account so much and no more, TFT units. */
export function arrangeBalance(chain: Chain, account: Uint8Array<ArrayBuffer>, free: bigint) {
  const info = chain.store.get('System.Account', account)
  if (info) {
    chain.store.put('System.Account', [account], { ...info, data: { ...info.data, free } })
  }
  chain.mint()
}
