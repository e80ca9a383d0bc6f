import Box from '@mui/material/Box'
import type { JudgedDifference } from '#gridtypes/seal.ts'
import { columnOf } from '#ui/column.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { Absent, Cut, Faint, Mono, Name } from '#ui/text.tsx'
import { causeWords } from './seal.ts'
import { When } from './When.tsx'

interface Row extends JudgedDifference {
  key: string
}

/** A value of a field: never a secret, never longer than its place. */
const Value = ({ row, side }: { row: Row; side: 'signed' | 'node' }) => {
  const value = row[side]
  if (value === undefined) return <Absent why="not there" />
  if (row.secret) return <Faint>secret, not shown</Faint>
  return (
    <Box sx={{ maxWidth: 220, minWidth: 0 }}>
      <Cut title={value.slice(0, 2000)}>
        <Mono>{value.slice(0, 300)}</Mono>
      </Cut>
    </Box>
  )
}
const Where = ({ row }: { row: Row }) => <Name>{row.workload ?? 'the deployment'}</Name>
const Field = ({ row }: { row: Row }) =>
  row.field === '' ? <span>the whole workload</span> : <Mono>{row.field}</Mono>

const column = columnOf<Row>()
const columns = [
  column({ id: 'workload', header: 'Workload', cell: (row) => <Where row={row} /> }),
  column({ id: 'field', header: 'Field', cell: (row) => <Field row={row} /> }),
  column({ id: 'signed', header: 'Signed', cell: (row) => <Value row={row} side="signed" /> }),
  column({ id: 'node', header: 'Node tells', cell: (row) => <Value row={row} side="node" /> }),
]
const keyOf = (row: Row) => row.key

const Compact = ({ row }: { row: Row }) => (
  <Box sx={{ display: 'grid', gap: '0 8px', gridTemplateColumns: 'auto 1fr', py: 1 }}>
    <Where row={row} />
    <Field row={row} />
    <Faint>signed</Faint>
    <Value row={row} side="signed" />
    <Faint>node tells</Faint>
    <Value row={row} side="node" />
  </Box>
)

/** What was signed beside what the node tells, field by field, and what the node's history says to it. */
export function DifferenceTable({ differences }: { differences: readonly JudgedDifference[] }) {
  const rows = differences.map((one, i) => ({ ...one, key: `${i}` }))
  const causes = [
    ...new Map(
      differences.flatMap((one) => {
        const cause = causeWords(one)
        return cause ? [[JSON.stringify(cause), cause] as const] : []
      }),
    ),
  ]
  return (
    <Box sx={{ mt: 2 }}>
      <DataTable
        label="Differences"
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        compact={(row) => <Compact row={row} />}
      />
      {causes.length > 0 && (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, pt: 2 }}>
          {causes.map(([key, cause]) => (
            <li key={key}>
              <Faint>
                <When {...cause} />
              </Faint>
            </li>
          ))}
        </Box>
      )}
    </Box>
  )
}
