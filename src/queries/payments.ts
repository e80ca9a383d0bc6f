import { useSyncExternalStore } from 'react'
import type { Intent } from '#chain/intent.ts'
import type { Signed } from '#chain/progress.ts'
import type { ExtrinsicSigner } from '#chain/submit.ts'
import type { Network } from '#lib/networks.ts'
import { chain } from './chain.ts'
import { grid } from './grid.ts'
import { demoPlace, isJournalKept } from './paymentplace.ts'
import type { PaymentBook } from './paymentbook.ts'
import { networkKey } from './sessionstate.ts'
import type { Trouble } from './trouble.ts'

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

export type PaymentOutcome =
  /** `came` says what came of it; `result` is that of the intent's kind; the fee in TFT units where the chain tells it. */
  | { done: true; came: string; result: unknown; fee: bigint | undefined }
  | { done: false; trouble: Trouble }

/** A block that carries a payment. */
export interface PaymentBlock {
  /** 0x-hex. */
  hash: string
  number: number | undefined
  /** What came of it there; a fork may still undo it before the payment is settled. */
  done: boolean
  came: string
}

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
  /** When each stage was reached, Unix ms, in order; a stage may come again after a fork. */
  steps: readonly { stage: PaymentStage; at: number }[]
  /** As it was signed, noted before it was sent; null while nothing is signed. */
  signed: Signed | null
  block: PaymentBlock | null
  /** The final block that was searched last. */
  searched: number | null
  /** Why it is not known what became of it; null as soon as it is. */
  trouble: Trouble | null
  /** Null until it is settled. */
  outcome: PaymentOutcome | null
}

/** A payment before it has begun. */
export type NewPayment = Pick<
  Payment,
  'intent' | 'title' | 'sentence' | 'account' | 'accountName' | 'by'
>

export interface PaymentsState {
  /** False until the journal was read. */
  known: boolean
  /** Of the current network, newest first: those under way, and the last that were settled. */
  payments: readonly Payment[]
  /** Not settled, on other networks: they wait until that network is chosen. */
  elsewhere: readonly Payment[]
}

/** Which chain a network's payments are for. A demo grid lives in one tab, so its payments do as well. */
export const placeOf = (network: Network): string =>
  network.name === 'demo' ? demoPlace() : networkKey(network)

const NOTHING: PaymentsState = { known: false, payments: [], elsewhere: [] }

/** Called when a payment came into a block, and when it is settled. */
export type Moved = (payment: Payment, what: 'in-block' | 'settled') => void

interface Home {
  state: () => { network: Network }
  onSwitch: (listener: (what: 'network' | 'speaker') => void) => unknown
}

/** The payments of this browser; the journal and all that sends and follows are loaded when needed. */
export function createPayments(
  home: Home,
  make: () => Promise<PaymentBook>,
  isKept: () => Promise<boolean>,
) {
  let state = NOTHING
  let book: Promise<PaymentBook> | undefined
  const listeners = new Set<() => void>()
  const moved = new Set<Moved>()
  const place = () => placeOf(home.state().network)

  function set(next: PaymentsState) {
    state = next
    for (const listener of listeners) listener()
  }

  function take(open: PaymentBook) {
    const here = place()
    // what another tab asks its wallet is that tab's alone
    const all = open.all().filter(({ id, stage }) => stage !== 'asking' || open.began(id))
    set({
      known: true,
      payments: all.filter((payment) => payment.place === here),
      elsewhere: all.filter(
        ({ place, outcome }) => place !== here && outcome === null && !place.startsWith('demo '),
      ),
    })
  }

  function opened(): Promise<PaymentBook> {
    if (book) return book
    const opening = make().then(async (open) => {
      open.subscribe(() => take(open))
      open.onMoved((payment, what) => moved.forEach((listener) => listener(payment, what)))
      await open.read(place())
      return open
    })
    book = opening
    opening.catch(() => {
      if (book === opening) book = undefined
    })
    return opening
  }

  home.onSwitch((what) => {
    if (what !== 'network') return
    book?.then((open) => open.goTo(place())).catch(() => undefined) // it never came to be
  })

  return {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    onMoved(listener: Moved) {
      moved.add(listener)
      return () => void moved.delete(listener)
    },
    /** Reads the journal and finds out what became of payments that were under way when the page ended. Called once. */
    async start(): Promise<void> {
      if (await isKept()) await opened()
      else set({ ...state, known: true })
    },
    /** Has a payment signed and sends it, once; resolves with its id when it is noted. Rejects with ChainError `not-noted`. */
    async send(
      given: NewPayment,
      signer: ExtrinsicSigner,
    ): Promise<{ id: string; settled: Promise<Payment | Trouble> }> {
      return (await opened()).send(place(), given, signer)
    },
    /** Stops waiting for a signature. What is signed already goes on. */
    giveUp(id: string): void {
      book?.then((open) => open.giveUp(id)).catch(() => undefined) // it never came to be
    },
  }
}

async function openBook(): Promise<PaymentBook> {
  const [{ createPaymentBook }, { paymentStore }, { paymentChain, tabs }] = await Promise.all([
    import('./paymentbook.ts'),
    import('./paymentstore.ts'),
    import('./paymentchain.ts'),
  ])
  return createPaymentBook({ store: paymentStore(), chain: paymentChain(chain), ...tabs() })
}

export const payments = createPayments(grid, openBook, isJournalKept)

/** The payments of this browser, followed. */
export const usePayments = (): PaymentsState =>
  useSyncExternalStore(payments.subscribe, payments.state)
