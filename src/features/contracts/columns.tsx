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

/**
 * The list's columns; ids are the words of the address. Widths add up to 1164, and 58 for the boxes; a narrower
 * table loses the least needed first.
 */
export const columns = [
  column({
    id: 'contract',
    header: 'Contract',
    width: 74,
    sortable: true,
    descFirst: true,
    sort: ({ contractId }) => contractId,
    cell: ({ contractId }) => <Mono>{String(contractId)}</Mono>,
  }),
  column({
    id: 'kind',
    header: 'Kind',
    width: 134,
    hideBelow: 900,
    sortable: true,
    sort: ({ kind }) => kindWords[kind],
    cell: (row) => <KindCell row={row} />,
  }),
  column({
    id: 'name',
    header: 'Name',
    width: 102,
    sortable: true,
    sort: ({ name }) => name || undefined,
    cell: (row) => <NameCell row={row} />,
  }),
  column({
    id: 'node',
    header: 'Node',
    width: 90,
    sortable: true,
    sort: ({ nodeId }) => nodeId ?? undefined,
    cell: (row) => <NodeCell row={row} />,
  }),
  column({
    id: 'trouble',
    header: 'State',
    width: 196,
    sortable: true,
    descFirst: true,
    sort: trouble,
    cell: (row) => <StateCell row={row} />,
  }),
  column({
    id: 'age',
    header: 'Age',
    width: 74,
    hideBelow: 1040,
    align: 'right',
    sortable: true,
    descFirst: true,
    sort: ({ age }) => age,
    cell: (row) => <AgeCell row={row} />,
  }),
  column({
    id: 'hour',
    header: 'Per hour',
    width: 96,
    hideBelow: 1000,
    align: 'right',
    sortable: true,
    descFirst: true,
    sort: ({ cost }) => cost?.hour,
    cell: (row) => <CostCell row={row} per="hour" />,
  }),
  column({
    id: 'month',
    header: 'Per month',
    width: 102,
    align: 'right',
    sortable: true,
    descFirst: true,
    sort: ({ cost }) => cost?.month,
    cell: (row) => <CostCell row={row} per="month" />,
  }),
  column({
    id: 'usd',
    header: 'In USD',
    width: 88,
    hideBelow: 800,
    align: 'right',
    cell: (row) => <UsdCell row={row} />,
  }),
  column({
    id: 'level',
    header: 'Discount',
    width: 72,
    hideBelow: 1120,
    cell: (row) => <LevelCell row={row} />,
  }),
  column({
    id: 'held',
    header: 'Held or owed',
    width: 136,
    hideBelow: 1218,
    align: 'right',
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
