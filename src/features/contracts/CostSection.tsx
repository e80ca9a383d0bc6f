import { amount } from '#lib/money.ts'
import { type Breakdown, breakdownOf, inTft } from '#queries/breakdown.ts'
import { Section } from '#ui/Page.tsx'
import { Properties } from '#ui/Properties.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { Faint, Note } from '#ui/text.tsx'
import type { ToldContract } from './useContract.ts'

const usd = (units: bigint) => <Quantity value={amount(units, 6)} unit="USD" />
const tft = (units: bigint) => <Quantity value={amount(units, 4)} unit="TFT" />

/** How the price of an hour comes about, as the chain reckons it; nothing before it was read. */
export function CostSection({ told: { ledger, entry, row } }: { told: ToldContract }) {
  if (!ledger || !entry?.contract || !row) return null
  const parts = breakdownOf(ledger, entry)
  return (
    <Section title="Cost" remark="of an hour, at this balance and price">
      {parts ? (
        <>
          <Properties
            label="Cost"
            rows={[...linesOf(parts), ...sumsOf(parts, row.cost?.usdMonth)]}
          />
          <Note>
            {parts.inRent && 'Its node is rented whole: cores, memory and storage are in that. '}
            The discount is judged at each bill anew, by how many months of this contract alone the
            balance would pay. Traffic is billed as it comes.
          </Note>
        </>
      ) : (
        <Note>
          Nothing is billed at the moment: its node is in standby, was taken out of billing, or has
          not told yet what the contract uses.
        </Note>
      )}
    </Section>
  )
}

const linesOf = (parts: Breakdown) =>
  parts.lines.map(({ label, of, usd: units }) => ({ label, note: of, value: usd(units) }))

function sumsOf(parts: Breakdown, usdMonth: bigint | undefined) {
  const { hour, percent, certified, share } = parts
  const { beforeDiscount, due, extraFee, extraFeeUsd, price, level, total } = hour
  return [
    ...(share === undefined
      ? []
      : [
          {
            label: 'Share that a whole node costs',
            value: <Quantity value={String(share)} unit="%" />,
          },
        ]),
    {
      label: 'In TFT',
      note: `at ${amount(price * 10_000n, 3)} USD each, the chain’s average price`,
      value: tft(beforeDiscount),
    },
    {
      label: 'Discount',
      note: level === 'None' ? undefined : level,
      value: percent === 0 ? <Faint>none</Faint> : <Quantity value={`−${percent}`} unit="%" />,
    },
    ...(certified
      ? [{ label: 'The node is certified', value: <Quantity value="+25" unit="%" /> }]
      : []),
    ...(extraFee === 0n
      ? []
      : [
          { label: 'After that', value: tft(due) },
          {
            label: 'The farmer’s fee',
            note: <>{usd(extraFeeUsd)}, no discount touches it</>,
            value: tft(inTft(extraFeeUsd, parts)),
          },
        ]),
    { label: 'An hour', value: <strong>{tft(total)}</strong> },
    {
      label: 'A month of 30 days',
      note:
        usdMonth === undefined ? undefined : <Quantity value={amount(usdMonth, 2)} unit="USD" />,
      value: <Quantity value={amount(total * 720n, 2)} unit="TFT" />,
    },
  ]
}
