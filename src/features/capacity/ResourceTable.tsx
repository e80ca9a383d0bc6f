import { useMemo } from 'react'
import type { Sample } from '#queries/samples.ts'
import { columnOf } from '#ui/column.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { Meter } from '#ui/Meter.tsx'
import { Sparkline } from '#ui/Sparkline.tsx'
import { Glyph } from '#ui/State.tsx'
import { Absent, Name, Note } from '#ui/text.tsx'
import { overcommit, type ResourceRow, scaleOf, spanOf, words } from './capacity.ts'
import { Amount, CompactResource, Percent } from './pieces.tsx'

/** A resource with what its row draws beside it. */
interface Row extends ResourceRow {
  scale: number
  trend: readonly number[]
}

const column = columnOf<Row>()
const columns = [
  column({
    id: 'resource',
    header: 'Resource',
    width: 120,
    cell: (row) => <Name>{row.name}</Name>,
  }),
  column({
    id: 'use',
    header: 'In use',
    width: 340,
    skeleton: 260,
    cell: (row) =>
      row.percent === null ? (
        <Absent why={row.unit === 'ipv4u' ? 'a node has no addresses of its own' : 'none here'} />
      ) : (
        <Meter {...row.parts} total={1} scale={row.scale} label={row.name} text={words(row)} />
      ),
  }),
  column({
    id: 'percent',
    header: 'Part in use',
    quietHead: true,
    align: 'right',
    cell: (row) => <Percent row={row} />,
  }),
  column({
    id: 'system',
    header: 'System',
    align: 'right',
    hideBelow: 760,
    cell: (row) => <Amount row={row} value={row.system} />,
  }),
  column({
    id: 'users',
    header: 'Users',
    align: 'right',
    hideBelow: 680,
    cell: (row) => <Amount row={row} value={row.user} zero />,
  }),
  column({
    id: 'free',
    header: 'Free',
    align: 'right',
    cell: (row) => (row.percent === null ? <Absent /> : <Amount row={row} value={row.free} zero />),
  }),
  column({
    id: 'total',
    header: 'Total',
    align: 'right',
    cell: (row) => <Amount row={row} value={row.total} />,
  }),
]
const trend = (span: string) =>
  column({
    id: 'trend',
    header: span,
    align: 'right',
    width: 124,
    hideBelow: 880,
    cell: (row) => (
      <Sparkline values={row.trend} text={`${row.name} in use, ${span.toLowerCase()}`} />
    ),
  })

const keyOf = (row: Row) => row.unit

/** The table's frame while nothing is known. */
export const WaitingResources = () => (
  <DataTable label="Capacity" columns={columns} rows={[]} rowKey={keyOf} loading skeletonRows={5} />
)

/** Every resource in three parts on one scale; `samples` undefined where none are kept. */
export function ResourceTable({
  list,
  samples,
}: {
  list: readonly ResourceRow[]
  samples: readonly Sample[] | undefined
}) {
  const span = samples && spanOf(samples)
  const shown = useMemo(() => (span === undefined ? columns : [...columns, trend(span)]), [span])
  const scale = scaleOf(list)
  const warning = overcommit(list)
  return (
    <>
      <DataTable
        label="Capacity"
        columns={shown}
        rows={list.map((row) => ({
          ...row,
          scale,
          // a line is drawn in pixels: beyond 2^53 bytes nothing of it would change
          trend: samples?.map(({ counters }) => Number(counters.used[row.unit])) ?? [],
        }))}
        rowKey={keyOf}
        compact={(row) => <CompactResource row={row} scale={row.scale} />}
      />
      {warning !== undefined && <Note icon={<Glyph state="warn" />}>{warning}</Note>}
    </>
  )
}
