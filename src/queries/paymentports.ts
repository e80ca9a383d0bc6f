import type { Progress, Sent, Signed } from '#chain/progress.ts'
import type { ExtrinsicSigner } from '#chain/submit.ts'
import type { Payment } from './payments.ts'

/*
 * What the journal of payments stands on: given by the page, and by tests.
 */

/** Where payments are noted. Every function rejects where the browser does not let the console store. */
export interface PaymentStore {
  /** All that can be read. */
  all(): Promise<Payment[]>
  get(id: string): Promise<Payment | undefined>
  put(payment: Payment): Promise<void>
  remove(ids: readonly string[]): Promise<void>
}

/** One runs, of all tabs: a payment's work begins when no other tab is at it. */
export interface PaymentLocks {
  hold<T>(id: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>
  /** Whether that is so; without the browser's locks each tab looks for itself. */
  sure: boolean
}

/** Tells other tabs that a payment was noted, and hears of theirs. */
export interface PaymentChannel {
  post(id: string): void
  onPost(listener: (id: string) => void): void
}

export interface ChainOptions {
  signal: AbortSignal
  onProgress: (progress: Progress<unknown>) => void
}

/** What of the chain payments need; `submit` and `follow` of the chain, with the intent's write. */
export interface PaymentChain {
  submit(
    payment: Payment,
    signer: ExtrinsicSigner,
    options: ChainOptions & { onSigned: (signed: Signed) => Promise<void> },
  ): Promise<Sent<unknown>>
  follow(payment: Payment, signed: Signed, options: ChainOptions): Promise<Sent<unknown>>
  /** Resolves when the chain is connected; rejects only when given up. */
  reachable(signal: AbortSignal): Promise<void>
}
