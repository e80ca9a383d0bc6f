import { amount } from '#lib/money.ts'
import { useGrid } from '#queries/grid.ts'
import { Properties } from '#ui/Properties.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { QuerySection } from '#ui/QueryView.tsx'
import { Faint, Mono, Note } from '#ui/text.tsx'
import { Time } from '#ui/Time.tsx'
import type { ToldContract } from './useContract.ts'
import { chainTrouble, upTo } from './words.ts'

/** Bills between two payments to the farmer and the others (facts: grid-services.md B.1). */
const CYCLES = 24

const tft = (units: bigint) =>
  units === 0n ? <Faint>nothing</Faint> : <Quantity value={amount(units, 4)} unit="TFT" />

/** What the chain keeps of a contract's payments: put aside, owed, and since when. */
export function PaymentSection({
  told: {
    told: { ledger },
    entry,
    row,
  },
}: {
  told: ToldContract
}) {
  const { network } = useGrid()
  return (
    <QuerySection
      title="Payments"
      query={ledger}
      source="chain"
      waitingFor={`the chain of ${network.name}`}
      explain={chainTrouble}
      verb="read"
    >
      {() => {
        if (!entry?.contract) return <Note>The chain has no such contract any more.</Note>
        const { billing } = entry
        const payment = billing?.payment
        if (!payment) return <Note>The chain keeps no payments for this contract.</Note>
        const { by, held, heldExtra, overdue, overdueExtra, lastBilled, cycles } = payment
        return (
          <Properties
            label="Payments"
            rows={[
              {
                label: by === 'lock' ? 'Locked for it' : 'Reserved for it',
                note: 'in the twin’s account',
                value: tft(held),
              },
              { label: 'For the farmer’s fee', value: tft(heldExtra) },
              { label: 'Could not be paid', value: tft(overdue + overdueExtra) },
              ...(row?.cost?.endsAt === undefined
                ? []
                : [
                    {
                      label: 'Owed in all',
                      note: `now; ${upTo(row.cost.overdueSoon, 2)} TFT lasts an hour more`,
                      value: tft(row.cost.overdue),
                    },
                  ]),
              {
                label: 'Traffic not yet billed',
                value:
                  billing.amountUnbilled === 0n ? (
                    <Faint>none</Faint>
                  ) : (
                    <Quantity value={amount(billing.amountUnbilled, 4)} unit="USD" />
                  ),
              },
              row?.state === 'GracePeriod'
                ? {
                    label: 'Last counted',
                    note: 'in grace hours are counted, and nothing is billed',
                    value: <Time seconds={Number(lastBilled)} />,
                  }
                : { label: 'Last bill', value: <Time seconds={Number(lastBilled)} /> },
              {
                label: 'Bills since it was paid out',
                note: 'what is put aside goes to farmer and network',
                value: (
                  <Mono>
                    {cycles} of {CYCLES}
                  </Mono>
                ),
              },
            ]}
          />
        )
      }}
    </QuerySection>
  )
}
