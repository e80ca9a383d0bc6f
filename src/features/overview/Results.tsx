import { bitRate } from '#lib/units.ts'
import type { Perf } from '#node/perf.ts'
import { CodeBlock } from '#ui/CodeBlock.tsx'
import { columnOf } from '#ui/column.ts'
import { textColumn } from '#ui/columns.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { Section } from '#ui/Page.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { Glyph, StateWord, type State } from '#ui/State.tsx'
import { Absent, Mono, Note } from '#ui/text.tsx'
import type { IperfRow } from './overview.ts'

const peer = columnOf<IperfRow>()
const speed = (row: IperfRow, bitsPerSecond: number) =>
  row.error === '' ? <Quantity {...bitRate(bitsPerSecond)} /> : <Absent why="failed" />

const peerColumns = [
  textColumn<IperfRow>('peer', 'Peer', (row) => row.peer || row.address),
  peer({
    id: 'address',
    header: 'Address',
    cell: (row) => (row.address === '' ? <Absent /> : <Mono>{row.address}</Mono>),
  }),
  textColumn<IperfRow>('type', 'Test', (row) => row.type),
  peer({
    id: 'down',
    header: 'Down',
    align: 'right',
    descFirst: true,
    sort: (row) => row.down,
    cell: (row) => speed(row, row.down),
  }),
  peer({
    id: 'up',
    header: 'Up',
    align: 'right',
    descFirst: true,
    sort: (row) => row.up,
    cell: (row) => speed(row, row.up),
  }),
  peer({
    id: 'outcome',
    header: 'Outcome',
    cell: (row) => <Outcome row={row} />,
  }),
]

const Outcome = ({ row }: { row: IperfRow }) =>
  row.error === '' ? (
    <StateWord state="ok">measured</StateWord>
  ) : (
    <StateWord state="warn">{row.error}</StateWord>
  )

/** Every peer of an iperf run. */
export function Peers({ rows }: { rows: readonly IperfRow[] }) {
  return (
    <Section title="Speed to each peer" remark="iperf" table>
      <DataTable
        label="Speed to each peer"
        columns={peerColumns}
        rows={rows}
        rowKey={(row) => row.key}
        compact={(row) => (
          <>
            {row.peer || row.address} <Mono>{row.type}</Mono>{' '}
            {row.error === '' ? (
              <>
                {speed(row, row.down)} down, {speed(row, row.up)} up
              </>
            ) : (
              <Outcome row={row} />
            )}
          </>
        )}
      />
    </Section>
  )
}

type Validated = { ip: string; state: string; reason: string }
const address = columnOf<Validated>()
// states as the node writes them; what newer nodes add stays as it is, without a verdict
const looks: Record<string, State> = { valid: 'ok', invalid: 'error', skipped: 'unknown' }

const Checked = ({ row }: { row: Validated }) => (
  <StateWord state={Object.hasOwn(looks, row.state) ? looks[row.state]! : 'unknown'}>
    {row.state || 'not told'}
  </StateWord>
)

const addressColumns = [
  address({ id: 'ip', header: 'Public IP', cell: (row) => <Mono strong>{row.ip}</Mono> }),
  address({ id: 'state', header: 'State', cell: (row) => <Checked row={row} /> }),
  textColumn<Validated>('reason', 'Reason', (row) => row.reason),
]

/** Every address of a public IP validation. */
export function Addresses({
  result,
}: {
  result: Extract<Perf, { task: 'public-ip-validation' }>['result']
}) {
  const rows = Object.entries(result).map(([ip, { state, reason }]) => ({ ip, state, reason }))
  return (
    <Section title="Public IPs of the farm" remark="public-ip-validation" table>
      <DataTable
        label="Public IPs of the farm"
        columns={addressColumns}
        rows={rows}
        rowKey={(row) => row.ip}
        compact={(row) => (
          <>
            <Mono strong>{row.ip}</Mono> <Checked row={row} /> {row.reason}
          </>
        )}
      />
    </Section>
  )
}

/** Messages of a test by subject; nothing where there are none. */
export function Messages({
  title,
  groups,
}: {
  title: string
  groups: Record<string, readonly string[]>
}) {
  const lines = Object.entries(groups).flatMap(([subject, messages]) =>
    messages.map((message) => ({ subject, message })),
  )
  if (lines.length === 0) return null
  return (
    <Section title={title}>
      {lines.map(({ subject, message }, i) => (
        <Note key={i} icon={<Glyph state="warn" />}>
          {subject}: <Mono>{message}</Mono>
        </Note>
      ))}
    </Section>
  )
}

/** The result of a test this console does not know, or in a shape it does not know. */
export function RawResult({ name, raw }: { name: string; raw: unknown }) {
  return (
    <Section
      title={name || 'Unnamed test'}
      remark="Not known to this console; as the node wrote it"
    >
      <CodeBlock json={raw} label={`Result of ${name || 'the unnamed test'}`} />
    </Section>
  )
}
