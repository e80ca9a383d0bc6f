import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { asContract, asTwin, type TwinId } from '#lib/ids.ts'
import { twinContractsQuery } from '#queries/deployments.ts'
import { useGrid } from '#queries/grid.ts'
import { ledgerQuery, outlookOf } from '#queries/ledger.ts'
import { type ContractRow, rowsOf } from './rows.ts'

const none: readonly never[] = []
const NOBODY = 0 as TwinId // asked of nobody: the queries are off then

/** The contracts of a twin: the list from the grid proxy, everything else from the chain. */
export function useContracts(twin: number | null) {
  const { speaking } = useGrid()
  const whose = (twin === null ? undefined : asTwin(twin)) ?? NOBODY
  const list = useQuery({ ...twinContractsQuery(whose), enabled: twin !== null })
  const contracts = list.data?.contracts
  const ids = useMemo(
    () => (contracts ?? none).map(({ contract_id }) => asContract(contract_id)),
    [contracts],
  )
  const ledger = useQuery({
    ...ledgerQuery(whose, ids),
    enabled: twin !== null && contracts !== undefined,
    // another list is another question: what is known stays until it is answered
    placeholderData: (before, former) => (former?.queryKey[2] === whose ? before : undefined),
  })
  const away = ledger.isError
  const now = list.dataUpdatedAt / 1000
  const rows = useMemo(
    (): ContractRow[] | undefined => contracts && rowsOf(contracts, ledger.data, { now, away }),
    [contracts, ledger.data, now, away],
  )
  const outlook = useMemo(() => ledger.data && outlookOf(ledger.data), [ledger.data])
  return {
    own: twin !== null && twin === speaking,
    list,
    ledger,
    rows,
    outlook,
    cut: list.data?.cut ?? false,
  }
}

export type Contracts = ReturnType<typeof useContracts>
