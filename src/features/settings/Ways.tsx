import { useSession } from '#queries/session.ts'
import { useWallet } from '#queries/wallet.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { columnOf } from '#ui/column.ts'
import { Section } from '#ui/Page.tsx'
import { Glyph } from '#ui/State.tsx'
import { Faint, Name } from '#ui/text.tsx'
import { SigningTable } from './SigningTable.tsx'
import { WayAction } from './WayAction.tsx'
import { type Reach, reaches, type Way, ways, waysNow } from './ways.ts'
import s from './settings.module.css'

interface Row extends Way {
  here: boolean
}

const glyphs = { yes: 'ok', part: 'standby', no: 'unknown' } as const
const ReachWord = ({ reach: { how, words } }: { reach: Reach }) => (
  <span className={how === 'no' ? `${s.reach} ${s.none}` : s.reach}>
    <Glyph state={glyphs[how]} />
    <span>{words}</span>
  </span>
)
const Title = ({ row }: { row: Row }) => (
  <span className={s.way}>
    <span>
      <Name>{row.title}</Name> {row.here && <span className={s.now}>you are here</span>}
    </span>
    <Faint>{row.is}</Faint>
  </span>
)

const column = columnOf<Row>()
const columns = [
  column({ id: 'way', header: 'Way', cell: (row) => <Title row={row} /> }),
  ...reaches.map(([id, header]) =>
    column({ id, header, cell: (row) => <ReachWord reach={row[id]} /> }),
  ),
  column({
    id: 'risk',
    header: 'At risk, and prompts',
    cell: ({ risk }) => <span className={s.risk}>{risk}</span>,
  }),
  column({
    id: 'action',
    header: 'Action',
    quietHead: true,
    align: 'right',
    cell: ({ id, here }) => <WayAction id={id} here={here} />,
  }),
]
const rowKey = ({ id }: Row) => id
const card = (row: Row) => (
  <span className={s.card}>
    <Title row={row} />
    <span className={s.reaches}>
      {reaches.map(([id, header]) => (
        <span key={id}>
          <Faint>{header}</Faint>
          <ReachWord reach={row[id]} />
        </span>
      ))}
    </span>
    <span className={s.risk}>
      <Faint>At risk, and prompts:</Faint> {row.risk}
    </span>
    <span className={s.actions}>
      <WayAction id={row.id} here={row.here} />
    </span>
  </span>
)

/** Every way of being at the console, what each can do, and the step into it. */
export function Ways() {
  const { key } = useSession()
  const { account } = useWallet()
  const here = waysNow(key?.kind ?? null, account !== null)
  return (
    <Section title="Ways to be here" remark="what each can do, and what it risks" table>
      <DataTable
        label="Ways to be here"
        columns={columns}
        rows={ways.map((way) => ({ ...way, here: here.includes(way.id) }))}
        rowKey={rowKey}
        compact={card}
        compactBelow={1040}
      />
      <details className={s.fold}>
        <summary>Who signs what when something is deployed</summary>
        <SigningTable />
      </details>
    </Section>
  )
}
