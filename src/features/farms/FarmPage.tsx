import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link } from 'wouter'
import type { GridFarm } from '#gridproxy/schemas.ts'
import type { FarmId } from '#lib/ids.ts'
import { paths } from '#paths.ts'
import { replyQuery } from '#queries/fleet.ts'
import { useGrid } from '#queries/grid.ts'
import { contractsQuery, farmQuery, nodeListQuery } from '#queries/proxy.ts'
import type { Reply } from '#queries/standing.ts'
import { Button } from '#ui/Button.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Id } from '#ui/Id.tsx'
import { Columns, PageBody, PageHead, Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { QuerySection, QueryStamp, QueryView } from '#ui/QueryView.tsx'
import { Witness } from '#ui/Stamp.tsx'
import { Mono, Note } from '#ui/text.tsx'
import { certificationWord } from './farmColumns.tsx'
import { type FarmNode, holders, ipCounts, ipRows, worstFirst } from './farms.ts'
import { ipColumns } from './ipColumns.tsx'
import { CompactNode, nodeColumns } from './nodeColumns.tsx'

/** One farm: who owns it, its public addresses and who holds them, its nodes with the worst first. */
export default function FarmPage({ farmId }: { farmId: FarmId }) {
  const { network, speaking } = useGrid()
  const query = useQuery(farmQuery(farmId))
  const asked = {
    query,
    source: 'proxy',
    waitingFor: `the grid proxy of ${network.name}`,
  } as const
  const farm = query.data
  return (
    <>
      <PageHead
        title={farm?.name || `Farm ${farmId}`}
        documentTitle={farm ? `${farm.name}, farm ${farmId}` : `Farm ${farmId}`}
        crumbs={[{ label: 'Farms', href: paths.farms() }, { label: String(farmId) }]}
        remark={farm && speaking === farm.twinId ? 'Yours' : undefined}
        stampsRight
        stamps={<QueryStamp {...asked} />}
      />
      <PageBody>
        <QueryView {...asked}>
          {(found) => (found ? <Known farm={found} waitingFor={asked.waitingFor} /> : <Missing />)}
        </QueryView>
      </PageBody>
    </>
  )
}

function Missing() {
  return (
    <Empty
      what="There is no such farm."
      advice="The grid proxy knows no farm of this number."
      action={<Button href={paths.farms()}>All farms</Button>}
    />
  )
}

function Known({ farm, waitingFor }: { farm: GridFarm; waitingFor: string }) {
  return (
    <>
      <FarmNodes farm={farm} waitingFor={waitingFor} />
      <Columns
        main={<PublicIps farm={farm} waitingFor={waitingFor} />}
        side={
          <Section title="Farm">
            <Properties
              rows={[
                { label: 'Farm', value: <Id value={farm.farmId} what="farm id" whole /> },
                {
                  label: 'Owner',
                  note: 'twin',
                  value: <Id value={farm.twinId} what="twin id" whole />,
                },
                { label: 'Certification', value: certificationWord(farm.certificationType) },
                {
                  label: 'Nodes are rented',
                  value: farm.dedicated ? 'whole only' : 'in parts or whole',
                },
                { label: 'Pricing policy', value: <Mono>{farm.pricingPolicyId}</Mono> },
                {
                  label: 'Stellar address',
                  value:
                    farm.stellarAddress === '' ? undefined : (
                      <Id value={farm.stellarAddress} what="Stellar address" />
                    ),
                },
              ]}
            />
          </Section>
        }
      />
    </>
  )
}

function PublicIps({ farm, waitingFor }: { farm: GridFarm; waitingFor: string }) {
  const held = useQuery({
    ...contractsQuery(holders(farm.farmId)),
    enabled: ipCounts(farm).held > 0,
  })
  const { free, held: taken, total } = ipCounts(farm)
  const rows = useMemo(
    () => ipRows(farm.publicIps, held.data?.items ?? []),
    [farm.publicIps, held.data],
  )
  return (
    <Section
      title="Public IPs"
      remark={total === 0 ? undefined : `${free} free, ${taken} held`}
      stamps={taken > 0 && <QueryStamp query={held} source="proxy" waitingFor={waitingFor} />}
      table
    >
      <DataTable
        label="Public IPs"
        columns={ipColumns}
        rows={rows}
        rowKey={({ ip }) => ip.ip}
        empty={
          <Empty
            what="This farm has no public IPs."
            advice="Its owner registers them on chain; nodes hand them to deployments that ask for one."
          />
        }
      />
    </Section>
  )
}

const heard = (results: { data: Reply | undefined }[]) => results.map(({ data }) => data)

function FarmNodes({ farm, waitingFor }: { farm: GridFarm; waitingFor: string }) {
  const { speaking } = useGrid()
  const query = useQuery(nodeListQuery({ farm_ids: [farm.farmId] }))
  const nodes = query.data?.items
  const replies = useQueries({
    queries: (nodes ?? []).map((node) => ({ ...replyQuery(node), enabled: speaking !== null })),
    combine: heard,
  })
  const rows = useMemo(
    () => worstFirst((nodes ?? []).map((node, i): FarmNode => ({ node, reply: replies[i] }))),
    [nodes, replies],
  )
  const answered = replies.filter((reply) => reply?.kind === 'answered').length
  const count = query.data?.count ?? rows.length
  return (
    <QuerySection
      title="Nodes"
      remark={nodes && nodes.length > 1 ? 'worst first' : undefined}
      table
      query={query}
      source="proxy"
      verb="list"
      waitingFor={waitingFor}
      isEmpty={({ items }) => items.length === 0}
      empty={{
        what: 'This farm has no nodes.',
        advice: 'Nodes join a farm when they boot with its number.',
      }}
      stamps={
        speaking === null ? (
          <Witness source="node">
            not asked · <Link href={paths.settings('identity')}>Unlock a twin</Link>
          </Witness>
        ) : (
          nodes && (
            <Witness source="node">
              {answered} of {nodes.length} answered
            </Witness>
          )
        )
      }
    >
      {() => (
        <>
          <DataTable
            label="Nodes"
            columns={nodeColumns}
            rows={rows}
            rowKey={({ node }) => node.nodeId}
            href={({ node }) => paths.node(node.nodeId)}
            compact={(row) => <CompactNode row={row} />}
          />
          {count > rows.length && (
            <Note>
              The first {rows.length} of {count}.{' '}
              <Link href={paths.nodes({ farm_ids: farm.farmId })}>All of them in the fleet</Link>
            </Note>
          )}
        </>
      )}
    </QuerySection>
  )
}
