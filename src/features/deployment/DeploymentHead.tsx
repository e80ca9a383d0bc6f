import { Link } from 'wouter'
import { paths, type DeploymentTab } from '#paths.ts'
import { type Subject, useDeployment } from '#queries/deployment.ts'
import { verdictOf } from '#queries/states.ts'
import { Id } from '#ui/Id.tsx'
import { PageHead } from '#ui/Page.tsx'
import { QueryStamp } from '#ui/QueryView.tsx'
import { Witness } from '#ui/Stamp.tsx'
import { Chip } from '#ui/State.tsx'
import { Faint, Mono } from '#ui/text.tsx'
import { tabsOf, titles } from './head.tsx'

/** What stands over every tab of a deployment: its name, how it is, what its node and its contract say. */
export function DeploymentHead({ subject, tab }: { subject: Subject; tab: DeploymentTab }) {
  const { node, contractId, contract } = subject
  const reading = useDeployment(subject)
  const deployment = reading.query.data?.deployment
  const verdict = deployment && verdictOf(deployment.workloads.map(({ result }) => result.state))
  return (
    <PageHead
      {...titles(contractId, tab)}
      chips={verdict && <Chip state={verdict.state}>{verdict.words}</Chip>}
      stamps={
        <>
          {reading.forbidden === undefined && <QueryStamp {...reading} />}
          {contract && (
            <Witness source="chain">
              contract {contract.state}
              <Faint> · via proxy</Faint>
            </Witness>
          )}
        </>
      }
      facts={
        <>
          <span>
            contract <Id value={String(contractId)} what="contract id" whole />
          </span>
          <Link href={paths.node(node.nodeId)}>node {node.nodeId}</Link>
          {deployment && (
            <span>
              version <Mono>{deployment.version}</Mono>
            </span>
          )}
        </>
      }
      tabs={tabsOf(node.nodeId, contractId, tab, deployment?.workloads.length)}
    />
  )
}
