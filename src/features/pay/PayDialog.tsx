import { closeAsked, type Ask, type Asked } from '#queries/paying.ts'
import { usePayments } from '#queries/payments.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { usePayForm } from './PayForm.tsx'
import { payRun } from './PayRun.tsx'

/** One payment: the question with all that it costs, then its way into a final block. */
export default function PayDialog({ asked }: { asked: Asked }) {
  const { payments } = usePayments()
  const { ask } = asked
  if (ask) return <Asking asked={asked} ask={ask} />
  const payment = payments.find(({ id }) => id === asked.payment)
  if (!payment) return null
  const { body, ...parts } = payRun(asked, payment)
  return (
    <Dialog title={payment.title} onClose={closeAsked} {...parts}>
      {body}
    </Dialog>
  )
}

/** One dialog all the way, so that a refusal in the wallet leads back to the question as it was. */
function Asking({ asked, ask }: { asked: Asked; ask: Ask }) {
  const { payments } = usePayments()
  const payment = payments.find(({ id }) => id === asked.payment)
  const form = usePayForm(asked, ask, payment === undefined)
  const { body, ...parts } = payment ? payRun(asked, payment) : form
  return (
    <Dialog title={ask.title} onClose={closeAsked} {...parts}>
      {body}
    </Dialog>
  )
}
