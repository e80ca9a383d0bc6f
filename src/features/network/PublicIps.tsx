import type { GridNode } from '#gridproxy/schemas.ts'
import { perfOf } from '#node/perf.ts'
import { useReading } from '#queries/reading.ts'
import { columnOf } from '#ui/column.ts'
import { Copy } from '#ui/Copy.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Witness } from '#ui/Stamp.tsx'
import { type State, StateWord } from '#ui/State.tsx'
import { Absent, Mono, Note } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import { type PublicIpRow, publicIpRows } from './network.ts'
import s from './network.module.css'

const column = columnOf<PublicIpRow>()
const columns = [
  column({
    id: 'address',
    header: 'Address',
    cell: (row) => <Address row={row} />,
    skeleton: 120,
  }),
  column({ id: 'check', header: 'Check', cell: (row) => <Check row={row} /> }),
  column({
    id: 'reason',
    header: 'Reason',
    cell: (row) => (row.reason === '' ? <Absent why="no reason" /> : <Mono>{row.reason}</Mono>),
  }),
]
const keyOf = (row: PublicIpRow) => row.address

/** Public IPv4 addresses that workloads of all tenants use here, with the node's own check of them. */
export function PublicIps({ node }: { node: GridNode }) {
  const reading = useReading(node, 'zos.network.list_public_ips')
  const checks = useReading(node, 'zos.perf.get_all').query.data?.map(perfOf)
  const check = checks?.find((perf) => perf.task === 'public-ip-validation')
  const odd = checks?.some(
    (perf) => perf.task === 'unknown' && perf.name === 'public-ip-validation',
  )
  const rows = publicIpRows(reading.query.data ?? [], check?.result)
  return (
    <QuerySection
      title="Public IPs in use"
      remark="of all tenants"
      table={rows.length > 0}
      stamps={
        check &&
        rows.length > 0 && (
          <Witness source="node">
            checked <Time seconds={check.at} />
          </Witness>
        )
      }
      {...reading}
      isEmpty={(addresses) => addresses === null || rows.length === 0}
      empty={
        reading.query.data === null
          ? {
              what: 'Light nodes carry no public IPs.',
              advice: 'There is nothing to list: workloads here are reached over other networks.',
            }
          : {
              what: 'No public IP is in use here.',
              advice: 'Addresses of running workloads appear here.',
            }
      }
      skeleton={
        <DataTable label="Public IPs in use" columns={columns} rows={[]} rowKey={keyOf} loading />
      }
    >
      {() => (
        <>
          <DataTable
            label="Public IPs in use"
            columns={columns}
            rows={rows}
            rowKey={keyOf}
            compact={(row) => (
              <div className={s.compact}>
                <Address row={row} />
                <Check row={row} />
                {row.reason !== '' && (
                  <span className={s.whole}>
                    <Mono>{row.reason}</Mono>
                  </span>
                )}
              </div>
            )}
          />
          {checks && (!check || Object.keys(check.result).length === 0) && (
            <Note>
              {check
                ? "Another node was chosen to check the farm's addresses, so this one has no results."
                : odd
                  ? 'The node tells its check in a form that is not known; the overview shows its own words.'
                  : 'The node has not checked its addresses yet.'}
            </Note>
          )}
        </>
      )}
    </QuerySection>
  )
}

function Address({ row }: { row: PublicIpRow }) {
  return (
    <span className={s.copied}>
      <Mono>{row.address}</Mono>
      <Copy text={row.address} what={`address ${row.address}`} />
    </span>
  )
}

/** States as the node writes them; what newer nodes add stays as it is, without a verdict. */
const looks = new Map<string, [State, string]>([
  ['valid', ['ok', 'Valid']],
  ['invalid', ['error', 'Invalid']],
  ['skipped', ['unknown', 'Skipped']],
  ['unchecked', ['unknown', 'Not checked']],
])

function Check({ row }: { row: PublicIpRow }) {
  const [state, word] = looks.get(row.state) ?? ['unknown', row.state]
  return <StateWord state={state}>{word}</StateWord>
}
