import type { Payment } from '#queries/payments.ts'
import { showPayment } from '#queries/paying.ts'
import { LinkButton } from '#ui/Button.tsx'
import { Glyph } from '#ui/State.tsx'
import { Note } from '#ui/text.tsx'

/** A transaction of this account that is not settled: nothing is sent twice while it is on its way. */
export const Underway = ({ payment }: { payment: Payment }) => (
  <Note icon={<Glyph state="busy" />}>
    On its way: {payment.title}. This page goes on by itself when it is final.{' '}
    <LinkButton onClick={() => showPayment(payment.id)}>Show it</LinkButton>
  </Note>
)
