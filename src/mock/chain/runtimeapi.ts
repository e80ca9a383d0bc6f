import { concat, type Bytes } from '#lib/bytes.ts'
import { accountOf } from './balances.ts'
import type { Description } from './description.ts'
import { feeOf, WEIGHT } from './execute.ts'
import { hex } from './header.ts'
import { RpcRefusal } from './rpcerror.ts'
import { compact, littleEndian } from './scale.ts'
import type { Store } from './store.ts'

const VERSION = 14

/**
 * The runtime's own functions that `state_call` reaches (facts: tfchain.md sections 12 and 14). The nonce is the
 * one in the state, as on a real chain: what waits in the pool is not counted (that is
 * `system_accountNextIndex`).
 */
export function createRuntime({ codec }: Description, store: Store, metadata: Bytes) {
  const opaque = concat(compact(metadata.length), metadata)

  /** Fee of an extrinsic by its length; its signature may be empty, as clients ask before they sign. */
  const info = (args: Bytes): Bytes => {
    const fee = feeOf(args.length - 4)
    return concat(codec.encode('Weight', WEIGHT), Uint8Array.of(0), littleEndian(fee, 16))
  }

  const details = (args: Bytes): Bytes => {
    const [base, length] = [10_000n, BigInt(args.length - 4)]
    const parts = [base, length, 0n].map((part) => littleEndian(part, 16))
    return concat(Uint8Array.of(1), ...parts)
  }

  const functions: Record<string, (args: Bytes) => Bytes> = {
    Metadata_metadata: () => opaque,
    // 14, and the unstable version that every runtime of that age lists
    Metadata_metadata_versions: () =>
      concat(compact(2), littleEndian(VERSION, 4), littleEndian(0xffffffff, 4)),
    Metadata_metadata_at_version: (args) =>
      args[0] === VERSION ? concat(Uint8Array.of(1), opaque) : Uint8Array.of(0),
    AccountNonceApi_account_nonce: (args) => littleEndian(accountOf(store, args).nonce, 4),
    TransactionPaymentApi_query_info: info,
    TransactionPaymentApi_query_fee_details: details,
  }

  return {
    call(name: string, args: Bytes): string {
      const found = Object.hasOwn(functions, name) ? functions[name] : undefined
      if (!found) {
        const why = `Execution failed: Other: Exported method ${name} is not found`
        throw new RpcRefusal(4003, `Client error: ${why}`)
      }
      return hex(found(args))
    },
    metadata: hex(metadata),
  }
}

export type Runtime = ReturnType<typeof createRuntime>
