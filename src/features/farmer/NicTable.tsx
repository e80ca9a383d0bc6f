import { BRIDGE, type Nic } from '#node/nic.ts'
import { LinkButton } from '#ui/Button.tsx'
import { columnOf } from '#ui/column.ts'
import { Copy } from '#ui/Copy.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { Chip } from '#ui/State.tsx'
import { Absent, Mono } from '#ui/text.tsx'
import { roleOf } from './farmer.ts'

interface Row extends Nic {
  role: ReturnType<typeof roleOf> | 'watched'
  reason: string | undefined
  onMove: (name: string) => void
}

const column = columnOf<Row>()
const columns = [
  column({ id: 'nic', header: 'NIC', cell: (row) => <Mono strong>{row.name}</Mono> }),
  column({
    id: 'mac',
    header: 'MAC',
    hideBelow: 560,
    cell: (row) =>
      row.mac === '' ? (
        <Absent why="the node tells no MAC" />
      ) : (
        <>
          <Mono>{row.mac}</Mono> <Copy text={row.mac} what={`MAC of ${row.name}`} />
        </>
      ),
  }),
  column({
    id: 'ips',
    header: 'Addresses',
    hideBelow: 420,
    cell: (row) =>
      row.ips.length === 0 ? <Absent why="no address" /> : <Mono>{row.ips.join(', ')}</Mono>,
  }),
  column({
    id: 'role',
    header: 'Role',
    cell: (row) => {
      if (row.role === 'watched') return <Chip state="busy">Watched</Chip>
      if (row.role === 'exit') return <Chip state="ok">Exit</Chip>
      return row.role === 'in zos' ? 'in zos' : <Absent why="no role" />
    },
  }),
  column({
    id: 'set',
    header: 'Action',
    quietHead: true,
    align: 'right',
    cell: (row) =>
      row.exit || row.role === 'watched' ? null : (
        <LinkButton disabledReason={row.reason} onClick={() => row.onMove(row.name)}>
          Set as exit
        </LinkButton>
      ),
  }),
]

/** The node's NICs, which of them public traffic leaves by, and the way to another. */
export function NicTable({
  nics,
  watched,
  whyNot,
  onMove,
}: {
  nics: readonly Nic[]
  watched: string | undefined
  /** Why no NIC can be set now. */
  whyNot: string | undefined
  onMove: (name: string) => void
}) {
  const rows = nics.map((nic): Row => {
    const role = roleOf(nic, nics)
    const inBridge = `${nic.name} carries the ${BRIDGE} bridge: taking it away would cut the node itself off.`
    return {
      ...nic,
      role: nic.name === watched ? 'watched' : role,
      reason: whyNot ?? (role === 'in zos' ? inBridge : undefined),
      onMove,
    }
  })
  return (
    <DataTable
      label="Physical interfaces"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.name}
    />
  )
}
