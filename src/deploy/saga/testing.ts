import { ChainError } from '#chain/errors.ts'
import type { Signed } from '#chain/progress.ts'
import type { Contract } from '#chain/shapes.ts'
import { asContract, type ContractId, type TwinId } from '#lib/ids.ts'
import type { Left } from './calls.ts'
import type { SagaChain, SagaClock } from './ports.ts'
import type { Call } from './saga.ts'

/*
 * For tests: a chain of plain values with blocks, numbers and deaths as the real one has them, and a clock that
 * only sleeping moves.
 */

/** Blocks that an extrinsic lives. */
const LIFE = 64
const BLOCK_MS = 6_000

interface Sent {
  signed: Signed
  calls: readonly Call[]
  fate: 'waiting' | { left: Left[] } | { error: ChainError }
}

export interface FakeChainOptions {
  twinId: TwinId
  accountOf: SagaChain['accountOf']
  /** Between handing an extrinsic over and its block. */
  inPool: () => Promise<void>
  /** Called after each change of a contract. */
  onContract: (id: ContractId, contract: Contract | undefined) => void
}

/** A chain in memory. */
export function fakeChain({ twinId, accountOf, inPool, onContract }: FakeChainOptions) {
  let now = 1_800_000_000_000
  let nonce = 0
  let lastId = 60_000n
  const contracts = new Map<ContractId, Contract>()
  const sent: Sent[] = []
  const height = () => Math.floor((now - 1_800_000_000_000) / BLOCK_MS)

  function put(id: ContractId, contract: Contract | undefined) {
    if (contract) contracts.set(id, contract)
    else contracts.delete(id)
    onContract(id, contract)
  }

  const refuse = (name: string) => {
    throw new ChainError('module', `refused: ${name}`, {
      refusal: { pallet: 'smartContractModule', name },
    })
  }
  const base = () => ({
    state: 'Created' as const,
    contractId: asContract(++lastId),
    twinId,
    solutionProviderId: null,
  })
  const byHash = (nodeId: number, hash: string) =>
    [...contracts.values()].find(
      (one) => one.kind === 'node' && one.nodeId === nodeId && one.deploymentHash === hash,
    )
  const byName = (name: string) =>
    [...contracts.values()].find((one) => one.kind === 'name' && one.name === name)

  function doOne(call: Call): Left {
    switch (call.call) {
      case 'create-node': {
        if (byHash(call.nodeId, call.hash)) refuse('ContractIsNotUnique')
        const contract: Contract = {
          ...base(),
          kind: 'node',
          nodeId: call.nodeId,
          deploymentHash: call.hash,
          deploymentData: call.data,
          publicIps: call.publicIps,
          publicIpsList: [],
        }
        put(contract.contractId, contract)
        return contract.contractId
      }
      case 'create-name': {
        if (byName(call.name)) refuse('NameExists')
        const contract: Contract = { ...base(), kind: 'name', name: call.name }
        put(contract.contractId, contract)
        return contract.contractId
      }
      case 'update-node': {
        const contract = contracts.get(call.contractId)
        if (contract?.kind !== 'node') refuse('ContractNotExists')
        else {
          put(call.contractId, {
            ...contract,
            deploymentHash: call.hash,
            deploymentData: call.data,
          })
        }
        return null
      }
      case 'cancel':
        if (!contracts.has(call.contractId)) refuse('ContractNotExists')
        put(call.contractId, undefined)
        return null
      default:
        return call satisfies never
    }
  }

  /** All of a batch, or none. */
  function execute(one: Sent) {
    const kept = new Map(contracts)
    nonce++
    try {
      one.fate = { left: one.calls.map(doOne) }
    } catch (error) {
      for (const id of contracts.keys()) if (!kept.has(id)) put(id, undefined)
      for (const [id, contract] of kept) put(id, contract)
      one.fate = {
        error: error instanceof ChainError ? error : new ChainError('rpc', String(error)),
      }
    }
  }

  function fateOf(one: Sent): Left[] {
    // what waits longer comes first
    for (const each of sent)
      if (each.fate === 'waiting' && sent.indexOf(each) <= sent.indexOf(one)) execute(each)
    if (typeof one.fate === 'object' && 'left' in one.fate) return one.fate.left
    throw typeof one.fate === 'object' ? one.fate.error : new ChainError('rpc', 'no fate')
  }

  const chain: SagaChain = {
    async submit(calls, by, { onSigned }) {
      const signed: Signed = {
        hash: `0x${sent.length.toString(16)}`,
        account: by.address,
        nonce,
        born: height(),
        dies: height() + LIFE,
        genesisHash: '0xfake',
      }
      await onSigned(signed)
      const one: Sent = { signed, calls, fate: 'waiting' }
      sent.push(one)
      await inPool()
      return fateOf(one)
    },
    async follow(_calls, signed) {
      const one = sent.find(({ signed: { hash } }) => hash === signed.hash)
      if (one) return fateOf(one)
      // it waits until that block is final
      now = Math.max(now, 1_800_000_000_000 + signed.dies * BLOCK_MS)
      throw new ChainError('expired', 'It never came into a block, and no longer can.')
    },
    contract: async (id) => contracts.get(id),
    contractByHash: async (node, hash) => byHash(node, hash)?.contractId,
    contractByName: async (name) => byName(name)?.contractId,
    accountOf,
  }
  const clock: SagaClock = {
    now: () => now,
    async sleep(ms) {
      now += Math.max(1, ms)
    },
  }
  return {
    chain,
    clock,
    contracts,
    put,
    /** Extrinsics that came into a block. */
    paid: () => nonce,
    /** Every contract that was ever made here. */
    made: () => Number(lastId - 60_000n),
  }
}
