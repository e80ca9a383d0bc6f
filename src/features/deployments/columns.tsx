import { paths } from '#paths.ts'
import { columnOf } from '#ui/column.ts'
import {
  AgeCell,
  CompactRow,
  ContractCell,
  IpsCell,
  NameCell,
  NodeCell,
  TruthCell,
  WordCell,
  WorkloadsCell,
} from './cells.tsx'
import { type DeploymentRow, trouble } from './rows.ts'

const column = columnOf<DeploymentRow>()

/**
 * The list's columns; ids are the words of the address. Widths add up to 1184; a narrower table loses the
 * least needed first.
 */
export const columns = [
  column({
    id: 'name',
    header: 'Name',
    width: 190,
    sortable: true,
    sort: ({ name }) => name || undefined,
    cell: (row) => <NameCell row={row} />,
  }),
  column({
    id: 'project',
    header: 'Project',
    width: 150,
    hideBelow: 960,
    sortable: true,
    sort: ({ project }) => project || undefined,
    cell: ({ project }) => <WordCell word={project} why="none named" />,
  }),
  column({
    id: 'type',
    header: 'Type',
    width: 96,
    hideBelow: 860,
    sortable: true,
    sort: ({ type }) => type || undefined,
    cell: ({ type }) => <WordCell word={type} why="its contract names no type" />,
  }),
  column({
    id: 'node',
    header: 'Node',
    width: 70,
    sortable: true,
    sort: ({ nodeId }) => nodeId,
    cell: (row) => <NodeCell row={row} />,
  }),
  column({
    id: 'workloads',
    header: 'Workloads',
    width: 164,
    cell: (row) => <WorkloadsCell row={row} />,
  }),
  column({
    id: 'ips',
    header: 'Public IPs',
    width: 148,
    hideBelow: 1080,
    cell: (row) => <IpsCell row={row} />,
  }),
  column({
    id: 'age',
    header: 'Age',
    width: 62,
    hideBelow: 760,
    align: 'right',
    sortable: true,
    descFirst: true,
    sort: ({ age }) => age,
    cell: (row) => <AgeCell row={row} />,
  }),
  column({
    id: 'contract',
    header: 'Contract',
    width: 144,
    hideBelow: 700,
    sortable: true,
    descFirst: true,
    sort: ({ contractId }) => contractId,
    cell: (row) => <ContractCell row={row} />,
  }),
  column({
    id: 'trouble',
    header: 'Verdict',
    width: 160,
    sortable: true,
    descFirst: true,
    sort: trouble,
    cell: (row) => <TruthCell row={row} />,
  }),
]

/** Of a twin that is only watched: what its nodes run is not told, and neither is what it comes to. */
export const watchColumns = columns.filter(({ id }) => id !== 'workloads' && id !== 'trouble')

/** What does not change with the rows: the table's look. */
export const look = {
  label: 'Deployments',
  rowKey: ({ key }: DeploymentRow) => key,
  href: ({ nodeId, contractId }: DeploymentRow) => paths.deployment(nodeId, contractId),
  compact: (row: DeploymentRow) => <CompactRow row={row} />,
  compactHeight: 69,
  wide: true,
  virtual: true,
}

/** The table of a twin that is only watched: its links carry it on, so that the way back leads here. */
export const watchLook = (twin: number) => ({
  ...look,
  href: ({ nodeId, contractId }: DeploymentRow) =>
    paths.deployment(nodeId, contractId, 'workloads', { twin }),
})
