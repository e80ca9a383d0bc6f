import Download from 'lucide-react/icons/download'
import { useState } from 'react'
import { share } from '#lib/units.ts'
import { AddFilter, FilterChip } from './FilterChip.tsx'
import { Button } from './Button.tsx'
import { columnOf } from './column.ts'
import {
  bytesColumn,
  freeColumns,
  idColumn,
  numberColumn,
  stateColumn,
  textColumn,
} from './columns.tsx'
import { DataTable } from './DataTable.tsx'
import { Forbidden } from './ErrorPanel.tsx'
import { Select } from './Field.tsx'
import { Meter, MeterLegend, SmallMeter } from './Meter.tsx'
import { Columns, FilterRow, PageBody, PageHead, Panel, Section } from './Page.tsx'
import { Bytes, Quantity } from './Quantity.tsx'
import type { QueryLike } from './query.ts'
import { QuerySection } from './QueryView.tsx'
import { SearchField } from './SearchField.tsx'
import { Skeleton } from './Skeleton.tsx'
import { Witness } from './Stamp.tsx'
import { Glyph, Verdict, type State } from './State.tsx'
import { Tabs } from './Tabs.tsx'
import { Absent, Mono, Name, Note } from './text.tsx'

interface Example {
  node: number
  state: State
  word: string
  farm: string
  country: string
  used: bigint
  total: bigint
  live: string | undefined
}
const GiB = 1n << 30n
const farms = [
  'Lochristi Rack 2',
  'Nile Cloud',
  'Basel Basement',
  'Kista Works',
  'GreenEdge Vienna',
]
const fleet: Example[] = Array.from({ length: 5000 }, (_, i) => ({
  node: 11 + i * 7,
  state:
    i % 11 === 2
      ? 'warn'
      : i % 13 === 4
        ? 'error'
        : i % 9 === 3
          ? 'standby'
          : i % 17 === 7
            ? 'busy'
            : 'ok',
  word:
    i % 11 === 2
      ? 'Disagree'
      : i % 13 === 4
        ? 'Down'
        : i % 9 === 3
          ? 'Standby'
          : i % 17 === 7
            ? 'Waking'
            : 'Up',
  farm: farms[i % 5]!, // i % 5 < 5
  country: i % 2 ? 'Belgium' : 'Egypt',
  used: BigInt((i * 37) % 101) * GiB,
  total: 100n * GiB,
  live: i % 7 === 6 ? undefined : '0.4',
}))

const meter = (resource: string, row: Example) => (
  <SmallMeter
    label={resource}
    share={share(row.used, row.total)}
    text={`${row.used / GiB} of 100 GiB used`}
  />
)
const column = columnOf<Example>()
const amounts = (row: Example) => ({ free: row.total - row.used, total: row.total })
const columns = [
  numberColumn<Example>('node', 'Node', (row) => row.node, { width: 96 }),
  stateColumn<Example>('state', 'Status', (row) => row, { width: 100 }),
  textColumn<Example>('farm', 'Farm', (row) => row.farm),
  textColumn<Example>('country', 'Country', (row) => row.country, { width: 110, hideBelow: 1000 }),
  ...freeColumns<Example>('mru', 'Memory free', amounts),
  ...freeColumns<Example>('sru', 'SSD free', amounts),
  ...freeColumns<Example>('hru', 'HDD free', amounts, { hideBelow: 1100 }),
  column({
    id: 'live',
    header: 'Live',
    align: 'right',
    width: 110,
    cell: (row) =>
      row.state === 'error' ? (
        <Verdict state="error">no answer</Verdict>
      ) : row.live === undefined ? (
        <Skeleton />
      ) : (
        <Quantity value={row.live} unit="s" />
      ),
  }),
]
const rowKey = (row: Example) => row.node
const href = (row: Example) => `/nodes/${row.node}/capacity`
const compact = (row: Example) => (
  <>
    <span>
      <Glyph state={row.state} label={row.word} /> <Mono strong>{row.node}</Mono> {row.farm}
    </span>
    {meter('Memory', row)}
  </>
)

