import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link } from 'wouter'
import type { GridFarm } from '#gridproxy/schemas.ts'
import { paths } from '#paths.ts'
import { replyQuery } from '#queries/fleet.ts'
import { useGrid } from '#queries/grid.ts'
import { nodeListQuery } from '#queries/proxy.ts'
import type { Reply } from '#queries/standing.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Witness } from '#ui/Stamp.tsx'
import { Note } from '#ui/text.tsx'
import { type FarmNode, worstFirst } from './farms.ts'
import { CompactNode, nodeColumns } from './nodeColumns.tsx'

const heard = (results: { data: Reply | undefined }[]) => results.map(({ data }) => data)

/** A farm's nodes, worst first; each is asked by the twin that speaks, and the order follows what they say. */
export function FarmNodes({ farm, waitingFor }: { farm: GridFarm; waitingFor: string }) {
  const { speaking, transport } = useGrid()
  const query = useQuery(nodeListQuery({ farm_ids: [farm.farmId] }))
  const nodes = query.data?.items
  const replies = useQueries({
    queries: (nodes ?? []).map((node) => ({
      ...replyQuery(node),
      enabled: speaking !== null && transport?.state === 'open',
    })),
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
      action={<Link href={paths.nodes({ farm_ids: farm.farmId })}>In the fleet</Link>}
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
              The first {rows.length} of {count}; the fleet has them all.
            </Note>
          )}
        </>
      )}
    </QuerySection>
  )
}
