import { useState } from 'react'
import type { Asked } from '#queries/paying.ts'
import { usePayments } from '#queries/payments.ts'
import { PayForm } from './PayForm.tsx'
import { PayRun } from './PayRun.tsx'

/** One payment: the question with all that it costs, then its way into a final block. */
export default function PayDialog({ asked }: { asked: Asked }) {
  const { payments } = usePayments()
  // kept here, so that a refusal in the wallet leads back to the question as it was
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<string>()
  const payment = payments.find(({ id }) => id === asked.payment)
  if (payment) return <PayRun asked={asked} payment={payment} />
  const { ask } = asked
  return ask ? <PayForm {...{ asked, ask, typed, setTyped, chosen, setChosen }} /> : null
}
