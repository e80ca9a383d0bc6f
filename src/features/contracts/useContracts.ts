import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { GridContract } from '#gridproxy/schemas.ts'
import { asContract, asTwin, type TwinId } from '#lib/ids.ts'
import { nodesOfQuery, twinContractsQuery } from '#queries/deployments.ts'
import { useGrid } from '#queries/grid.ts'
import { ledgerQuery, outlookOf, rescueOf } from '#queries/ledger.ts'
import { type ContractRow, rowsOf } from './rows.ts'

const none: readonly never[] = []
const NOBODY = 0 as TwinId // asked of nobody: the queries are off then

/**
 * The contracts of a twin: the list from the grid proxy, everything else from the chain. `also` is one that the
 * proxy's list may not have: it was made a moment ago, or has ended.
 */
export function useContracts(twin: number | null, also?: GridContract) {
  const { speaking } = useGrid()
  const whose = (twin === null ? undefined : asTwin(twin)) ?? NOBODY
  const list = useQuery({ ...twinContractsQuery(whose), enabled: twin !== null })
  const listed = list.data?.contracts ?? (list.isError ? none : undefined)
  const contracts = useMemo(() => {
    const more = also && !listed?.some(({ contract_id }) => contract_id === also.contract_id)
    return listed && more ? [...listed, also] : listed
  }, [listed, also])
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
  const nodeIds = useMemo(
    () =>
      [...new Set((contracts ?? none).flatMap(({ details: { nodeId } }) => nodeId ?? []))].toSorted(
        (a, b) => a - b,
      ),
    [contracts],
  )
  const { data: nodes } = useQuery({ ...nodesOfQuery(nodeIds), enabled: nodeIds.length > 0 })
  const away = ledger.isError
  const now = (list.dataUpdatedAt || ledger.dataUpdatedAt) / 1000
  const rows = useMemo((): ContractRow[] | undefined => {
    if (!contracts) return undefined
    const status = new Map(nodes?.map((node) => [node.nodeId, node.status]))
    return rowsOf(contracts, ledger.data, { now, away, statusOf: (id) => status.get(id) })
  }, [contracts, ledger.data, nodes, now, away])
  const outlook = useMemo(() => ledger.data && outlookOf(ledger.data), [ledger.data])
  const rescue = useMemo(() => ledger.data && rescueOf(ledger.data), [ledger.data])
  return {
    own: twin !== null && twin === speaking,
    list,
    ledger,
    nodes,
    /** Null while the list was not read; empty where it could not be. */
    rows: list.isError && !also ? undefined : rows,
    outlook,
    rescue,
    cut: list.data?.cut ?? false,
  }
}

export type Contracts = ReturnType<typeof useContracts>
