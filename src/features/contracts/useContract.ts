import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { GridContract } from '#gridproxy/schemas.ts'
import type { ContractId } from '#lib/ids.ts'
import { chainContractQuery } from '#queries/chain.ts'
import { corrected } from '#queries/contract.ts'
import { contractQuery } from '#queries/deployment.ts'
import { alone, rescueOf } from '#queries/ledger.ts'
import type { QueryLike } from '#ui/query.ts'
import { useContracts } from './useContracts.ts'

/** One contract: as the proxy and the chain tell it, and among all of its twin. */
export function useContract(contractId: ContractId) {
  const copy = useQuery(contractQuery(contractId))
  const said = useQuery(chainContractQuery(contractId))
  const { contract, from } = useMemo(() => corrected(copy.data, said.data), [copy.data, said.data])
  const told = useContracts(contract?.twin_id ?? null, contract ?? undefined)
  const ledger = told.ledger.data
  const rescue = useMemo(() => ledger && rescueOf(alone(ledger, contractId)), [ledger, contractId])
  return {
    contract,
    from,
    query: asked(contract, copy, said),
    told,
    row: told.rows?.find((one) => one.contractId === contractId),
    ledger,
    entry: ledger?.entries.find((one) => one.contractId === contractId),
    /** What brings it back from grace, with what runs on the node where it rents one. */
    rescue,
  }
}

export type ToldContract = ReturnType<typeof useContract>

/** Both readings as one: an error only where both failed, and "none" only when both were heard. */
function asked(
  contract: GridContract | null | undefined,
  copy: UseQueryResult,
  said: UseQueryResult,
): QueryLike<{ contract: GridContract | null }> {
  const lead = copy.isError ? said : copy
  const heard = contract ?? (copy.isPending || said.isPending ? undefined : null)
  const failed = copy.isError && said.isError
  return {
    status: heard ? 'success' : failed ? 'error' : lead.status,
    fetchStatus: lead.fetchStatus,
    data: heard === undefined || (heard === null && failed) ? undefined : { contract: heard },
    error: copy.error ?? said.error,
    isFetching: copy.isFetching || said.isFetching,
    dataUpdatedAt: lead.dataUpdatedAt,
    refetch: () => Promise.all([copy.refetch(), said.refetch()]),
  }
}
