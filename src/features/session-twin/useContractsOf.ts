import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { describeContract, nameOf } from '#deploy/description.ts'
import type { GridContract } from '#gridproxy/schemas.ts'
import { asContract, asTwin, type TwinId } from '#lib/ids.ts'
import { twinContractsQuery } from '#queries/deployments.ts'
import { ledgerQuery, outlookOf } from '#queries/ledger.ts'

const NOBODY = 0 as TwinId // asked of nobody: the queries are off then
const none: readonly never[] = []

/** What a person knows a contract by. */
const wordOf = ({ contract_id, type, details }: GridContract): string =>
  (type === 'name' ? details.name : nameOf(describeContract(details.deployment_data))) ||
  `contract ${contract_id}`

/** What a twin pays for: names of its active contracts, and when its money ends. */
export function useContractsOf(twin: number | null) {
  const whose = (twin === null ? undefined : asTwin(twin)) ?? NOBODY
  const list = useQuery({ ...twinContractsQuery(whose), enabled: twin !== null })
  const contracts = list.data?.contracts
  const ids = useMemo(
    () => (contracts ?? none).map(({ contract_id }) => asContract(contract_id)),
    [contracts],
  )
  const ledger = useQuery({
    ...ledgerQuery(whose, ids),
    enabled: twin !== null && contracts !== undefined && contracts.length > 0,
  })
  return {
    list,
    /** Undefined where they could not be read. */
    names: useMemo(() => contracts?.map(wordOf), [contracts]),
    outlook: useMemo(() => ledger.data && outlookOf(ledger.data), [ledger.data]),
    readAt: ledger.data?.readAt,
  }
}

export type Contracts = ReturnType<typeof useContractsOf>
