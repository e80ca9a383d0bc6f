import type { Judgement } from '#queries/payjudge.ts'
import { inUsd, type PayQuote } from '#queries/payquote.ts'
import { Properties } from '#ui/Properties.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { tft, usd } from './words.ts'

/** What it costs, and what the account can spend before and after it. */
export function Money({
  quote,
  judged: { spent, before, after },
}: {
  quote: PayQuote
  judged: Judgement
}) {
  const inDollars = (units: bigint) => {
    const dollars = inUsd(units, quote)
    return dollars === undefined ? undefined : usd(dollars)
  }
  const money = (units: bigint) => <Quantity value={tft(units)} unit="TFT" />
  return (
    <Properties
      label="Money"
      rows={[
        ...(spent > 0n ? [{ label: 'Pays', note: inDollars(spent), value: money(spent) }] : []),
        { label: 'Fee, about', note: inDollars(quote.fee), value: money(quote.fee) },
        { label: 'Can be spent now', note: inDollars(before), value: money(before) },
        {
          label: 'Afterwards',
          note: after === undefined ? undefined : inDollars(after),
          value: after === undefined ? 'what the bill leaves' : money(after),
        },
      ]}
    />
  )
}
