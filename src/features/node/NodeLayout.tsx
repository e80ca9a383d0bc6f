import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { GridNode } from '#gridproxy/schemas.ts'
import type { NodeId } from '#lib/ids.ts'
import { longSpan } from '#lib/time.ts'
import { nodeTabs, type NodeTab, paths } from '#paths.ts'
import { useGrid } from '#queries/grid.ts'
import { nodeDetailQuery } from '#queries/proxy.ts'
import { useReading } from '#queries/reading.ts'
import { testify } from '#queries/witness.ts'
import { useWitnesses } from '#queries/witnesses.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { explain } from '#ui/explain.ts'
import { Id } from '#ui/Id.tsx'
import { PageBody, PageHead } from '#ui/Page.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Witness } from '#ui/Stamp.tsx'
import { Chip } from '#ui/State.tsx'
import { Tabs } from '#ui/Tabs.tsx'
import { Absent, Faint, Hidden, Mono } from '#ui/text.tsx'
import { useNow } from '#ui/useNow.ts'
import { placeOf, uptimeOf } from './head.ts'

const labels = {
  overview: 'Overview',
  hardware: 'Hardware',
  capacity: 'Capacity',
  storage: 'Storage',
  network: 'Network',
  gpus: 'GPUs',
  farmer: 'Farmer',
} satisfies Record<NodeTab, string>

/** The head of every page of a node and its tabs; `children` is drawn once it is known who the node is. */
export default function NodeLayout({
  nodeId,
  tab,
  children,
}: {
  nodeId: NodeId
  tab: NodeTab
  children: (node: GridNode) => ReactNode
}) {
  const { network } = useGrid()
  const query = useQuery(nodeDetailQuery(nodeId))
  const node = query.data
  if (node) {
    return (
      <>
        <KnownHead node={node} tab={tab} />
        {children(node)}
      </>
    )
  }
  const missing = node === null
  return (
    <>
      <PageHead
        {...titles(nodeId, missing ? undefined : tab)}
        facts={query.status === 'pending' ? <Skeleton width={320} /> : undefined}
        tabs={missing ? undefined : tabsOf(nodeId, tab)}
      />
      <PageBody>
        {missing ? (
          <Empty
            what={`There is no node ${nodeId} on ${network.name}.`}
            advice="The grid proxy knows of none with this number. It may be on another network."
            action={<Button href={paths.nodes()}>All nodes</Button>}
          />
        ) : query.status === 'error' ? (
          <ErrorPanel
            explained={{
              ...explain(query.error, `/nodes/${nodeId}`),
              advice: `Without the grid proxy it is not known which twin node ${nodeId} is, so the node cannot be asked either.`,
            }}
            busy={query.isFetching}
            onRetry={query.refetch}
          />
        ) : (
          <div aria-busy="true">
            <Hidden>Reading node {nodeId} from the grid proxy</Hidden>
          </div>
        )}
      </PageBody>
    </>
  )
}

function KnownHead({ node, tab }: { node: GridNode; tab: NodeTab }) {
  const now = useNow()
  const heard = useWitnesses(node)
  const { verdict, ...lines } = testify(heard.node, heard.proxy, now)
  const version = useReading(node, 'zos.system.version').query
  return (
    <PageHead
      {...titles(node.nodeId, tab)}
      chips={
        <span title={verdict.sentence}>
          <Chip state={verdict.state}>{verdict.word}</Chip>
          <Hidden>. {verdict.sentence}</Hidden>
        </span>
      }
      stamps={[lines.node, lines.proxy, lines.chain].map(({ source, text, title, old }) => (
        <Witness key={source} source={source} title={title} old={old}>
          {text}
          {source === 'chain' && <Faint> · via proxy</Faint>}
        </Witness>
      ))}
      facts={
        <>
          <span>
            {node.farmName.trim() !== '' && `${node.farmName} · `}
            <Link href={paths.farm(node.farmId)}>farm {node.farmId}</Link>
          </span>
          <span>{placeOf(node) ?? <Absent why="place not known" />}</span>
          <span>
            twin <Id value={node.twinId} what="twin id" whole />
          </span>
          <span>
            zos{' '}
            {version.data ? (
              <Mono>{version.data.zos || 'unnamed'}</Mono>
            ) : (
              <Absent why="The node tells its version itself; it has not yet" />
            )}
          </span>
          <span title="The last report's uptime and what has passed since">
            {uptimeOf(node, heard.node.state === 'answered', now, longSpan)}
          </span>
        </>
      }
      tabs={tabsOf(node.nodeId, tab, node.num_gpu)}
    />
  )
}

function titles(nodeId: number, tab: NodeTab | undefined) {
  const here = { label: String(nodeId), ...(tab ? { href: paths.node(nodeId) } : {}) }
  return {
    title: `Node ${nodeId}`,
    documentTitle: tab ? `${labels[tab]}, node ${nodeId}` : `Node ${nodeId}`,
    crumbs: [
      { label: 'Nodes', href: paths.nodes() },
      here,
      ...(tab ? [{ label: labels[tab] }] : []),
    ],
  }
}

const tabsOf = (nodeId: number, now: NodeTab, gpus = 0) => (
  <Tabs
    label={`Node ${nodeId}`}
    tabs={nodeTabs.map((tab) => ({
      label: labels[tab],
      href: paths.node(nodeId, tab),
      current: tab === now,
      ...(tab === 'gpus' && gpus > 0 ? { count: gpus } : {}),
    }))}
  />
)
