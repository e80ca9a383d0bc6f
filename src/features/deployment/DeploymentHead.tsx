import { Link } from 'wouter'
import { describeDeployment, nameOf } from '#deploy/description.ts'
import { truthOf } from '#deploy/truth.ts'
import { servedOf } from '#deploy/served.ts'
import { paths, type DeploymentTab } from '#paths.ts'
import { type Subject, useDeployment } from '#queries/deployment.ts'
import { useSeal } from '#queries/seal.ts'
import { verdictOf } from '#queries/states.ts'
import { Id } from '#ui/Id.tsx'
import { PageHead } from '#ui/Page.tsx'
import { QueryStamp } from '#ui/QueryView.tsx'
import { Witness } from '#ui/Stamp.tsx'
import { Chip, Verdict } from '#ui/State.tsx'
import { Faint, Mono } from '#ui/text.tsx'
import { useNow } from '#ui/useNow.ts'
import { SealFact } from './SealFact.tsx'
import { contractWords, nodeSideOf, tabsOf, titles, troubleOf } from './head.tsx'
import { useWatched } from './watched.ts'

/** What stands over every tab of a deployment: its name, how it is, what its node and its contract say. */
export function DeploymentHead({ subject, tab }: { subject: Subject; tab: DeploymentTab }) {
  const { node, contractId, contract, contractFrom } = subject
  const now = Math.floor(useNow() / 1000)
  const reading = useDeployment(subject)
  const seal = useSeal(subject)
  const told = reading.query.data?.deployment
  const verdict = told && verdictOf(told.workloads.map(({ result }) => result.state))
  const said = describeDeployment(contract?.details.deployment_data ?? '', told?.metadata ?? '')
  const name = nameOf(said)
  const watched = useWatched()
  const truth = truthOf({
    contract,
    node: nodeSideOf(reading, told === undefined ? undefined : servedOf(told)),
    sealBroken: seal.judged?.seal.verdict === 'differs',
    now,
  })
  const trouble = troubleOf(truth.class)
  return (
    <PageHead
      {...titles(contractId, tab, { name, watched })}
      chips={verdict && <Chip state={verdict.state}>{verdict.words}</Chip>}
      stamps={
        <>
          {reading.forbidden === undefined && <QueryStamp {...reading} />}
          {contract && (
            <Witness source="chain">
              {contractWords(contract.state)}
              {contractFrom !== 'chain' && <Faint> · via proxy</Faint>}
            </Witness>
          )}
        </>
      }
      facts={
        <>
          <span>
            contract <Id value={String(contractId)} what="contract id" whole />
          </span>
          <Link href={paths.contract(contractId)}>cost and bills</Link>
          <Link href={paths.node(node.nodeId)}>node {node.nodeId}</Link>
          {told && (
            <span>
              version <Mono>{told.version}</Mono>
            </span>
          )}
          {told && contract && <SealFact subject={subject} words={seal.words} />}
          {said.projectName !== '' && said.projectName !== name && (
            <span>project {said.projectName}</span>
          )}
          {trouble && (
            <span>
              <Verdict state={trouble.state}>{trouble.words}.</Verdict> {truth.why}
            </span>
          )}
        </>
      }
      tabs={tabsOf(node.nodeId, contractId, tab, { count: told?.workloads.length, watched })}
    />
  )
}
