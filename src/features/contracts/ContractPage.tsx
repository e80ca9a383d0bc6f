import type { ContractId } from '#lib/ids.ts'
import { paths } from '#paths.ts'
import { useGrid } from '#queries/grid.ts'
import { Columns, PageBody, PageHead } from '#ui/Page.tsx'
import { Chip } from '#ui/State.tsx'
import { QueryView } from '#ui/QueryView.tsx'
import { BillsSection } from './Bills.tsx'
import { looks } from './cells.tsx'
import { EndButton } from './Chosen.tsx'
import { CostSection } from './CostSection.tsx'
import { Facts } from './Facts.tsx'
import { Grace } from './Grace.tsx'
import { PaymentSection } from './PaymentSection.tsx'
import { kindWords, stateWords } from './rows.ts'
import { type ToldContract, useContract } from './useContract.ts'
import { Verified } from './Verified.tsx'

/** One contract: what it is, what it costs and owes, and its bills. */
export default function ContractPage({ contractId }: { contractId: ContractId }) {
  const { network } = useGrid()
  const told = useContract(contractId)
  const { query, row, contract, rescue, ledger } = told
  const state = row?.state ?? contract?.state
  return (
    <>
      <PageHead
        title={titleOf(row) ?? `Contract ${contractId}`}
        documentTitle={`Contract ${contractId}`}
        crumbs={[{ label: 'Contracts', href: backTo(told) }, { label: String(contractId) }]}
        remark={row && `${kindWords[row.kind]}, contract ${contractId}`}
        chips={
          state !== undefined && <Chip state={looks[state] ?? 'unknown'}>{stateWords(state)}</Chip>
        }
        actions={
          row && (
            <EndButton
              twin={contract?.twin_id ?? 0}
              rows={[row]}
              told={told.told}
              label="Cancel contract"
            />
          )
        }
      />
      <PageBody>
        <Verified rows={[{ contractId }]} />
        {rescue && ledger?.account && row?.state === 'GracePeriod' && (
          <Grace told={told} row={row} account={ledger.account} rescue={rescue} />
        )}
        <QueryView
          query={query}
          source="proxy"
          waitingFor={`the grid proxy of ${network.name}`}
          command={`/contracts/${contractId}`}
          isEmpty={({ contract: known }) => known === null}
          empty={{
            what: `There is no contract ${contractId}.`,
            advice:
              'Neither the chain nor the grid proxy knows it on this network. One that ended long ago, or was made seconds ago, may be missing.',
          }}
        >
          {({ contract: known }) =>
            known && (
              <>
                <Columns
                  even
                  main={<Facts contract={known} told={told} />}
                  side={<PaymentSection told={told} />}
                />
                <CostSection told={told} />
                <BillsSection contractId={contractId} told={told} />
              </>
            )
          }
        </QueryView>
      </PageBody>
    </>
  )
}

const titleOf = (row: ToldContract['row']) =>
  row?.kind === 'rent' ? `Node ${row.nodeId}, rented` : row?.name.slice(0, 80) || undefined

/** The list of its twin, which may be another's. */
const backTo = ({ contract, told: { own } }: ToldContract) =>
  contract && !own ? paths.contracts({ twin: contract.twin_id }) : paths.contracts()
