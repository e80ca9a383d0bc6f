import type { ChainEvent } from '#chain/events.ts'
import * as writes from '#chain/writes.ts'
import type { Write } from '#chain/writes.ts'
import type { ContractId } from '#lib/ids.ts'
import type { Call } from './saga.ts'

/** What a call left behind: the contract that it made, or null. */
export type Left = ContractId | null

/** The extrinsic of some calls: the call itself, or a batch of all or nothing. */
export function writeOf(calls: readonly Call[]): Write<Left[]> {
  const [first] = calls
  if (first !== undefined && calls.length === 1) {
    const only = writeOfOne(first)
    return { build: (api) => only.build(api), result: (events) => [only.result(events)] }
  }
  return writes.batch(...calls.map(writeOfOne))
}

function writeOfOne(call: Call): Write<Left> {
  switch (call.call) {
    case 'create-node':
      return leaving(writes.createNodeContract(call), ({ contractId }) => contractId)
    case 'create-name':
      return leaving(writes.createNameContract(call.name), ({ contractId }) => contractId)
    case 'update-node':
      return leaving(writes.updateNodeContract(call.contractId, call.hash, call.data), () => null)
    case 'cancel':
      return leaving(writes.cancelContract(call.contractId), () => null)
    default:
      return call satisfies never
  }
}

const leaving = <T>(write: Write<T>, left: (result: T) => Left): Write<Left> => ({
  build: (api) => write.build(api),
  result: (events: readonly ChainEvent[]) => left(write.result(events)),
})
