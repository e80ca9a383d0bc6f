import type { GridNode } from '#gridproxy/schemas.ts'
import { paths } from '#paths.ts'
import { useReading } from '#queries/reading.ts'
import { Button } from '#ui/Button.tsx'
import { Columns, PageBody, Panel, Section } from '#ui/Page.tsx'
import { QuerySection, QueryStamp } from '#ui/QueryView.tsx'
import { Note } from '#ui/text.tsx'
import { KnownToProxy } from './KnownToProxy.tsx'
import { TypeTotals } from './pieces.tsx'
import { PoolTable } from './PoolTable.tsx'
import { poolRows, totals } from './storage.ts'
import { Treemap } from './Treemap.tsx'

/** GiB of free SSD that "a node with SSD" has at least. */
const SOME = 10

/** The node's pools as a table and as a picture, and the largest disk that still fits. */
export default function StoragePage({ node }: { node: GridNode }) {
  const pools = useReading(node, 'zos.storage.pools')
  const rows = poolRows(pools.query.data ?? [])
  const sums = totals(rows)
  return (
    <PageBody>
      <Columns
        main={
          <Panel>
            <QuerySection
              title="Storage pools"
              table
              {...pools}
              action={
                pools.forbidden !== undefined && (
                  <Button size="small" href={paths.settings('identity')}>
                    Unlock a twin
                  </Button>
                )
              }
              isEmpty={(data) => data.length === 0}
              empty={{
                what: 'This node has no storage pools.',
                advice: 'Disks and databases need one. Look for a node that has SSD.',
                action: (
                  <Button href={paths.nodes({ free_sru: SOME })}>Find a node with SSD</Button>
                ),
              }}
              skeleton={<PoolTable />}
            >
              {() => <PoolTable rows={rows} />}
            </QuerySection>
          </Panel>
        }
        side={
          pools.forbidden === undefined ? (
            sums.map((sum) => (
              <TypeTotals
                key={sum.type}
                sum={sum}
                stamp={<QueryStamp {...pools} refresh={false} />}
              />
            ))
          ) : (
            <KnownToProxy node={node} />
          )
        }
      />
      {rows.length > 0 && (
        <Section
          title="Picture"
          remark="Area is size, ink is what is used"
          stamps={<QueryStamp {...pools} refresh={false} />}
        >
          <Treemap rows={rows} />
          <Note>
            Pools tell what lies on the disks, Capacity what tenants have reserved: the two differ.
            A pool that the node cannot read is missing here.
          </Note>
        </Section>
      )}
    </PageBody>
  )
}
