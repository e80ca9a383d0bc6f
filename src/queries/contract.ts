import { useQuery } from '@tanstack/react-query'
import type { Contract } from '#chain/shapes.ts'
import type { GridContract } from '#gridproxy/schemas.ts'
import type { ContractId } from '#lib/ids.ts'
import { chainContractQuery, useChain } from './chain.ts'
import { contractQuery } from './deployment.ts'

/** A contract and who told of it: the chain where it could be read, else the grid proxy's copy. */
export interface KnownContract {
  /** Null where there is none, undefined while or where it could not be read. */
  contract: GridContract | null | undefined
  from: 'chain' | 'proxy'
}

const ENDED = ['Deleted', 'OutOfFunds']

/**
 * What the proxy has copied, corrected by what the chain says: undefined where it was not read, null where
 * it has no such contract. The chain does not say when a contract was made: 0 where only it knows of one.
 */
export function corrected(
  copy: GridContract | null | undefined,
  said: Contract | null | undefined,
): KnownContract {
  if (said === undefined) return { contract: copy, from: 'proxy' }
  if (said === null) {
    // ended: the chain has forgotten it, and the proxy remembers what it was
    const ended = copy && !ENDED.includes(copy.state) ? { ...copy, state: 'Deleted' } : copy
    return { contract: ended, from: 'proxy' }
  }
  const details = copy?.details ?? {
    nodeId: null,
    deployment_data: '',
    deployment_hash: '',
    number_of_public_ips: 0,
    farm_name: '',
    farm_id: null,
    name: '',
  }
  const contract: GridContract = {
    ...copy,
    contract_id: said.contractId,
    twin_id: said.twinId,
    state: said.state,
    created_at: copy?.created_at ?? 0,
    type: said.kind,
    details:
      said.kind === 'node'
        ? {
            ...details,
            nodeId: said.nodeId,
            deployment_data: said.deploymentData,
            deployment_hash: said.deploymentHash,
            number_of_public_ips: said.publicIps,
          }
        : said.kind === 'name'
          ? { ...details, name: said.name }
          : { ...details, nodeId: said.nodeId },
  }
  return { contract, from: 'chain' }
}

/** A contract, read from the chain as well where something has connected to it already. */
export function useContract(contractId: ContractId): KnownContract {
  const copy = useQuery(contractQuery(contractId))
  const { status } = useChain()
  const said = useQuery({
    ...chainContractQuery(contractId),
    enabled: status.state === 'connected',
  })
  return corrected(copy.data, said.data)
}
