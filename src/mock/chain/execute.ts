import { canPay, settleFee, spendNonce, withdrawFee } from './balances.ts'
import { attempt, type Context } from './context.ts'
import { dispatch, errorOf } from './dispatch.ts'
import type { Extrinsic } from './extrinsic.ts'

/** 10,000 units and one for each byte: what spec 144 took (facts: tfchain.md section 12, recorded fees). */
export const feeOf = (length: number): bigint => 10_000n + BigInt(length)

/** A weight of the recorded order; nothing here depends on it. */
export const WEIGHT = { ref_time: 130_000_000n, proof_size: 4_000n }

const info = (pays_fee: 'Yes' | 'No') => ({ weight: WEIGHT, class: 'Normal', pays_fee })

/**
 * Puts an extrinsic into the block: the fee and the number are used up, then the call is done whole or not at
 * all. Order of events: Withdraw, the call's own, Deposit, TransactionFeePaid, ExtrinsicSuccess or
 * ExtrinsicFailed (facts: tfchain.md section 5).
 */
export function execute(context: Context, { signer, call, tip, bytes }: Extrinsic) {
  const fee = feeOf(bytes.length)
  spendNonce(context.store, signer)
  withdrawFee(context, signer, fee + tip)
  const asCaller = { ...context, signer }
  let free = false
  let dispatch_error: unknown
  try {
    free = attempt(context, () => dispatch(asCaller, call)) === 'free'
  } catch (thrown) {
    dispatch_error = errorOf(asCaller, thrown)
  }
  settleFee(context, signer, { fee, tip, refunded: free })
  const dispatch_info = info(free ? 'No' : 'Yes')
  if (dispatch_error === undefined) context.emit('System', 'ExtrinsicSuccess', { dispatch_info })
  else context.emit('System', 'ExtrinsicFailed', { dispatch_error, dispatch_info })
}

/** True while the account can pay for it. */
export const payable = (context: Pick<Context, 'store'>, { signer, bytes, tip }: Extrinsic) =>
  canPay(context.store, signer, feeOf(bytes.length) + tip)
