import { useQuery } from '@tanstack/react-query'
import type { GridGpu, GridNode } from '#gridproxy/schemas.ts'
import type { Gpu } from '#node/schemas.ts'
import { paths } from '#paths.ts'
import { useGrid } from '#queries/grid.ts'
import { nodeDetailQuery, proxyGpusQuery } from '#queries/proxy.ts'
import { useReading } from '#queries/reading.ts'
import { Button } from '#ui/Button.tsx'
import { PageBody, Section } from '#ui/Page.tsx'
import type { QueryLike } from '#ui/query.ts'
import { QuerySection, QueryStamp } from '#ui/QueryView.tsx'
import { CardTable } from './CardTable.tsx'
import { Chances } from './Chances.tsx'
import { cardsOf } from './gpus.ts'

const findOthers = (
  <Button size="small" href={paths.nodes({ num_gpu: 1, gpu_available: true })}>
    Nodes with a free GPU
  </Button>
)

/** The node's cards, who has them, and why you cannot when you cannot. */
export default function GpusPage({ node }: { node: GridNode }) {
  const { speaking } = useGrid()
  const visitor = speaking === null
  const own = useReading(node, 'zos.gpu.list')
  const relayed = useQuery({ ...proxyGpusQuery(node.nodeId), enabled: visitor })
  const query: QueryLike<readonly (Gpu | GridGpu)[] | null> = visitor ? relayed : own.query
  const asked = {
    ...own,
    // a visitor is not turned away here: the proxy asks for whoever asks it
    forbidden: undefined,
    query,
    ...(visitor && {
      source: 'proxy' as const,
      command: `/nodes/${node.nodeId}/gpu`,
      waitingFor: `the grid proxy, which asks node ${node.nodeId}`,
    }),
  }
  const failed = query.data === undefined && query.status === 'error'
  return (
    <PageBody>
      <QuerySection
        title="GPUs"
        {...(visitor ? { remark: 'The grid proxy leaves the memory of the cards out' } : {})}
        table
        {...asked}
        isEmpty={(gpus) => (gpus ?? []).length === 0}
        empty={{
          what: `Node ${node.nodeId} has no GPU.`,
          advice:
            'It found no card of AMD or NVIDIA, or its farm has switched GPUs off for this node.',
          action: findOthers,
        }}
      >
        {(gpus) => <CardTable cards={cardsOf(gpus ?? [])} source={asked.source} />}
      </QuerySection>
      {query.data && query.data.length > 0 && (
        <Chances cards={cardsOf(query.data)} node={node} twin={speaking} answers />
      )}
      {failed && node.gpus.length > 0 && <LastSeen node={node} twin={speaking} />}
    </PageBody>
  )
}

/** The copy inside the proxy's node, hourly at best, for when the node cannot be asked. */
function LastSeen({ node, twin }: { node: GridNode; twin: number | null }) {
  const detail = useQuery(nodeDetailQuery(node.nodeId))
  const cards = cardsOf(node.gpus)
  return (
    <>
      <Section
        title="As the grid proxy last saw them"
        remark="Copied from the node once an hour at best"
        table
        stamps={
          <QueryStamp
            query={detail}
            source="proxy"
            waitingFor="the grid proxy"
            command={`/nodes/${node.nodeId}`}
          />
        }
      >
        <CardTable cards={cards} source="proxy" />
      </Section>
      <Chances cards={cards} node={node} twin={twin} answers={false} />
    </>
  )
}
