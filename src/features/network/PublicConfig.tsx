import { useQuery } from '@tanstack/react-query'
import type { GridNode } from '#gridproxy/schemas.ts'
import { nodeDetailQuery } from '#queries/proxy.ts'
import { useReading } from '#queries/reading.ts'
import { paths } from '#paths.ts'
import { Button } from '#ui/Button.tsx'
import { columnOf } from '#ui/column.ts'
import { Copy } from '#ui/Copy.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { Section } from '#ui/Page.tsx'
import { QueryStamp, QueryView } from '#ui/QueryView.tsx'
import { Stamp } from '#ui/Stamp.tsx'
import { Glyph, StateWord, Verdict } from '#ui/State.tsx'
import { Absent, Faint, Mono, Name, Note } from '#ui/text.tsx'
import { type ConfigRow, configNote, configRows } from './network.ts'
import s from './network.module.css'

const column = columnOf<ConfigRow>()
const columns = [
  column({ id: 'field', header: 'Field', width: 100, cell: (row) => <Name>{row.label}</Name> }),
  column({ id: 'node', header: 'Node', cell: (row) => <NodeValue row={row} />, skeleton: 120 }),
  column({
    id: 'chain',
    header: 'Chain, by the proxy',
    cell: (row) => <Value text={row.proxy} />,
    skeleton: 120,
  }),
  column({
    id: 'verdict',
    header: 'Verdict',
    quietHead: true,
    align: 'right',
    cell: (row) => <Same verdict={row.verdict} />,
  }),
]
const keyOf = (row: ConfigRow) => row.field

/** What the node runs beside what the chain holds, as the grid proxy repeats it; differences lit. */
export function PublicConfig({ node }: { node: GridNode }) {
  const reading = useReading(node, 'zos.network.public_config_get')
  const { dataUpdatedAt } = useQuery(nodeDetailQuery(node.nodeId))
  const { data } = reading.query
  const rows = configRows(data, node.publicConfig)
  const table = (
    <DataTable
      label="Public config"
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      tone={(row) => (row.verdict === 'differs' ? 'differs' : undefined)}
      compact={(row) => <Compact row={row} />}
    />
  )
  const proxyHas = rows.some((row) => row.proxy !== '')
  const note = configNote(rows)
  const unheard = data === undefined && (reading.query.status === 'error' || !!reading.forbidden)
  return (
    <Section
      title="Public config"
      table
      stamps={
        <>
          {dataUpdatedAt > 0 && <Stamp source="proxy" at={dataUpdatedAt} />}
          {!unheard && <QueryStamp {...reading} />}
        </>
      }
      action={
        reading.forbidden !== undefined && (
          <Button size="small" href={paths.settings('identity')}>
            Unlock a twin
          </Button>
        )
      }
    >
      <QueryView
        {...reading}
        isEmpty={(config) => config === null && !proxyHas}
        empty={{
          what: 'No public config: this is not an access node.',
          advice:
            'It has no public address of its own and serves no gateway. Only its farm can set one, on chain.',
        }}
        skeleton={table}
      >
        {(config) => (
          <>
            {table}
            {config === null && (
              <Note icon={<Glyph state="warn" />}>The node says that it has no public config.</Note>
            )}
            {note !== undefined && <Note>{note}</Note>}
          </>
        )}
      </QueryView>
      {unheard && (proxyHas ? table : <Note>The chain holds no public config for this node.</Note>)}
    </Section>
  )
}

function Value({ text }: { text: string }) {
  return text === '' ? <Faint>not set</Faint> : <Mono>{text}</Mono>
}

function NodeValue({ row }: { row: ConfigRow }) {
  if (row.node === undefined) return <Absent why="the node was not heard" />
  if (row.node === '') return <Faint>not set</Faint>
  return (
    <span className={s.copied}>
      <Mono>{row.node}</Mono>
      <Copy text={row.node} what={row.label} />
    </span>
  )
}

function Same({ verdict }: { verdict: ConfigRow['verdict'] }) {
  switch (verdict) {
    case 'differs':
      return (
        <StateWord state="warn">
          <Verdict state="warn">Differs</Verdict>
        </StateWord>
      )
    case 'same':
      return <Faint>same</Faint>
    case 'unset':
    case 'unheard':
      return null
    default:
      return verdict satisfies never
  }
}

function Compact({ row }: { row: ConfigRow }) {
  return (
    <div className={s.compact}>
      <Name>{row.label}</Name>
      <Same verdict={row.verdict} />
      <span className={s.whole}>
        <NodeValue row={row} />
      </span>
      {row.verdict !== 'same' && row.verdict !== 'unset' && (
        <span className={s.whole}>
          <Faint>Chain </Faint>
          <Value text={row.proxy} />
        </span>
      )}
    </div>
  )
}