export function FleetExample() {
  const [typed, setTyped] = useState('')
  const [region, setRegion] = useState<'eu' | 'af'>('eu')
  return (
    <>
      <PageHead
        title="Nodes"
        count="4,128"
        stampsRight
        stamps={
          <>
            <Witness source="proxy">list 12 s ago</Witness>
            <Witness source="node">15 of 20 on screen answered</Witness>
          </>
        }
        actions={
          <Button icon={<Download size={14} strokeWidth={1.7} aria-hidden="true" />}>Export</Button>
        }
        tabs={
          <Tabs
            label="Status"
            tabs={[
              { label: 'All', href: '/nodes', count: 4128, current: true },
              { label: 'Up', href: '/nodes?status=up', count: 3902 },
              { label: 'Standby', href: '/nodes?status=standby', count: 184 },
              { label: 'Down', href: '/nodes?status=down', count: 39 },
            ]}
          />
        }
      />
      <PageBody wide>
        <FilterRow fact="Meters show what is used; numbers what is free">
          <SearchField value={typed} onChange={setTyped} placeholder="Node, farm, twin or IP" />
          <FilterChip name="Region" value="Europe, Africa" onRemove={() => undefined}>
            {() => (
              <Select
                label="Region"
                value={region}
                onChange={setRegion}
                options={[
                  { value: 'eu', label: 'Europe' },
                  { value: 'af', label: 'Africa' },
                ]}
              />
            )}
          </FilterChip>
          <FilterChip name="Free SSD" value="≥ 200 GiB" onRemove={() => undefined}>
            {() => null}
          </FilterChip>
          <AddFilter options={[{ label: 'GPU', onClick: () => undefined }]} />
        </FilterRow>
        <DataTable
          label="Nodes"
          wide
          virtual
          columns={columns}
          rows={fleet}
          rowKey={rowKey}
          href={href}
          compact={compact}
          sort={{ id: 'node', desc: false }}
        />
      </PageBody>
    </>
  )
}

interface Resource {
  name: string
  unit: 'threads' | 'bytes'
  system: bigint
  users: bigint
  total: bigint
}
const resources: Resource[] = [
  { name: 'CPU', unit: 'threads', system: 0n, users: 40n, total: 32n },
  { name: 'Memory', unit: 'bytes', system: 13n * GiB, users: 48n * GiB, total: 126n * GiB },
  { name: 'SSD', unit: 'bytes', system: 100n * GiB, users: 1024n * GiB, total: 3584n * GiB },
  { name: 'HDD', unit: 'bytes', system: 0n, users: 12288n * GiB, total: 22323n * GiB },
]
const amount = (row: Resource, value: bigint) =>
  value === 0n && row.unit === 'bytes' ? (
    <Absent />
  ) : row.unit === 'bytes' ? (
    <Bytes value={value} />
  ) : (
    <Quantity value={value} unit="threads" />
  )
const resource = columnOf<Resource>()
const capacity = [
  resource({ id: 'name', header: 'Resource', width: 130, cell: (row) => <Name>{row.name}</Name> }),
  resource({
    id: 'use',
    header: 'In use',
    cell: (row) => (
      <Meter
        label={row.name}
        text={`${row.system + row.users} of ${row.total}`}
        system={Number(row.system)}
        users={Number(row.users)}
        total={Number(row.total)}
        scale={0.8}
      />
    ),
  }),
  resource({
    id: 'percent',
    header: 'Percent',
    quietHead: true,
    align: 'right',
    width: 70,
    cell: (row) => {
      const percent = Number(((row.system + row.users) * 100n) / row.total)
      return <Quantity value={percent} unit="%" ink={percent > 100 ? 'warn' : undefined} />
    },
  }),
  resource({
    id: 'users',
    header: 'Users',
    align: 'right',
    hideBelow: 700,
    cell: (row) => amount(row, row.users),
  }),
  resource({ id: 'total', header: 'Total', align: 'right', cell: (row) => amount(row, row.total) }),
]

