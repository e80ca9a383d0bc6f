import { columnOf } from '#ui/column.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { Bytes } from '#ui/Quantity.tsx'
import { CompactPool, PoolMeter, PoolName } from './pieces.tsx'
import { type PoolRow, typeName } from './storage.ts'

const column = columnOf<PoolRow>()
const columns = [
  column({
    id: 'pool',
    header: 'Pool',
    cell: (row) => <PoolName row={row} />,
    skeleton: 104,
  }),
  column({
    id: 'type',
    header: 'Type',
    cell: (row) => typeName(row.type),
    sort: (row) => row.type,
  }),
  column({
    id: 'used',
    header: 'Used',
    width: 180,
    skeleton: 120,
    cell: (row) => <PoolMeter row={row} />,
    sort: (row) => row.share,
    descFirst: true,
  }),
  column({
    id: 'free',
    header: 'Free',
    align: 'right',
    cell: (row) => <Bytes value={row.free} />,
    sort: (row) => row.free,
    descFirst: true,
  }),
  column({
    id: 'size',
    header: 'Size',
    align: 'right',
    cell: (row) => <Bytes value={row.size} />,
    sort: (row) => row.size,
    descFirst: true,
  }),
]
const keyOf = (row: PoolRow) => row.key

/** The pools; without rows given, its frame while nothing is known. */
export const PoolTable = ({ rows }: { rows?: readonly PoolRow[] }) => (
  <DataTable
    label="Storage pools"
    columns={columns}
    rows={rows ?? []}
    rowKey={keyOf}
    loading={rows === undefined}
    compact={(row) => <CompactPool row={row} />}
  />
)
