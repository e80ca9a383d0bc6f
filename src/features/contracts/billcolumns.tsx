import { amount } from '#lib/money.ts'
import { longSpan } from '#lib/time.ts'
import type { ToldBill } from '#queries/billwords.ts'
import { columnOf } from '#ui/column.ts'
import { Quantity } from '#ui/Quantity.tsx'
import { TwoLines } from '#ui/Room.tsx'
import { StateWord } from '#ui/State.tsx'
import { Absent, Cut, Faint } from '#ui/text.tsx'
import { DateTime } from '#ui/Time.tsx'

const column = columnOf<ToldBill>()
const iso = (seconds: number | undefined) =>
  seconds === undefined ? '' : new Date(seconds * 1000).toISOString()
const exact = (units: bigint) => amount(units, 7).replaceAll(',', '')

/** To the minute: `1 h`, `1 h 34 min`. */
const lasting = (seconds: number) =>
  longSpan(Math.round(seconds / 60) * 60).replace(/ 0 (min|h)$/, '')

const Period = ({ bill: { from, to } }: { bill: ToldBill }) => (
  <span>
    <DateTime at={to * 1000} />
    {from !== undefined && <Faint> for {lasting(to - from)}</Faint>}
  </span>
)
const Paid = ({ bill }: { bill: ToldBill }) => (
  <Quantity value={amount(bill.amount, 4)} unit="TFT" title={`${amount(bill.amount, 7)} TFT`} />
)
const Level = ({ bill: { level, percent } }: { bill: ToldBill }) =>
  percent === 0 ? (
    <Faint>none</Faint>
  ) : (
    <span>
      {level} <Faint>−{percent} %</Faint>
    </span>
  )

/** Why it is what it is: plain where nothing changed. */
const Why = ({ bill: { why, kind } }: { bill: ToldBill }) => {
  const words = why.join(' ')
  if (words === '') return <Faint>as before</Faint>
  return (
    <Cut title={words}>
      {kind === 'settled' ? <StateWord state="warn">{words}</StateWord> : words}
    </Cut>
  )
}

export const billColumns = [
  column({
    id: 'to',
    header: 'Billed',
    width: 220,
    value: ({ to }) => iso(to),
    cell: (bill) => <Period bill={bill} />,
  }),
  column({
    id: 'amount',
    header: 'Amount',
    width: 120,
    align: 'right',
    value: ({ amount: units }) => exact(units),
    cell: (bill) => <Paid bill={bill} />,
  }),
  column({
    id: 'hourly',
    header: 'Per hour',
    width: 120,
    hideBelow: 860,
    align: 'right',
    value: ({ hourly }) => (hourly === undefined ? '' : exact(hourly)),
    cell: ({ hourly }) =>
      hourly === undefined ? (
        <Absent why="the bill before it was not read" />
      ) : (
        <Quantity value={amount(hourly, 4)} unit="TFT" ink="quiet" />
      ),
  }),
  column({
    id: 'level',
    header: 'Discount',
    width: 120,
    hideBelow: 700,
    value: ({ level }) => level,
    cell: (bill) => <Level bill={bill} />,
  }),
  column({
    id: 'why',
    header: 'Since the bill before',
    value: ({ why }) => why.join(' '),
    cell: (bill) => <Why bill={bill} />,
  }),
]

/** What does not change with the bills. */
export const billLook = {
  label: 'Bills',
  columns: billColumns,
  rowKey: ({ to }: ToldBill) => to,
  compact: (bill: ToldBill) => (
    <TwoLines
      first={<Period bill={bill} />}
      firstRight={<Paid bill={bill} />}
      second={<Why bill={bill} />}
      secondRight={<Level bill={bill} />}
    />
  ),
  compactHeight: 69,
  virtual: true,
}

/** A bill as an export holds it; amounts as decimal texts with all their places. */
export const exportedBill = ({ from, to, amount: units, level, hourly, why }: ToldBill) => ({
  from: iso(from) || null,
  timestamp: iso(to),
  amount_tft: exact(units),
  tft_per_hour: hourly === undefined ? null : exact(hourly),
  discountReceived: level,
  since_the_bill_before: why,
})