export function PoolsExample() {
  return (
    <Section
      title="Capacity"
      table
      stamps={
        <>
          <MeterLegend />
          <Witness source="node">0.4 s ago</Witness>
        </>
      }
    >
      <DataTable label="Capacity" columns={capacity} rows={resources} rowKey={(row) => row.name} />
      <Note icon={<Glyph state="warn" />}>
        CPU is shared: 40 threads are promised on 32. A node allows this for CPU only.
      </Note>
    </Section>
  )
}

interface Pool {
  id: string
  type: string
  used: bigint
  size: bigint
}
const pools: Pool[] = [
  { id: 'b31c7e0a55a94d294d2', type: 'SSD', used: 1200n * GiB, size: 2970n * GiB },
  { id: '0d84f2c6121be71be7', type: 'SSD', used: 70n * GiB, size: 819n * GiB },
  { id: '77a9e510abbac03f', type: 'HDD', used: 8900n * GiB, size: 16179n * GiB },
]
const pool = columnOf<Pool>()
const poolColumns = [
  idColumn<Pool>('pool', 'Pool', (row) => row.id),
  textColumn<Pool>('type', 'Type', (row) => row.type, { skeleton: 28 }),
  pool({
    id: 'used',
    header: 'Used',
    skeleton: 119,
    cell: (row) => (
      <Meter label={row.id} text="used" users={Number(row.used)} total={Number(row.size)} />
    ),
  }),
  bytesColumn<Pool>('free', 'Free', (row) => row.size - row.used),
  bytesColumn<Pool>('size', 'Size', (row) => row.size),
]
const poolKey = (row: Pool) => row.id
const table = (rows: readonly Pool[]) => (
  <DataTable label="Storage pools" columns={poolColumns} rows={rows} rowKey={poolKey} />
)
const skeleton = (
  <DataTable label="Storage pools" columns={poolColumns} rows={[]} rowKey={poolKey} loading />
)

const query = (part: Partial<QueryLike<Pool[]>>): QueryLike<Pool[]> => ({
  status: 'success',
  fetchStatus: 'idle',
  data: undefined,
  error: undefined,
  isFetching: false,
  dataUpdatedAt: 0,
  refetch: () => undefined,
  ...part,
})
const failed = Object.assign(new Error('Node 11 did not answer.'), {
  code: 'timeout',
  details: 'twin 2908 · timeout after 10.0 s',
})

export function StatesExample() {
  const [now] = useState(() => Date.now())
  const panel = (
    title: string,
    asked: QueryLike<Pool[]>,
    more: object = {},
    below?: React.ReactNode,
  ) => (
    <Section title={title}>
      <Panel>
        <QuerySection
          title="Storage pools"
          table
          query={asked}
          source="node"
          command="zos.storage.pools"
          waitingFor="node 11 over relay.grid.tf"
          lastSeen={now - 23 * 60_000}
          skeleton={skeleton}
          isEmpty={(data) => data.length === 0}
          empty={{
            what: 'This node has no storage pools.',
            advice: 'Disks and databases need one. Look for a node that has SSD.',
            action: <Button>Find a node with SSD</Button>,
          }}
          {...more}
        >
          {table}
        </QuerySection>
        {below}
      </Panel>
    </Section>
  )
  return (
    <>
      <PageHead
        title="One panel, every state"
        remark="same frame, same height, same place for the age"
      />
      <PageBody>
        <Columns
          even
          main={
            <>
              {panel('Fresh', query({ data: pools, dataUpdatedAt: now - 400 }))}
              {panel('Stale', query({ data: pools, dataUpdatedAt: now - 240_000 }))}
              {panel(
                'Forbidden',
                query({ data: pools, dataUpdatedAt: now - 400 }),
                {
                  action: (
                    <Button size="small" lock disabledReason="Only twin 77 may.">
                      Add disk
                    </Button>
                  ),
                },
                <Forbidden>
                  Node 11 is rented by twin 77. Only twin 77 may deploy here; you are twin 42.
                </Forbidden>,
              )}
            </>
          }
          side={
            <>
              {panel('Loading', query({ status: 'pending', fetchStatus: 'fetching' }))}
              {panel('Offline', query({ status: 'error', error: failed }))}
              {panel('Empty', query({ data: [], dataUpdatedAt: now - 400 }))}
            </>
          }
        />
      </PageBody>
    </>
  )
}
