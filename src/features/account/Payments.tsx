import { LinkButton } from '#ui/Button.tsx'
import { columnOf } from '#ui/column.ts'
import { DataTable } from '#ui/DataTable.tsx'
import { Id } from '#ui/Id.tsx'
import { Section } from '#ui/Page.tsx'
import { TwoLines } from '#ui/Room.tsx'
import { type State, StateWord } from '#ui/State.tsx'
import { Absent, Faint, Name, Note } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import { showPayment } from '#queries/paying.ts'
import { type Payment, usePayments } from '#queries/payments.ts'

const under: Record<Payment['stage'], string> = {
  asking: 'in the wallet',
  signed: 'signed',
  ready: 'sent',
  broadcast: 'sent',
  'in-block': 'in a block',
  retracted: 'taken back, waiting',
  searching: 'being looked for',
  settled: 'settled',
}

/** How far a payment is, in words and look. */
function stateOf({ outcome, stage, trouble }: Payment): { state: State; word: string } {
  if (outcome?.done) return { state: 'ok', word: 'done' }
  if (outcome) {
    const { landed } = outcome.trouble
    if (landed === 'no') return { state: 'paused', word: 'not sent, nothing paid' }
    return landed === 'yes'
      ? { state: 'error', word: 'refused, fee paid' }
      : { state: 'warn', word: 'not known' }
  }
  return { state: trouble ? 'warn' : 'busy', word: under[stage] }
}

const Told = ({ row }: { row: Payment }) => {
  const { state, word } = stateOf(row)
  return <StateWord state={state}>{word}</StateWord>
}

const column = columnOf<Payment>()
const columns = [
  column({
    id: 'title',
    header: 'What',
    cell: (row) => <LinkButton onClick={() => showPayment(row.id)}>{row.title}</LinkButton>,
  }),
  column({ id: 'state', header: 'State', cell: (row) => <Told row={row} /> }),
  column({
    id: 'from',
    header: 'From',
    hideBelow: 720,
    cell: ({ accountName, account }) => <span title={account}>{accountName}</span>,
  }),
  column({
    id: 'to',
    header: 'To',
    hideBelow: 880,
    cell: ({ intent }) =>
      'to' in intent ? <Id value={intent.to} what="address" /> : <Absent why="pays nobody" />,
  }),
  column({
    id: 'hash',
    header: 'Transaction',
    hideBelow: 560,
    cell: ({ signed }) =>
      signed ? <Id value={signed.hash} what="hash" /> : <Absent why="never signed" />,
  }),
  column({ id: 'at', header: 'When', align: 'right', cell: ({ madeAt }) => <Time at={madeAt} /> }),
]
const rowKey = ({ id }: Payment) => id
const compact = (row: Payment) => (
  <TwoLines
    first={
      <Name>
        <LinkButton onClick={() => showPayment(row.id)}>{row.title}</LinkButton>
      </Name>
    }
    firstRight={
      <Faint>
        <Time at={row.madeAt} />
      </Faint>
    }
    second={<Told row={row} />}
    secondRight={row.signed && <Id value={row.signed.hash} what="hash" />}
  />
)

/** Everything that this browser sent to this chain for an account, newest first. */
export function Payments({ address }: { address: string }) {
  const { payments, known } = usePayments()
  const rows = payments.filter(
    ({ account, intent }) => account === address || ('to' in intent && intent.to === address),
  )
  return (
    <Section
      title="Payments from this browser"
      remark="What other programs sent is not in it."
      table
    >
      <DataTable
        label="Payments from this browser"
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        compact={compact}
        loading={!known}
        empty={<Note>None yet.</Note>}
      />
    </Section>
  )
}
