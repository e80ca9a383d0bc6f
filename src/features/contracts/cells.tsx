import { Link } from 'wouter'
import { amount } from '#lib/money.ts'
import { span, stamp } from '#lib/time.ts'
import { group } from '#lib/units.ts'
import { paths } from '#paths.ts'
import { Quantity } from '#ui/Quantity.tsx'
import { Over, TwoLines } from '#ui/Room.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { type State, StateWord } from '#ui/State.tsx'
import { Absent, Cut, Faint, Mono, Name } from '#ui/text.tsx'
import { type ContractRow, kindWords, stateWords } from './rows.ts'
import { aboutDay } from './words.ts'

export function NameCell({ row: { name, kind } }: { row: ContractRow }) {
  if (kind === 'rent') return <Absent why="a whole node has no name" />
  return name === '' ? (
    <Faint>Unnamed</Faint>
  ) : (
    <Cut>
      <Name>{name}</Name>
    </Cut>
  )
}

export const KindCell = ({ row: { kind, publicIps } }: { row: ContractRow }) => (
  <span>
    {kindWords[kind]}
    {publicIps > 0 && (
      <Faint>
        {' '}
        +{group(publicIps)} {publicIps === 1 ? 'IP' : 'IPs'}
      </Faint>
    )}
  </span>
)

const nodeLooks: Record<string, State> = { up: 'ok', down: 'error', standby: 'standby' }

/** The node, a link of its own over the row's, and how it stands where it is not just up. */
export const NodeCell = ({
  row: { nodeId, farmName, nodeStatus },
}: {
  row: Pick<ContractRow, 'nodeId' | 'farmName' | 'nodeStatus'>
}) =>
  nodeId === null ? (
    <Absent why="a name stands on no node" />
  ) : (
    <Over>
      <Link href={paths.node(nodeId)} title={farmName || undefined}>
        <Mono>{nodeId}</Mono>
      </Link>
      {nodeStatus === 'up' && <Faint> up</Faint>}
      {nodeStatus !== undefined && nodeStatus !== 'up' && (
        <>
          {' '}
          <StateWord state={nodeLooks[nodeStatus] ?? 'unknown'}>
            {nodeStatus.slice(0, 12)}
          </StateWord>
        </>
      )}
    </Over>
  )

export const looks: Record<string, State> = {
  Created: 'ok',
  GracePeriod: 'paused',
  Deleted: 'deleted',
  Ended: 'deleted',
  OutOfFunds: 'deleted',
}

/** The state; in grace with the day on which the contract ends for good. */
export function StateCell({ row: { state, toldBy, cost } }: { row: ContractRow }) {
  const told = toldBy === 'chain' ? `${state}, as the chain tells it` : `${state}, as listed`
  const title =
    cost?.endsAt === undefined ? told : `${told}; ends about ${stamp(cost.endsAt)} unless paid`
  return (
    <span title={title}>
      <StateWord state={looks[state] ?? 'unknown'}>{stateWords(state)}</StateWord>
      {cost?.endsAt !== undefined && (
        <Faint>
          {' until about '}
          {aboutDay(cost.endsAt)}
        </Faint>
      )}
    </span>
  )
}

export function AgeCell({ row: { age, createdAt } }: { row: ContractRow }) {
  const { value, unit } = span(Math.floor(age))
  return <Quantity value={value} unit={unit} title={`Made ${stamp(createdAt * 1000)}`} />
}

const reasons = {
  unread: 'the chain could not be read',
  gone: 'the chain has no such contract any more',
}

/** In place of what the chain would tell. */
const Missing = ({ row: { missing }, width }: { row: ContractRow; width: number }) =>
  missing === 'unread' || missing === 'gone' ? (
    <Absent why={reasons[missing]} />
  ) : (
    <Skeleton width={width} />
  )

/** Per hour or per month, in TFT; the same in USD beneath the pointer and for readers. */
export function CostCell({ row, per }: { row: ContractRow; per: 'hour' | 'month' }) {
  const { cost } = row
  if (!cost) return <Missing row={row} width={52} />
  const usd = per === 'hour' ? cost.usdHour : cost.usdMonth
  if (cost[per] === 0n) return <Faint>nothing</Faint>
  return (
    <Quantity
      value={amount(cost[per], per === 'hour' ? 4 : 2)}
      unit="TFT"
      title={`${amount(cost[per], 7)} TFT, ${amount(usd, 7)} USD per ${per}`}
    />
  )
}

export function UsdCell({ row }: { row: ContractRow }) {
  const { cost } = row
  if (!cost) return <Missing row={row} width={44} />
  if (cost.usdMonth === 0n) return <Faint>nothing</Faint>
  return <Quantity value={amount(cost.usdMonth, 2)} unit="USD" />
}

export function LevelCell({ row }: { row: ContractRow }) {
  const { cost } = row
  if (!cost) return <Missing row={row} width={44} />
  if (cost.month === 0n) return <Absent why="nothing is billed" />
  return cost.level === 'None' ? <Faint>none</Faint> : <span>{cost.level}</span>
}

/** What is owed, else what was put aside for the next payment. */
export function HeldCell({ row }: { row: ContractRow }) {
  const { cost } = row
  if (!cost) return <Missing row={row} width={52} />
  if (cost.overdue > 0n) {
    return (
      <span>
        <Faint>owed </Faint>
        <Quantity value={amount(cost.overdue, 2)} unit="TFT" ink="warn" />
      </span>
    )
  }
  if (cost.held === 0n) return <Absent why="nothing put aside yet" />
  return <Quantity value={amount(cost.held, 2)} unit="TFT" ink="quiet" />
}

/** A row below 600 px: what it is and its cost, then kind, node and state. */
export const CompactRow = ({ row }: { row: ContractRow }) => (
  <TwoLines
    first={row.kind === 'rent' ? <Name>Node {row.nodeId}</Name> : <NameCell row={row} />}
    firstRight={
      <span>
        <CostCell row={row} per="month" />
        <Faint> a month</Faint>
      </span>
    }
    second={<StateCell row={row} />}
    secondRight={
      <Faint>
        {kindWords[row.kind].toLowerCase()} · <Mono>{String(row.contractId)}</Mono>
      </Faint>
    }
  />
)
