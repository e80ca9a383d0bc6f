import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { GridFarm } from '#gridproxy/schemas.ts'
import { contractsQuery } from '#queries/proxy.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Section } from '#ui/Page.tsx'
import { QueryStamp } from '#ui/QueryView.tsx'
import { holders, ipCounts, ipRows } from './farms.ts'
import { ipColumns } from './ipColumns.tsx'

/** A farm's public addresses, free or held by which contract, of whom and on which node. */
export function PublicIps({ farm, waitingFor }: { farm: GridFarm; waitingFor: string }) {
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
