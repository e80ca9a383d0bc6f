import { useSyncExternalStore } from 'react'
import type { Intent } from '#chain/intent.ts'
import type { Landed, Refusal } from '#chain/errors.ts'
import type { Signed } from '#chain/progress.ts'

/** How far a payment is; `asking` the wallet, then as the chain tells it, at last `settled`. */
export type PaymentStage =
  | 'asking'
  | 'signed'
  | 'ready'
  | 'broadcast'
  | 'in-block'
  | 'retracted'
  | 'searching'
  | 'settled'

/** What stands in the way, or what ended it. `code` is a ChainErrorCode, or `never-sent`. */
export interface Trouble {
  code: string
  /** Plain words. */
  message: string
  /** The chain's or the wallet's own words. */
  details?: string | undefined
  landed: Landed
  refusal?: Refusal | undefined
}

export type PaymentOutcome =
  /** `came` says what came of it; `result` is that of the intent's kind; the fee in TFT units where the chain tells it. */
  | { done: true; came: string; result: unknown; fee: bigint | undefined; block: string }
  | { done: false; trouble: Trouble }

/** Something sent to the chain that costs money, from the question to the wallet to the final block. Plain data. */
export interface Payment {
  id: string
  /** Which chain it is for: `placeOf` a network. */
  place: string
  intent: Intent
  /** The caller's title, and the sentence of what it does. */
  title: string
  sentence: string
  /** SS58, format 42, and what the person calls it. */
  account: string
  accountName: string
  /** Who holds the key: `wallet`, or the kind of the key in this browser. */
  by: string
  /** Unix ms. */
  madeAt: number
  stage: PaymentStage
  /** When each stage was reached, in order; a stage may come again after a fork. */
  steps: readonly { stage: PaymentStage; at: number }[]
  /** As it was signed, noted before it was sent; null while nothing is signed. */
  signed: Signed | null
  /** The block that carries it now, not final: what came of it there. */
  inBlock: { block: string; number?: number | undefined; came: string; done: boolean } | null
  /** The final block that was searched last. */
  searched: number | null
  /** Why it is not known what became of it; gone as soon as it is. */
  trouble: Trouble | null
  /** Null until it is settled. */
  outcome: PaymentOutcome | null
}

export interface PaymentsState {
  /** False until the journal was read. */
  known: boolean
  /** Of the current network, newest first: those under way, and the last that were settled. */
  payments: readonly Payment[]
  /** Not settled, on other networks: they wait until that network is chosen. */
  elsewhere: readonly Payment[]
}

let state: PaymentsState = { known: false, payments: [], elsewhere: [] }
const listeners = new Set<() => void>()

/** The payments of this browser, followed. */
export function usePayments(): PaymentsState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => state,
  )
}
