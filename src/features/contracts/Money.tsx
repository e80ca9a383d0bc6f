import { type ReactNode, useMemo } from 'react'
import { amount } from '#lib/money.ts'
import { longSpan } from '#lib/time.ts'
import { group } from '#lib/units.ts'
import type { Ledger, Outlook } from '#queries/ledger.ts'
import { runwayFacts } from '#queries/runway.ts'
import { Properties } from '#ui/Properties.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { Runway } from '#ui/Runway.tsx'
import { Columns } from '#ui/Page.tsx'
import { Faint, Note } from '#ui/text.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { useGrid } from '#queries/grid.ts'
import { useWho } from '#queries/who.ts'
import type { Contracts } from './useContracts.ts'
import { StateWord } from '#ui/State.tsx'
import s from './contracts.module.css'
import { Rescue } from './Rescue.tsx'
import type { ContractRow } from './rows.ts'
import { chainTrouble, levelsOf, longDay, soon } from './words.ts'

const tft = (units: bigint) => <Quantity value={amount(units, 2)} unit="TFT" />

/** The twin's money as the chain tells it, in every state of asking. */
export function MoneySection({
  twin,
  told: { ledger, outlook, rescue, rows },
}: {
  twin: number
  told: Contracts
}) {
  const { network } = useGrid()
  const { account } = useWho()
  const whose = ledger.data?.account
  const foreign = account && whose && account.address !== whose
  return (
    <QuerySection
      title="Money"
      remark={foreign ? `twin ${twin}’s; ${account.name} signs` : `twin ${twin}’s`}
      query={ledger}
      source="chain"
      waitingFor={`the chain of ${network.name}`}
      explain={chainTrouble}
      verb="read"
    >
      {(told) =>
        told.account === null ? (
          <Note>There is no twin {twin} on this chain.</Note>
        ) : (
          <>
            {rescue && <Rescue twin={twin} account={told.account} rescue={rescue} />}
            {outlook && rows && <Money ledger={told} outlook={outlook} rows={rows} />}
          </>
        )
      }
    </QuerySection>
  )
}

/** What a twin has, what its contracts cost together, and when the one ends by the other. */
function Money({
  ledger,
  outlook,
  rows,
}: {
  ledger: Ledger
  outlook: Outlook
  rows: readonly ContractRow[]
}) {
  const { balance, stash, readAt } = ledger
  const { overdue } = outlook
  const levels = levelsOf(rows)
  const runway = useMemo(
    () => runwayFacts(ledger, (id) => rows.find(({ contractId }) => contractId === id)?.name),
    [ledger, rows],
  )
  return (
    <div className={s.money}>
      <Columns
        even
        main={
          <Properties
            label="Balance"
            rows={[
              { label: 'Can be spent', value: tft(balance.usable) },
              {
                label: 'Held for bills',
                value: tft(balance.reserved > balance.frozen ? balance.reserved : balance.frozen),
              },
              ...(stash > 0n ? [{ label: 'Counts for discounts', value: tft(stash) }] : []),
              {
                label: 'Overdue',
                value: overdue === 0n ? <Faint>nothing</Faint> : tft(overdue),
                ...(overdue > 0n ? { note: 'taken by the next bills' } : {}),
              },
              { label: 'Runs out on', value: <RunsOut outlook={outlook} readAt={readAt} /> },
            ]}
          />
        }
        side={
          <Properties
            label="Costs"
            rows={[
              {
                label: 'All contracts, per hour',
                note:
                  runway.free > 0 && `${group(runway.free)} of ${group(rows.length)} bill nothing`,
                value: <Quantity value={amount(outlook.hour, 4)} unit="TFT" />,
              },
              {
                label: 'Per month of 30 days',
                value: tft(outlook.month),
                note: <Quantity value={amount(outlook.usdMonth, 2)} unit="USD" />,
              },
              { label: 'Discounts', value: levels === '' ? <Faint>none</Faint> : levels },
            ]}
          />
        }
      />
      <Runway facts={runway} brief />
    </div>
  )
}

function RunsOut({ outlook, readAt }: { outlook: Outlook; readAt: number }): ReactNode {
  const { endsAt, hour } = outlook
  if (hour === 0n) return <Faint>never: nothing is billed</Faint>
  if (endsAt === undefined) return <Faint>never</Faint>
  const left = (endsAt - readAt) / 1000
  if (left < 3600) return <StateWord state="error">Now: less than an hour is left</StateWord>
  const words = `${longDay(endsAt)}, in ${longSpan(left)}`
  return soon(left) ? <StateWord state="warn">{words}</StateWord> : words
}
