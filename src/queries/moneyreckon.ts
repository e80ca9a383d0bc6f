import type { QueryClient } from '@tanstack/react-query'
import { asContract, type TwinId } from '#lib/ids.ts'
import { twinContractsQuery } from './deployments.ts'
import { costOf, ledgerQuery, outlookOf } from './ledger.ts'
import type { MoneyEnd } from './moneyend.ts'

/** What a page has read may serve so long, ms. */
const FRESH_MS = 60_000

/** Reckons a twin's money from the chain, or from what a page has just read of it. */
export async function reckonMoney(client: QueryClient, twin: number): Promise<MoneyEnd> {
  const { contracts } = await client.fetchQuery({
    ...twinContractsQuery(twin),
    staleTime: FRESH_MS,
  })
  const ids = contracts.map(({ contract_id }) => asContract(contract_id))
  const ledger = await client.fetchQuery({
    ...ledgerQuery(twin as TwinId, ids), // it speaks: it is one
    staleTime: FRESH_MS,
  })
  const { endsAt } = outlookOf(ledger)
  return {
    at: ledger.readAt,
    endsAt: endsAt ?? null,
    contracts: ledger.entries.filter((entry) => (costOf(ledger, entry)?.hour ?? 0n) > 0n).length,
  }
}
