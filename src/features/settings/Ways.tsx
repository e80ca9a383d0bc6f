import { Link } from 'wouter'
import { paths } from '#paths.ts'
import { useSession } from '#queries/session.ts'
import { useWallet } from '#queries/wallet.ts'
import { useWho } from '#queries/who.ts'
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
  /** As what one is here this way; undefined where one is not. */
  here: string | undefined
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
      <Name>{row.title}</Name> {row.here && <span className={s.now}>{row.here}</span>}
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
    cell: ({ id, here }) => <WayAction id={id} here={here !== undefined} />,
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
      <WayAction id={row.id} here={row.here !== undefined} />
    </span>
  </span>
)

/** Every way of being at the console, what each can do, and the step into it. */
export function Ways() {
  const { key, twin } = useSession()
  const { account } = useWallet()
  const { account: pays } = useWho()
  const here = waysNow(
    key && { kind: key.kind, speaks: twin !== null },
    account && { pays: pays?.kind === 'wallet' },
  )
  return (
    <Section title="Ways to be here" remark="what each can do, and what it risks" table>
      {!key && <Begin wallet={account !== null} />}
      <DataTable
        label="Ways to be here"
        columns={columns}
        rows={ways.map((way) => ({ ...way, here: here[way.id] }))}
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

/** The way in for who comes with a wallet and no more. */
const Begin = ({ wallet }: { wallet: boolean }) => (
  <p className={s.begin}>
    {wallet
      ? 'Your wallet signs and pays. To ask nodes as well, '
      : 'New here, with a Polkadot wallet? Connect it below, then '}
    <Link className={s.inline} href={paths.sessionTwin()}>
      make a session twin
    </Link>
    : the wallet gives it a little money once, and nodes answer it.
  </p>
)
