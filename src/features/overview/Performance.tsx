import type { ReactNode } from 'react'
import type { GridNode } from '#gridproxy/schemas.ts'
import { bitRate } from '#lib/units.ts'
import type { Perf } from '#node/perf.ts'
import { useReading } from '#queries/reading.ts'
import { Properties } from '#ui/Properties.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { StateWord, Verdict } from '#ui/State.tsx'
import { Absent, Faint } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import { useNow } from '#ui/useNow.ts'
import { iperfRows, iperfSummary, tasksOf, type Task } from './overview.ts'
import { Addresses, Messages, Peers, RawResult } from './Results.tsx'

const minute = 60_000

/** What the node's own tests found, each with its age: they outlive their run until the next. */
export function Performance({ node }: { node: GridNode }) {
  const reading = useReading(node, 'zos.perf.get_all')
  // ages are told by the minute here; the lists need no new order every second
  const now = Math.floor(useNow() / minute) * minute
  const tasks = reading.query.data && tasksOf(reading.query.data, now)
  return (
    <>
      <QuerySection
        title="Tests"
        remark="The node runs them by itself and keeps each result until the next run"
        {...reading}
      >
        {() => (
          <Properties
            label="Tests"
            rows={(tasks ?? []).map((task, i) => ({
              key: `${i} ${task.name}`,
              label: task.name || 'unnamed',
              mono: true,
              note: task.perf && <Ran task={task} at={task.perf.at} />,
              value: task.perf ? summary(task.perf) : <Faint>not run yet</Faint>,
            }))}
          />
        )}
      </QuerySection>
      {tasks?.map((task, i) => (
        <Details key={`${i} ${task.name}`} perf={task.perf} />
      ))}
    </>
  )
}

function Ran({ task, at }: { task: Task; at: number }) {
  // a node that never set its clock writes 0
  if (at <= 0) return <>at an unknown time</>
  const ran = (
    <>
      ran <Time seconds={at} />
    </>
  )
  return task.overdue ? <Verdict state="warn">{ran}, overdue</Verdict> : ran
}

const rate = (bitsPerSecond: number) => <Quantity {...bitRate(bitsPerSecond)} />

function summary(perf: Perf): ReactNode {
  switch (perf.task) {
    case 'iperf': {
      const kinds = iperfSummary(iperfRows(perf.result))
      if (kinds.length === 0) return <Faint>no peer was tried</Faint>
      return kinds.map(({ type, best, average, peers, failed }) => (
        <span key={type}>
          {type || 'test'}{' '}
          {best && average ? (
            <>
              best {rate(best.down)} down, {rate(best.up)} up; average {rate(average.down)} down,{' '}
              {rate(average.up)} up
            </>
          ) : (
            'no peer answered'
          )}
          {failed > 0 && (
            <Verdict state="warn">
              {' '}
              · {failed} of {peers} peers failed
            </Verdict>
          )}
        </span>
      ))
    }
    case 'cpu-benchmark': {
      const { single, multi, threads, workloads } = perf.result
      return (
        <span title="Time to finish; lower is faster">
          <Quantity value={single.toFixed(2)} unit="s" /> on one thread,{' '}
          <Quantity value={multi.toFixed(2)} unit="s" /> on {threads} threads, with {workloads}{' '}
          workloads running
        </span>
      )
    }
    case 'public-ip-validation': {
      const states = Object.values(perf.result).map(({ state }) => state)
      if (states.length === 0) return <Faint>another node tests this farm’s addresses</Faint>
      const bad = states.filter((state) => state === 'invalid').length
      return bad > 0 ? (
        <StateWord state="error">
          {bad} of {states.length} addresses invalid
        </StateWord>
      ) : (
        <StateWord state="ok">{states.length} addresses, none invalid</StateWord>
      )
    }
    case 'healthcheck': {
      const count = Object.values(perf.result).flat().length
      return count === 0 ? (
        <StateWord state="ok">nothing found</StateWord>
      ) : (
        <StateWord state="warn">{count} messages</StateWord>
      )
    }
    case 'provisiontest':
      return perf.result.length === 0 ? (
        <StateWord state="ok">a deployment worked</StateWord>
      ) : (
        <StateWord state="error">{perf.result.length} errors</StateWord>
      )
    case 'unknown':
      return perf.raw === undefined ? <Absent why="no result" /> : <Faint>as it came, below</Faint>
    default:
      return perf satisfies never
  }
}

function Details({ perf }: { perf: Perf | null }): ReactNode {
  switch (perf?.task) {
    case 'iperf':
      return perf.result.length > 0 && <Peers rows={iperfRows(perf.result)} />
    case 'public-ip-validation':
      return Object.keys(perf.result).length > 0 && <Addresses result={perf.result} />
    case 'healthcheck':
      return <Messages title="Health check" groups={perf.result} />
    case 'provisiontest':
      return <Messages title="Provision test" groups={{ error: perf.result }} />
    case 'unknown':
      return perf.raw !== undefined && <RawResult name={perf.name} raw={perf.raw} />
    case 'cpu-benchmark':
    case undefined:
      return null
    default:
      return perf satisfies undefined
  }
}
