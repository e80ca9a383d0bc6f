import { useMemo } from 'react'
import { Link } from 'wouter'
import { lookOf } from '#queries/states.ts'
import { columnOf } from '#ui/column.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { StateWord } from '#ui/State.tsx'
import { Faint, Mono, Quiet } from '#ui/text.tsx'
import s from './topology.module.css'
import { relations, type Thing, type Tie, type Topology } from './topology.ts'

interface Row {
  key: string
  tie: Tie
  from: Thing
  to: Thing
  hrefOf: (workload: string) => string
}

const column = columnOf<Row>()
const columns = [
  column({
    id: 'from',
    header: 'From',
    cell: ({ from, hrefOf }) => <End thing={from} hrefOf={hrefOf} />,
    sort: ({ from }) => from.name,
  }),
  column({
    id: 'relation',
    header: 'Relation',
    cell: ({ tie }) => <Quiet>{relations[tie.kind]}</Quiet>,
    sort: ({ tie }) => relations[tie.kind],
  }),
  column({
    id: 'to',
    header: 'To',
    cell: ({ to, hrefOf }) => <End thing={to} hrefOf={hrefOf} />,
    sort: ({ to }) => to.name,
  }),
  column({
    id: 'detail',
    header: 'Detail',
    cell: ({ tie, to }) => <Detail tie={tie} to={to} />,
    sort: ({ tie }) => tie.detail,
  }),
]
const keyOf = ({ key }: Row) => key

/** Every tie as a row: from, relation, to, detail. */
export function TieTable({
  topology: { things, ties },
  hrefOf,
}: {
  topology: Topology
  hrefOf: (workload: string) => string
}) {
  const rows = useMemo(() => {
    const known = new Map(things.map((thing) => [thing.key, thing]))
    return ties.flatMap((tie, i): Row[] => {
      const [from, to] = [known.get(tie.from), known.get(tie.to)]
      return from && to ? [{ key: String(i), tie, from, to, hrefOf }] : []
    })
  }, [things, ties, hrefOf])
  return (
    <DataTable
      label="Topology"
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      compact={({ tie, from, to }) => (
        <span className={s.compact}>
          <span>
            <End thing={from} hrefOf={hrefOf} /> <Quiet>{relations[tie.kind]}</Quiet>{' '}
            <End thing={to} hrefOf={hrefOf} />
          </span>
          <span>
            <Detail tie={tie} to={to} />
          </span>
        </span>
      )}
    />
  )
}

/** One end of a tie: a link to its panel when it is here. */
function End({ thing, hrefOf }: { thing: Thing; hrefOf: (workload: string) => string }) {
  const { kind, name, state } = thing
  if (kind === 'outside') return name
  if (kind === 'missing') return <Mono>{name}</Mono>
  return (
    <StateWord state={lookOf(state)}>
      <Link className={s.link} href={hrefOf(name)}>
        {name}
      </Link>
    </StateWord>
  )
}

function Detail({ tie: { detail, missing }, to }: { tie: Tie; to: Thing }) {
  return (
    <>
      {detail !== '' && <Mono>{detail}</Mono>}
      {missing && (
        <Faint>
          {detail !== '' && ' · '}
          {to.kind === 'missing' ? to.detail : 'is of another kind'}
        </Faint>
      )}
    </>
  )
}
