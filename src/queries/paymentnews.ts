import { useSyncExternalStore } from 'react'
import { shownPayment } from './paying.ts'
import { payments, type Payment } from './payments.ts'

let news: readonly Payment[] = []
const listeners = new Set<() => void>()
function set(next: readonly Payment[]) {
  news = next
  for (const listener of listeners) listener()
}

payments.onMoved((payment, what) => {
  if (what !== 'settled' || payment.outcome?.done !== false) return
  if (shownPayment() !== payment.id) set([...news, payment])
})

/** Takes a payment that failed off the list of those that nobody has read of. */
export const readNews = (id: string): void => set(news.filter((payment) => payment.id !== id))

/** Payments that failed while their dialog was not open, such as those found after a reload. */
export const usePaymentNews = (): readonly Payment[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => news,
  )
