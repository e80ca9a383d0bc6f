import { exact } from '#lib/money.ts'
import type { Judgement } from '#queries/payjudge.ts'
import type { Ask } from '#queries/paying.ts'
import { inUsd, type PayQuote } from '#queries/payquote.ts'
import type { SigningAccount } from '#queries/who.ts'
import { Id } from '#ui/Id.tsx'
import type { Property } from '#ui/Properties.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { signerWords, usd } from './words.ts'

/** Who pays, and on which chain. */
export const payerRows = (account: SigningAccount, quote: PayQuote | undefined): Property[] => [
  {
    label: 'Signs and pays',
    note: signerWords(account.name, account.kind),
    value: <Id value={account.address} what="address" />,
  },
  { label: 'Its twin', value: quote && (quote.twin === null ? 'none' : `twin ${quote.twin}`) },
  { label: 'Chain', value: quote && `${quote.chain.name}, spec ${quote.chain.spec}` },
]

/** What it costs, and what the account can spend before and after it. */
export function moneyRows(
  quote: PayQuote,
  { spent, before, after }: Judgement,
  also: Ask['also'],
): Property[] {
  const row = (label: string, units: bigint): Property => {
    const dollars = inUsd(units, quote)
    return {
      label,
      note: dollars === undefined ? undefined : usd(dollars),
      value: <Quantity value={exact(units)} unit="TFT" />,
    }
  }
  return [
    ...(spent > 0n ? [row('Pays', spent)] : []),
    ...(also && also.units > 0n ? [row(also.words, also.units)] : []),
    row('Fee, about', quote.fee),
    row('Can be spent now', before),
    after === undefined
      ? { label: 'Afterwards', value: 'what the bill leaves' }
      : row('Afterwards', after),
  ]
}
