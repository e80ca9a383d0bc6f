import { useQuery } from '@tanstack/react-query'
import type { ContractId } from '#lib/ids.ts'
import { contractQuery } from '#queries/deployment.ts'
import { CodeBlock } from '#ui/CodeBlock.tsx'
import { QuerySection } from '#ui/QueryView.tsx'

/** What the deployment is billed by; nothing in it is secret, it stands on a public chain. */
export function ContractSection({ contractId }: { contractId: ContractId }) {
  const contract = useQuery(contractQuery(contractId))
  return (
    <QuerySection
      title="The contract"
      remark="as the grid proxy tells it"
      query={contract}
      source="proxy"
      waitingFor="the grid proxy"
      command={`/contracts/${contractId}`}
      isEmpty={(told) => told === null}
      empty={{
        what: `The grid proxy knows no contract ${contractId}.`,
        advice: 'It may have been cancelled long ago, or be of another network.',
      }}
    >
      {(told) => (
        <CodeBlock json={told} name={`contract-${contractId}.json`} label="The contract as JSON" />
      )}
    </QuerySection>
  )
}
