import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { amount } from '#lib/money.ts'
import { existentialDepositQuery, usdOf } from '#queries/account.ts'
import { balanceQuery, pricesQuery } from '#queries/chain.ts'
import { useGrid } from '#queries/grid.ts'
import { Properties } from '#ui/Properties.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Glyph } from '#ui/State.tsx'
import { Note } from '#ui/text.tsx'
import { exists, type Money, mostToSend, sum, tft } from './transfer.ts'

const shown = (units: bigint): ReactNode => (
  <Quantity value={sum(units)} unit="TFT" title={tft(units)} />
)

/** What an account has: what can be spent, and what is held for what. `held` is what contracts put aside. */
export function Balance({ address, held }: { address: string; held: bigint | undefined }) {
  const { network } = useGrid()
  const balance = useQuery(balanceQuery(address))
  const prices = useQuery(pricesQuery())
  const deposit = useQuery(existentialDepositQuery())
  return (
    <QuerySection
      title="Balance"
      query={balance}
      source="chain"
      waitingFor={`the chain of ${network.name}`}
      verb="read"
    >
      {(money) => {
        const spendable = (of: Money) => mostToSend(of, deposit.data ?? 0n, 0n)
        const usd = (units: bigint) =>
          prices.data && <Quantity value={amount(usdOf(units, prices.data), 2)} unit="USD" />
        return (
          <>
            <Properties
              label="Balance"
              rows={[
                {
                  label: 'Can be spent',
                  value: shown(spendable(money)),
                  note: usd(spendable(money)),
                },
                { label: 'Free', value: shown(money.free) },
                ...holdings(money, held),
                {
                  label: 'Altogether',
                  value: shown(money.free + money.reserved),
                  note: usd(money.free + money.reserved),
                },
                {
                  label: 'Must stay',
                  note: 'or the account is removed',
                  value: deposit.data !== undefined && (
                    <Quantity value={sum(deposit.data)} unit="TFT" />
                  ),
                },
                {
                  label: 'Price of a TFT',
                  note: 'the average, by which bills are made',
                  value: prices.data && (
                    <Quantity value={amount(usdOf(10_000_000n, prices.data), 3)} unit="USD" />
                  ),
                },
                { label: 'Transactions sent', value: <Quantity value={BigInt(money.nonce)} /> },
              ]}
            />
            {!exists(money) && (
              <Note icon={<Glyph state="paused" />}>
                This account is not on the chain yet: it begins with the first TFT that it gets.
              </Note>
            )}
          </>
        )
      }}
    </QuerySection>
  )
}

/** What is held back, and why as far as it is known. */
function holdings({ reserved, frozen }: Money, held: bigint | undefined) {
  const why = (units: bigint) => {
    if (units === 0n) return undefined
    if (held === undefined || held === 0n) return 'not by contracts known here'
    if (held >= units) return 'put aside by contracts for the next payment'
    return `${amount(held, 2)} TFT of it put aside by contracts`
  }
  return [
    { label: 'Reserved', value: shown(reserved), note: why(reserved) },
    // until spec 149 contracts lock instead of reserving (facts: tfchain.md section 6)
    ...(frozen > 0n ? [{ label: 'Locked', value: shown(frozen), note: why(frozen) }] : []),
  ]
}
