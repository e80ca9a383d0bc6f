import { useQuery } from '@tanstack/react-query'
import { contractQuery, type Subject } from '#queries/deployment.ts'
import { Id } from '#ui/Id.tsx'
import { Properties } from '#ui/Properties.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Mono } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import { Remarks } from './Remarks.tsx'

/** What anybody may know of a deployment: its contract. For who cannot read the node, or while it is silent. */
export function Contract({ contractId }: Pick<Subject, 'contractId'>) {
  const query = useQuery(contractQuery(contractId))
  return (
    <QuerySection
      title="Contract"
      remark="open to everybody"
      query={query}
      source="proxy"
      waitingFor="the grid proxy"
      command={`/contracts/${contractId}`}
      isEmpty={(contract) => contract === null}
      empty={{ what: `The grid proxy knows no contract ${contractId}.` }}
    >
      {(contract) =>
        contract && (
          <>
            <Properties
              label="Contract"
              rows={[
                { label: 'State', value: contract.state },
                { label: 'Twin', value: <Id value={contract.twin_id} what="twin id" whole /> },
                { label: 'Created', value: <Time seconds={contract.created_at} /> },
                {
                  label: 'Public IPv4 addresses',
                  value: <Mono>{contract.details.number_of_public_ips}</Mono>,
                },
                {
                  label: 'Deployment hash',
                  value: contract.details.deployment_hash && (
                    <Id value={contract.details.deployment_hash} what="deployment hash" />
                  ),
                },
              ]}
            />
            <Remarks
              of={{ description: '', metadata: contract.details.deployment_data }}
              name="the contract"
            />
          </>
        )
      }
    </QuerySection>
  )
}
