import { useSyncExternalStore } from 'react'
import type { IntentKind, IntentOf, ResultOf } from '#chain/intent.ts'
import type { Sent } from '#chain/progress.ts'
import { payments, type Payment } from './payments.ts'
import { troubleOf, type Trouble } from './trouble.ts'
import type { SigningAccount } from './who.ts'

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
  /** What the chain takes from the account beside amount and fee, in TFT units, and for what: "Last bill, about". */
  also?: { units: bigint; words: string } | undefined
  /** What the person must know that the quote does not tell, a sentence each. */
  warnings?: readonly string[] | undefined
}

/** The question that is open, and the payment that came of it. */
export interface Asked {
  key: number
  /** Null for a payment that is looked at again, such as one found after a reload. */
  ask: Ask | null
  /** The payment under way or settled; null while the person decides. */
  payment: string | null
  /** Why the last attempt ended before anything was signed. */
  refused: Trouble | null
  /** It is being noted. */
  busy: boolean
  answer: (sent: Sent<unknown> | null) => void
}

let shown: Asked | null = null
let next = 1
const listeners = new Set<() => void>()
function show(asked: Asked | null) {
  shown = asked
  for (const listener of listeners) listener()
}
/** Changes the question where it is still the one that is shown. */
function change(key: number, patch: Partial<Asked>) {
  if (shown?.key === key) show({ ...shown, ...patch })
}
const begin = (
  ask: Ask | null,
  payment: string | null,
  answer: (sent: Sent<unknown> | null) => void,
) => {
  closeAsked()
  show({ key: next++, ask, payment, refused: null, busy: false, answer })
}

/**
 * Asks the person to pay for an intent: fee, call and money are shown, it is signed and sent once, and its
 * way into a final block is shown. Resolves with what came of it once that is final, and null where nothing
 * did: the person thought better of it, or it failed (the dialog has told why). Closing the dialog while it
 * runs does not stop it. `PayHost` in the root shows it.
 */
export function askToPay<K extends IntentKind>(ask: Ask<K>): Promise<Sent<ResultOf<K>> | null> {
  return new Promise((resolve) => {
    const given = ask as unknown as Ask // one of the kinds, whichever
    begin(given, null, (sent) => resolve(sent as Sent<ResultOf<K>> | null)) // by the write of that kind
  })
}

/** Shows a payment that was made before. */
export const showPayment = (id: string): void => begin(null, id, () => {})

/** The payment whose dialog is open. */
export const shownPayment = (): string | null => shown?.payment ?? null

/** A payment of the same words by the same account that waits for its signature: asked for twice by mistake. */
export const waitingTwin = (
  all: readonly Payment[],
  account: string,
  sentence: string,
): Payment | undefined =>
  all.find((one) => one.stage === 'asking' && one.account === account && one.sentence === sentence)

/** Closes the dialog. What runs goes on, and is answered when it is settled. */
export function closeAsked(): void {
  if (!shown) return
  const { answer, payment, busy } = shown
  show(null)
  const runs =
    busy || payments.state().payments.some(({ id, outcome }) => id === payment && outcome === null)
  if (!runs) answer(null)
}

/** Back to the question after a payment of which nothing came. */
export function askAgain(): void {
  if (shown?.ask) show({ ...shown, payment: null, refused: null })
}

/** Called when a payment ended before anything was signed and nobody looked. */
type Unsigned = (title: string, trouble: Trouble) => void
let unsigned: Unsigned = () => {}
export function onUnsigned(listener: Unsigned): void {
  unsigned = listener
}

/** Lets this account sign, and sends. What comes of it stands in `useAsked` and `usePayments`. */
export async function pay({ key, ask, answer }: Asked, by: SigningAccount): Promise<void> {
  if (!ask) return
  const { intent, title } = ask
  change(key, { busy: true, refused: null })
  const refuse = (trouble: Trouble) => {
    if (shown?.key === key) return change(key, { payment: null, busy: false, refused: trouble })
    unsigned(title, trouble)
    answer(null)
  }
  try {
    const [{ signerOf }, { describeIntent }] = await Promise.all([
      import('./signers.ts'),
      import('#chain/intent.ts'),
    ])
    const signer = await signerOf(by.address, by.kind === 'wallet' ? 'wallet' : 'key')
    const { address: account, name: accountName, kind } = by
    const given = {
      intent,
      title,
      sentence: describeIntent(intent),
      account,
      accountName,
      by: kind,
    }
    const { id, settled } = await payments.send(given, signer)
    change(key, { payment: id, busy: false })
    const finish = (payment: Payment) => {
      const sent = sentOf(payment)
      // a failure is read first, then closed
      if (sent || shown?.key !== key) answer(sent)
    }
    const end = await settled
    if (!('place' in end)) return refuse(end)
    if (end.outcome) return finish(end)
    // another network was chosen meanwhile: it is found once this one is back
    const forget = payments.onMoved((payment, what) => {
      if (payment.id !== id || what !== 'settled') return
      forget()
      finish(payment)
    })
  } catch (error) {
    refuse(troubleOf(error))
  }
}

function sentOf({ outcome, signed, block }: Payment): Sent<unknown> | null {
  if (!outcome?.done || !signed || !block) return null
  const { result, fee } = outcome
  return { result, hash: signed.hash, block: block.hash, number: block.number, fee }
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
