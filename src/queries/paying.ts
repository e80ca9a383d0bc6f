import { useSyncExternalStore } from 'react'
import type { IntentKind, IntentOf, ResultOf } from '#chain/intent.ts'
import type { Sent } from '#chain/progress.ts'

/** What is asked before something is sent to the chain that costs money. */
export interface Ask<K extends IntentKind = IntentKind> {
  intent: IntentOf<K> & { kind: K }
  /** Who signs: an address (SS58, format 42), the wallet's account, or the key in this browser. Without it the best one, and the person may choose. */
  from?: string | undefined
  /** "Cancel contract 41297". */
  title: string
  /** On the button: "Cancel contract". */
  verb: string
  /** What will be lost, a line each. */
  lose?: readonly string[] | undefined
  /** The word that must be typed first. */
  type?: string | undefined
  /** One more sentence, under what it does. */
  note?: string | undefined
}

/** The question that is open, and the payment that came of it. */
export interface Asked {
  key: number
  /** Null for a payment that is looked at again, such as one found after a reload. */
  ask: Ask | null
  /** The payment under way or settled; null while the person decides. */
  payment: string | null
  answer: (sent: Sent<unknown> | null) => void
}

let shown: Asked | null = null
let next = 1
const listeners = new Set<() => void>()
function show(asked: Asked | null) {
  shown = asked
  for (const listener of listeners) listener()
}

/**
 * Asks the person to pay for an intent: fee, call and money are shown, it is signed and sent once, and its
 * way into a final block is shown. Resolves with what came of it once that is final, and null where nothing
 * did: the person thought better of it, or it failed (the dialog has told why). Closing the dialog while it
 * runs does not stop it. `PayHost` in the root shows it.
 */
export function askToPay<K extends IntentKind>(ask: Ask<K>): Promise<Sent<ResultOf<K>> | null> {
  if (shown?.payment === null) shown.answer(null)
  return new Promise((resolve) => {
    const given = ask as unknown as Ask // one of the kinds, whichever
    const answer = (sent: Sent<unknown> | null) => resolve(sent as Sent<ResultOf<K>> | null) // by the write of that kind
    show({ key: next++, ask: given, payment: null, answer })
  })
}

/** Shows a payment that was made before. */
export function showPayment(id: string): void {
  if (shown?.payment === null) shown.answer(null)
  show({ key: next++, ask: null, payment: id, answer: () => {} })
}

export function useAsked(): Asked | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => shown,
  )
}
