import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ContractId, NodeId } from '#lib/ids.ts'
import { paths, type DeploymentTab } from '#paths.ts'
import { useContract } from '#queries/contract.ts'
import { rememberedNode, type Subject } from '#queries/deployment.ts'
import { useGrid } from '#queries/grid.ts'
import { nodeDetailQuery } from '#queries/proxy.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { explain } from '#ui/explain.ts'
import { PageBody, PageHead } from '#ui/Page.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Hidden } from '#ui/text.tsx'
import { DeploymentHead } from './DeploymentHead.tsx'
import { tabsOf, titles } from './head.tsx'
import { useWatched } from './watched.ts'

/**
 * The head of every page of a deployment and its tabs; `children` is drawn once it is known which twin
 * its node is. The contract may still be on its way then: it comes into the subject when it is there.
 */
export default function DeploymentLayout({
  nodeId,
  contractId,
  tab,
  children,
}: {
  nodeId: NodeId
  contractId: ContractId
  tab: DeploymentTab
  children: (subject: Subject) => ReactNode
}) {
  const { network } = useGrid()
  const watched = useWatched()
  const node = useQuery(nodeDetailQuery(nodeId))
  const { contract, from: contractFrom } = useContract(contractId)
  // the proxy away, the node itself can still be asked where this browser remembers its twin
  const home = node.data ?? (node.status === 'error' ? rememberedNode(nodeId) : undefined)
  const rightful = contract?.details.nodeId
  if (rightful && rightful !== nodeId) {
    return <Elsewhere contractId={contractId} nodeId={nodeId} rightful={rightful} />
  }
  if (home) {
    const subject = { node: home, contractId, contract, contractFrom, owner: contract?.twin_id }
    return (
      <>
        <DeploymentHead subject={subject} tab={tab} />
        {children(subject)}
      </>
    )
  }
  const missing = node.data === null
  return (
    <>
      <PageHead
        {...titles(contractId, missing ? undefined : tab, { watched })}
        facts={node.status === 'pending' ? <Skeleton width={320} /> : undefined}
        tabs={missing ? undefined : tabsOf(nodeId, contractId, tab, { watched })}
      />
      <PageBody>
        {missing ? (
          <Empty
            what={`There is no node ${nodeId} on ${network.name}.`}
            advice={`So contract ${contractId} cannot be read from it. It may be on another network.`}
            action={<Button href={paths.deployments(watched)}>All deployments</Button>}
          />
        ) : node.status === 'error' ? (
          <ErrorPanel
            explained={{
              ...explain(node.error, `/nodes/${nodeId}`),
              advice: `Without the grid proxy it is not known which twin node ${nodeId} is, so the node cannot be asked either.`,
            }}
            busy={node.isFetching}
            onRetry={node.refetch}
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

/** The address names another node than the contract does: whoever asked that node would hear of nothing. */
function Elsewhere(of: { contractId: ContractId; nodeId: NodeId; rightful: number }) {
  const watched = useWatched()
  return (
    <>
      <PageHead {...titles(of.contractId, undefined, { watched })} />
      <PageBody>
        <Empty
          what={`Contract ${of.contractId} is for node ${of.rightful}, not for node ${of.nodeId}.`}
          advice="The address names the wrong node, so that node knows nothing of it."
          action={
            <Button href={paths.deployment(of.rightful, of.contractId, 'workloads', watched)}>
              Open it on node {of.rightful}
            </Button>
          }
        />
      </PageBody>
    </>
  )
}
