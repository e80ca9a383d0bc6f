import { columnOf } from '#ui/column.ts'
import { Mono } from '#ui/text.tsx'
import { GpuCell, known, LiveCell, StatusCell, SupplyCell, UptimeCell, WordCell } from './cells.tsx'
import type { FleetRow, Resource } from './row.ts'

const column = columnOf<FleetRow>()

/** A number of what is free and a meter of what is used; the head ends where the number does. */
const supplyColumn = (id: string, header: string, what: Resource, width: number, hideBelow = 0) =>
  column({
    id,
    header,
    width,
    hideBelow,
    align: 'right',
    headInset: 53,
    sortable: true,
    descFirst: true,
    skeleton: 96,
    cell: known(96, (node) => <SupplyCell node={node} what={what} />),
  })

/**
 * The fleet's columns. Ids are the proxy's sort keys. Widths add up to 1184; a narrower table loses
 * uptime, then HDD, then country, then what a half-wide window cannot hold.
 */
export const columns = [
  column({
    id: 'node_id',
    header: 'Node',
    width: 78,
    sortable: true,
    cell: known(34, (node) => <Mono strong>{node.nodeId}</Mono>),
  }),
  column({
    id: 'status',
    header: 'Status',
    width: 96,
    sortable: true,
    cell: known(52, (node) => <StatusCell node={node} />),
  }),
  column({
    id: 'farm_id',
    header: 'Farm',
    width: 130,
    sortable: true,
    cell: known(88, (node) => <WordCell word={node.farmName} />),
  }),
  column({
    id: 'country',
    header: 'Country',
    width: 98,
    hideBelow: 998,
    sortable: true,
    cell: known(56, (node) => <WordCell word={node.country} />),
  }),
  supplyColumn('free_cru', 'CPU free', 'cru', 104),
  supplyColumn('total_mru', 'Memory free', 'mru', 146, 658),
  supplyColumn('total_sru', 'SSD free', 'sru', 124, 782),
  supplyColumn('total_hru', 'HDD free', 'hru', 124, 1122),
  column({
    id: 'num_gpu',
    header: 'GPU',
    width: 118,
    hideBelow: 900,
    sortable: true,
    descFirst: true,
    cell: known(60, (node) => <GpuCell node={node} />),
  }),
  column({
    id: 'uptime',
    header: 'Uptime',
    width: 62,
    hideBelow: 1184,
    align: 'right',
    sortable: true,
    descFirst: true,
    cell: known(30, (node) => <UptimeCell node={node} />),
  }),
  column({
    id: 'live',
    header: 'Live',
    width: 104,
    align: 'right',
    cell: known(34, (node) => <LiveCell node={node} />),
  }),
]
