import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { titleOf } from '#deploy/description.ts'
import { group } from '#lib/units.ts'
import { span, stamp } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { lookOf } from '#queries/states.ts'
import { stateWord, truthFacts, truthLooks, truthWords } from '#queries/truthwords.ts'
import { Quantity } from '#ui/Quantity.tsx'
import { Over, TwoLines } from '#ui/Room.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Glyph, StateWord, Verdict } from '#ui/State.tsx'
import { Absent, Cut, Faint, Hidden, Mono, Name } from '#ui/text.tsx'
import s from './deployments.module.css'
import type { DeploymentRow } from './rows.ts'

/** What a deployment is called; one that nobody named, by its contract. */
export function NameCell({ row }: { row: DeploymentRow }) {
  const parts = (row.served?.workloads ?? []).map(({ name }) => name).filter(Boolean)
  return row.name === '' ? (
    <Cut
      title={
        parts.length === 0
          ? 'It has no name.'
          : `It has no name; its workloads are ${parts.join(', ')}.`
      }
    >
      <Faint>{titleOf('', row.contractId)}</Faint>
    </Cut>
  ) : (
    <Cut>
      <Name>{row.name}</Name>
    </Cut>
  )
}

export const WordCell = ({ word, why }: { word: string; why: string }) =>
  word === '' ? <Absent why={why} /> : <Cut>{word}</Cut>

/** The node, a link of its own over the row's. */
export const NodeCell = ({ row }: { row: DeploymentRow }) => (
  <Over>
    <Link href={paths.node(row.nodeId)} title={row.farmName === '' ? undefined : row.farmName}>
      <Mono>{row.nodeId}</Mono>
    </Link>
  </Over>
)

/** Workloads by state, the worst first and in words; the others as counts. */
export function WorkloadsCell({ row }: { row: DeploymentRow }) {
  const { heard, served, states, truth } = row
  if (heard.kind === 'waiting') return <Skeleton width={64} />
  if (heard.kind === 'silent' || heard.kind === 'unreadable') {
    return (
      <span title={heard.why}>
        <Verdict state="warn">{heard.short}</Verdict>
      </span>
    )
  }
  if (heard.kind === 'unasked') {
    return heard.short === '' ? (
      <Absent why={heard.why} />
    ) : (
      <span title={heard.why}>
        <Faint>{heard.short}</Faint>
      </span>
    )
  }
  if (served === undefined) {
    return (
      <span title={truth.why}>
        <Verdict state="warn">silent</Verdict>
      </span>
    )
  }
  if (served === null) return <Faint>not on the node</Faint>
  if (states.length === 0) return <Faint>no workloads</Faint>
  return (
    <span className={s.states}>
      {states.map(({ state, count }, i) => (
        <span key={state} className={s.state} title={state || undefined}>
          {i === 0 ? (
            <StateWord state={lookOf(state) === 'deleted' ? 'unknown' : lookOf(state)}>
              {group(count)} {stateWord(state)}
            </StateWord>
          ) : (
            <>
              <Hidden>, </Hidden>
              <Glyph state={lookOf(state)} />
              {group(count)}
              <Hidden> {stateWord(state)}</Hidden>
            </>
          )}
        </span>
      ))}
    </span>
  )
}

/** Public addresses as the node tells them; else what the contract has reserved. */
export function IpsCell({ row: { ips, reservedIps } }: { row: DeploymentRow }) {
  const [first, ...rest] = ips
  if (first !== undefined) {
    return (
      <span title={ips.join('\n')}>
        <Mono>{first}</Mono>
        {rest.length > 0 && <Faint> +{rest.length}</Faint>}
      </span>
    )
  }
  if (reservedIps === 0) return <Absent why="none reserved" />
  return <Faint>{group(reservedIps)} reserved</Faint>
}

export function AgeCell({ row: { age, createdAt } }: { row: DeploymentRow }) {
  if (age === undefined || createdAt === undefined) return <Absent why="not known" />
  const { value, unit } = span(Math.floor(age))
  return <Quantity value={value} unit={unit} title={`Contract made ${stamp(createdAt * 1000)}`} />
}

const stateTexts: Record<string, string> = {
  GracePeriod: 'in grace',
  Deleted: 'ended',
  OutOfFunds: 'ended, out of funds',
}

/** Id and, where it is not plain active, the state; what is only remembered says since when. */
export function ContractCell({ row }: { row: DeploymentRow }) {
  const { contractId, contractState, stateAt, truth } = row
  const word =
    contractState === 'Created'
      ? ''
      : (stateTexts[contractState] ?? (truth.class === 'ghost' ? 'not known' : contractState))
  const title =
    stateAt === undefined ? contractState : `${contractState} when last read, ${stamp(stateAt)}`
  return (
    <span title={title || undefined}>
      <Mono>{String(contractId)}</Mono>
      {word !== '' && <Faint> {word}</Faint>}
    </span>
  )
}

/** What needs somebody first: quiet where nothing does. */
export function TruthCell({ row: { truth, shown } }: { row: DeploymentRow }) {
  const word = truthWords[shown]
  let drawn: ReactNode
  if (shown === 'waiting') drawn = <Skeleton width={64} />
  else if (shown === 'in-step' || shown === 'making') drawn = <Faint>{word}</Faint>
  else drawn = <StateWord state={truthLooks[shown]}>{word}</StateWord>
  return <span title={shown === truth.class ? truth.why : `${truthFacts[shown]}.`}>{drawn}</span>
}

/** Nodes do not tell this twin what they run, so the contract is all there is. */
const isWatched = ({ heard }: DeploymentRow) => heard.kind === 'unasked' && heard.short === ''

/** A row below 600 px: what it is and the verdict, then node, workloads and contract. */
export const CompactRow = ({ row }: { row: DeploymentRow }) => (
  <TwoLines
    first={<NameCell row={row} />}
    firstRight={
      isWatched(row) ? <Faint>{stateTexts[row.contractState]}</Faint> : <TruthCell row={row} />
    }
    second={
      isWatched(row) ? (
        <WordCell word={row.type} why="its contract names no type" />
      ) : (
        <WorkloadsCell row={row} />
      )
    }
    secondRight={
      <Faint>
        node <Mono>{row.nodeId}</Mono> · <Mono>{String(row.contractId)}</Mono>
      </Faint>
    }
  />
)
