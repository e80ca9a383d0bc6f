import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asContract } from '#lib/ids.ts'
import { amount } from '#lib/money.ts'
import { group } from '#lib/units.ts'
import { showPayment } from '#queries/paying.ts'
import { usePayments } from '#queries/payments.ts'
import { lastAct, standingQuery, verdictsOf } from '#queries/verified.ts'
import { Button, LinkButton } from '#ui/Button.tsx'
import { Checks } from '#ui/Stepper.tsx'
import { Section } from '#ui/Page.tsx'
import { QueryStamp, QueryView } from '#ui/QueryView.tsx'
import { Quantity } from '#ui/Quantity.tsx'
import { StateWord } from '#ui/State.tsx'
import { Faint } from '#ui/text.tsx'
import { useNow } from '#ui/useNow.ts'
import type { ContractRow } from './rows.ts'

const none: readonly never[] = []

/** What ending or billing contracts came to, as the chain stands now; found again after a reload. */
export function Verified({
  account,
  rows = none,
}: {
  /** Whoever ended something with this account (SS58) did it here. */
  account?: string | null | undefined
  /** What was done to one of these belongs here, whoever did it. */
  rows?: readonly Pick<ContractRow, 'contractId'>[] | undefined
}) {
  const { payments } = usePayments()
  const now = useNow()
  const [seen, setSeen] = useState<string>()
  const act = lastAct(
    payments,
    (payment, ids) =>
      payment.account === account ||
      rows.some(({ contractId }) => ids.includes(asContract(contractId))),
    now,
  )
  const query = useQuery({ ...standingQuery(act?.ids ?? none), enabled: act !== undefined })
  if (!act || act.payment === seen) return null
  const asked = { query, source: 'chain', waitingFor: 'the chain' } as const
  return (
    <Section
      title={act.kind === 'cancel-contracts' ? 'Cancelled' : 'Billed'}
      stamps={<QueryStamp {...asked} verb="looked" />}
      action={
        <Button kind="text" size="small" onClick={() => setSeen(act.payment)}>
          Done
        </Button>
      }
    >
      <QueryView {...asked}>
        {(looked) => (
          <Checks
            rows={verdictsOf(act, looked).map(({ contractId, ok, sentence }) => ({
              key: String(contractId),
              name: <StateWord state={ok ? 'ok' : 'warn'}>{sentence}</StateWord>,
              evidence: `seen at block ${group(looked.block)}`,
            }))}
          />
        )}
      </QueryView>
      {act.billed !== undefined && act.billed > 0n && (
        <p>
          {act.kind === 'cancel-contracts' &&
            (act.ids.length === 1 ? 'Its last bill' : 'Their last bills')}
          {act.kind === 'bill-contracts' && (act.ids.length === 1 ? 'The bill' : 'The bills')} took{' '}
          <Quantity value={amount(act.billed, 4)} unit="TFT" />
          {act.block !== undefined && <Faint> in block {group(act.block)}</Faint>}.
        </p>
      )}
      <LinkButton onClick={() => showPayment(act.payment)}>Show the payment</LinkButton>
    </Section>
  )
}
