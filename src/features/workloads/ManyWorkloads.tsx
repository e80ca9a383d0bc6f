import { useCallback } from 'react'
import { useSearchParams } from 'wouter'
import type { LooseWorkload } from '#gridtypes/deployment.ts'
import { explainMessage } from '#node/errorbook.ts'
import { lookOf, worstFirst } from '#queries/states.ts'
import { columnOf } from '#ui/column.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { FilterRow, Panel } from '#ui/Page.tsx'
import { SearchField } from '#ui/SearchField.tsx'
import { StateWord } from '#ui/State.tsx'
import { Absent, Cut, Mono, Quiet } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import s from './pieces.module.css'
import { panelOf, type Scene } from './scene.ts'
import { holds } from './workloads.ts'
import { WorkloadPanel } from './WorkloadPanel.tsx'

const column = columnOf<LooseWorkload>()
const columns = [
  column({
    id: 'name',
    header: 'Workload',
    cell: ({ name }) => <Mono strong>{name}</Mono>,
    sort: ({ name }) => name,
  }),
  column({ id: 'type', header: 'Type', cell: ({ type }) => type, sort: ({ type }) => type }),
  column({
    id: 'state',
    header: 'State',
    cell: (row) => <State row={row} />,
    sort: ({ result }) => result.state,
  }),
  column({
    id: 'since',
    header: 'Since',
    align: 'right',
    cell: ({ result }) =>
      result.created > 0n ? <Time seconds={result.created} /> : <Absent why="not told" />,
    sort: ({ result }) => result.created,
    descFirst: true,
  }),
  column({
    id: 'why',
    header: 'What the node says',
    cell: ({ result }) => (
      <Cut title={result.message}>{explainMessage(result.message)?.what ?? result.message}</Cut>
    ),
    hideBelow: 760,
    width: 420,
  }),
]
/** Where no node says anything, nothing is kept free for it. */
const quiet = columns.filter(({ id }) => id !== 'why')
const keyOf = ({ name }: LooseWorkload) => name

/** Hundreds of workloads: a table to search in, what is wrong first, and the panel of the one that is chosen over it. */
export function ManyWorkloads({ all, scene }: { all: readonly LooseWorkload[]; scene: Scene }) {
  const [params, setParams] = useSearchParams()
  const typed = params.get('find') ?? ''
  const chosen = scene.workloads.get(params.get('workload') ?? '')
  const found = all
    .filter((workload) => holds(workload, typed))
    .toSorted((a, b) => worstFirst(a.result.state, b.result.state))
  const { node, contractId } = scene.subject
  const href = useCallback(
    (row: LooseWorkload) => panelOf(node.nodeId, contractId, row.name),
    [node.nodeId, contractId],
  )
  const search = (text: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (text === '') next.delete('find')
        else next.set('find', text)
        return next
      },
      { replace: true },
    )
  return (
    <>
      {chosen && (
        <Panel>
          <WorkloadPanel key={chosen.name} workload={chosen} scene={scene} chosen framed />
        </Panel>
      )}
      <FilterRow
        fact={typed.trim() === '' ? `${all.length} workloads` : `${found.length} of ${all.length}`}
      >
        <SearchField
          value={typed}
          onChange={search}
          placeholder="Search name, type, state"
          delay={200}
        />
      </FilterRow>
      <DataTable
        label="Workloads"
        columns={all.some(({ result }) => result.message !== '') ? columns : quiet}
        rows={found}
        rowKey={keyOf}
        href={href}
        {...(chosen ? { selected: chosen.name } : {})}
        empty="No workload holds that."
        compact={compact}
      />
    </>
  )
}

const compact = (row: LooseWorkload) => (
  <span className={s.compact}>
    <Mono strong>{row.name}</Mono>
    <State row={row} />
    <Quiet>{row.type}</Quiet>
  </span>
)

const State = ({ row: { result } }: { row: LooseWorkload }) => (
  <StateWord state={lookOf(result.state)}>{result.state || 'not processed'}</StateWord>
)
