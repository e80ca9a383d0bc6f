import { amount } from '#lib/money.ts'
import { paths } from '#paths.ts'
import { columnOf } from '#ui/column.ts'
import { Mono } from '#ui/text.tsx'
import {
  AgeCell,
  CompactRow,
  CostCell,
  HeldCell,
  KindCell,
  LevelCell,
  NameCell,
  NodeCell,
  StateCell,
  UsdCell,
} from './cells.tsx'
import { type ContractRow, kindWords, trouble } from './rows.ts'

const column = columnOf<ContractRow>()

/** Money in an export: TFT or USD with all its places, so that a sum of it is exact. */
const whole = (units: bigint | undefined) =>
  units === undefined ? '' : amount(units, 7).replaceAll(',', '')

/** The list's columns; ids are the words of the address. A narrower table loses the least needed first. */
export const columns = [
  column({
    id: 'contract',
    header: 'Contract',
    width: 84,
    sortable: true,
    descFirst: true,
    sort: ({ contractId }) => contractId,
    value: ({ contractId }) => contractId,
    cell: ({ contractId }) => <Mono>{String(contractId)}</Mono>,
  }),
  column({
    id: 'kind',
    header: 'Kind',
    width: 132,
    hideBelow: 860,
    sortable: true,
    sort: ({ kind }) => kindWords[kind],
    value: ({ kind }) => kind,
    cell: (row) => <KindCell row={row} />,
  }),
  column({
    id: 'name',
    header: 'Name',
    width: 118,
    sortable: true,
    sort: ({ name }) => name || undefined,
    value: ({ name }) => name,
    cell: (row) => <NameCell row={row} />,
  }),
  column({
    id: 'node',
    header: 'Node',
    width: 112,
    sortable: true,
    sort: ({ nodeId }) => nodeId ?? undefined,
    value: ({ nodeId }) => nodeId ?? '',
    cell: (row) => <NodeCell row={row} />,
  }),
  column({
    id: 'trouble',
    header: 'State',
    width: 200,
    sortable: true,
    descFirst: true,
    sort: trouble,
    value: ({ state }) => state,
    cell: (row) => <StateCell row={row} />,
  }),
  column({
    id: 'age',
    header: 'Age',
    width: 70,
    hideBelow: 1000,
    align: 'right',
    sortable: true,
    descFirst: true,
    sort: ({ age }) => age,
    value: ({ createdAt }) => createdAt,
    cell: (row) => <AgeCell row={row} />,
  }),
  column({
    id: 'hour',
    header: 'Per hour',
    width: 96,
    hideBelow: 960,
    align: 'right',
    sortable: true,
    descFirst: true,
    sort: ({ cost }) => cost?.hour,
    value: ({ cost }) => whole(cost?.hour),
    cell: (row) => <CostCell row={row} per="hour" />,
  }),
  column({
    id: 'month',
    header: 'Per month',
    width: 110,
    align: 'right',
    sortable: true,
    descFirst: true,
    sort: ({ cost }) => cost?.month,
    value: ({ cost }) => whole(cost?.month),
    cell: (row) => <CostCell row={row} per="month" />,
  }),
  column({
    id: 'usd',
    header: 'In USD',
    width: 96,
    hideBelow: 760,
    align: 'right',
    value: ({ cost }) => whole(cost?.usdMonth),
    cell: (row) => <UsdCell row={row} />,
  }),
  column({
    id: 'level',
    header: 'Discount',
    width: 78,
    hideBelow: 1080,
    value: ({ cost }) => cost?.level ?? '',
    cell: (row) => <LevelCell row={row} />,
  }),
  column({
    id: 'held',
    header: 'Held or owed',
    width: 130,
    hideBelow: 1180,
    align: 'right',
    value: ({ cost }) => whole(cost && cost.overdue > 0n ? -cost.overdue : cost?.held),
    cell: (row) => <HeldCell row={row} />,
  }),
]

/** What does not change with the rows: the table's look. */
export const look = {
  label: 'Contracts',
  rowKey: ({ contractId }: ContractRow) => String(contractId),
  href: ({ contractId }: ContractRow) => paths.contract(contractId),
  compact: (row: ContractRow) => <CompactRow row={row} />,
  compactHeight: 69,
  picks: {
    label: ({ contractId, name, kind, nodeId }: ContractRow) =>
      `contract ${contractId}, ${kind === 'rent' ? `node ${nodeId}` : name || 'unnamed'}`,
  },
  wide: true,
  virtual: true,
}
