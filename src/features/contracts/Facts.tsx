import { Link } from 'wouter'
import type { GridContract } from '#gridproxy/schemas.ts'
import { paths } from '#paths.ts'
import { Id } from '#ui/Id.tsx'
import { Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { QueryStamp } from '#ui/QueryView.tsx'
import { Faint, Mono } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import { NodeCell } from './cells.tsx'
import { kindWords, stateWords } from './rows.ts'
import type { ToldContract } from './useContract.ts'

/** What a contract is for, and who told it. */
export function Facts({
  contract: { contract_id, twin_id, created_at, details },
  told: { row, from, query, contract },
}: {
  contract: GridContract
  told: ToldContract
}) {
  const { nodeId } = details
  const farm = details.farm_name || (details.farm_id === null ? '' : `farm ${details.farm_id}`)
  const isNode = contract?.type === 'node'
  return (
    <Section
      title="Contract"
      stamps={<QueryStamp query={query} source={from} waitingFor="the chain" />}
    >
      <Properties
        label="Contract"
        rows={[
          { label: 'Contract id', value: <Id value={contract_id} what="contract id" whole /> },
          { label: 'Kind', value: row && kindWords[row.kind] },
          {
            label: 'State',
            note: row?.toldBy === 'chain' ? 'as the chain tells it' : 'as listed',
            value: row && stateWords(row.state),
          },
          {
            label: 'Twin',
            value: <Link href={paths.contracts({ twin: twin_id })}>{String(twin_id)}</Link>,
          },
          ...(nodeId === null
            ? [{ label: 'Name', value: <Mono>{details.name}</Mono> }]
            : [
                { label: 'Node', value: row && <NodeCell row={row} /> },
                { label: 'Farm', value: farm },
              ]),
          ...(isNode && nodeId !== null
            ? [
                {
                  label: 'Deployment',
                  value: (
                    <Link href={paths.deployment(nodeId, contract_id)}>
                      {row?.name || 'Unnamed'}
                    </Link>
                  ),
                },
                { label: 'Project', value: row?.project ?? '' },
                {
                  label: 'Public IPs',
                  value:
                    details.number_of_public_ips === 0 ? (
                      <Faint>none</Faint>
                    ) : (
                      <Mono>{details.number_of_public_ips}</Mono>
                    ),
                },
                {
                  label: 'Deployment hash',
                  value: details.deployment_hash && (
                    <Id value={details.deployment_hash} what="deployment hash" />
                  ),
                },
              ]
            : []),
          {
            label: 'Made',
            value:
              created_at > 0 ? (
                <Time seconds={created_at} />
              ) : (
                <Faint>the chain keeps no time</Faint>
              ),
          },
        ]}
      />
    </Section>
  )
}
