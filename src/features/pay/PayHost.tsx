import { lazy, Suspense } from 'react'
import { onUnsigned, shownPayment, useAsked } from '#queries/paying.ts'
import { payments } from '#queries/payments.ts'
import { toast } from '#ui/toast.ts'

const PayDialog = lazy(() => import('./PayDialog.tsx'))

// what was settled while its dialog was closed; a failure stays in the banner until it is read
payments.onMoved(({ id, title, outcome }, what) => {
  if (what !== 'settled' || shownPayment() === id) return
  if (outcome?.done) toast({ sentence: outcome.came, more: `${title}: final.`, state: 'ok' })
})
onUnsigned((title, { message }) => toast({ sentence: message, more: title, state: 'warn' }))

/** Shows what `askToPay()` asks, and the payment that comes of it. Once, in the root. */
export function PayHost() {
  const asked = useAsked()
  if (!asked) return null
  return (
    <Suspense>
      <PayDialog key={asked.key} asked={asked} />
    </Suspense>
  )
}
