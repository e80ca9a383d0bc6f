import type { ContractId } from '#lib/ids.ts'
import { paths } from '#paths.ts'
import { PageBody, PageHead } from '#ui/Page.tsx'

/** One contract: what it is, what it costs and owes, and its bills. */
export default function ContractPage({ contractId }: { contractId: ContractId }) {
  return (
    <>
      <PageHead
        title={`Contract ${contractId}`}
        crumbs={[{ label: 'Contracts', href: paths.contracts() }, { label: String(contractId) }]}
      />
      <PageBody>{null}</PageBody>
    </>
  )
}
