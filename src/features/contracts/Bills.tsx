import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { amount } from '#lib/money.ts'
import type { ContractId } from '#lib/ids.ts'
import { group } from '#lib/units.ts'
import { billsQuery } from '#queries/bills.ts'
import { billsInWords, type ToldBill } from '#queries/billwords.ts'
import { feeOf } from '#queries/breakdown.ts'
import { useGrid } from '#queries/grid.ts'
import { Button } from '#ui/Button.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { saveCsv, saveJson } from '#ui/export.ts'
import { Empty } from '#ui/Empty.tsx'
import { ExportMenu } from '#ui/ExportMenu.tsx'
import { Segments } from '#ui/Field.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Note } from '#ui/text.tsx'
import { billColumns, billLook, exportedBill } from './billcolumns.tsx'
import type { ToldContract } from './useContract.ts'

/** The bills of a contract, each with what changed since the one before and why, most likely. */
export function BillsSection({
  contractId,
  told: { contract, ledger, entry, row },
}: {
  contractId: ContractId
  told: ToldContract
}) {
  const { network } = useGrid()
  const query = useInfiniteQuery(billsQuery(contractId))
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const fixed = ledger && entry ? feeOf(ledger, entry) : 0n
  const createdAt = contract?.created_at ?? 0
  const gone = row?.missing === 'gone' || contract?.state === 'Deleted'
  const cancelled = gone && contract?.state !== 'OutOfFunds'
  const bills = useMemo(
    () =>
      data &&
      billsInWords(
        data.pages.flatMap(({ items }) => items),
        { createdAt, whole: !hasNextPage, fixed, cancelled },
      ),
    [data, createdAt, hasNextPage, fixed, cancelled],
  )
  const count = data?.pages[0]?.count
  const [params, setParams] = useSearchParams()
  const few = params.get('bills') === 'changes'
  const shown = few ? bills?.filter(({ kind }) => kind !== 'plain') : bills
  const save = (ending: 'CSV' | 'JSON', rows: readonly ToldBill[]) => {
    const now = new Date()
    const name = `bills-${network.name}-contract-${contractId}-${now.toISOString().slice(0, 10)}`
    const about = { exported_at: now.toISOString(), network: network.name, contract_id: contractId }
    if (ending === 'CSV') saveCsv(name, billColumns, rows)
    else saveJson(name, { ...about, bills: rows.map(exportedBill) })
  }
  return (
    <QuerySection
      title="Bills"
      remark={count ? `${group(count)} in all` : undefined}
      table
      query={{ ...query, data: bills }}
      source="proxy"
      waitingFor={`the grid proxy of ${network.name}`}
      command={`/contracts/${contractId}/bills`}
      verb="list"
      action={
        <>
          <Segments
            label="Which bills"
            value={few ? 'changes' : 'all'}
            options={[
              { value: 'all', label: 'All' },
              { value: 'changes', label: 'Changes' },
            ]}
            onChange={(which) =>
              setParams(which === 'all' ? {} : { bills: which }, { replace: true })
            }
          />
          <ExportMenu
            count={shown?.length ?? 0}
            one="bill"
            many="bills"
            small
            onSave={(ending) => save(ending, shown ?? [])}
          />
        </>
      }
      skeleton={<DataTable {...billLook} rows={[]} loading skeletonRows={6} />}
      isEmpty={(rows) => rows.length === 0}
      empty={{
        what: 'No bill yet.',
        advice:
          'The chain bills a contract once an hour, and makes no bill where nothing is due. The grid proxy tells of it some seconds later.',
      }}
    >
      {(rows) => (
        <>
          <DataTable
            {...billLook}
            rows={shown ?? rows}
            empty={<Empty what={`None of the ${group(rows.length)} bills read is different.`} />}
          />
          <Note>{sumWords(rows)}</Note>
          {hasNextPage && (
            <Button size="small" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              Older bills
            </Button>
          )}
        </>
      )}
    </QuerySection>
  )
}

/** What the bills that are shown come to, and what reading them says and does not. */
function sumWords(rows: readonly ToldBill[]): string {
  const sum = rows.reduce((all, { amount: units }) => all + units, 0n)
  const many = rows.length === 1 ? 'This bill is' : `These ${group(rows.length)} bills are`
  return `${many} ${amount(sum, 4)} TFT. The grid keeps a bill’s amount, discount and time only; what changed is reckoned from those, and “most likely” means just that.`
}
