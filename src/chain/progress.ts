import type { ChainError } from './errors.ts'

/** An extrinsic as it was signed: enough to find it again after a reload. Plain data, for a journal. */
export interface Signed {
  /** Its own hash, 0x-hex: blocks are searched for it. */
  hash: string
  /** SS58. */
  account: string
  /** Its number among the account's extrinsics. */
  nonce: number
  /** The block that its life begins with, and the last one that can carry it. */
  born: number
  dies: number
  /** The chain it was signed for. */
  genesisHash: string
}

/** How far an extrinsic is, in this order; `retracted` goes back before `in-block`, `searching` may follow a lost connection. */
export type Progress<T> =
  /** Asking the wallet; the person may take any time, or refuse. */
  | { stage: 'wallet' }
  /** Signed and noted, not yet sent. */
  | { stage: 'signed'; signed: Signed }
  /** The endpoint took it, and passed it on. */
  | { stage: 'ready' }
  | { stage: 'broadcast' }
  /** In a block that is not final: what came of it there, which a fork may still undo. */
  | { stage: 'in-block'; block: string; number: number | undefined; outcome: Outcome<T> }
  /** That block was taken back; it waits for another. */
  | { stage: 'retracted' }
  /** Looking through the blocks for it: `at` is the final one that was looked at last, `dies` the last to look at. */
  | { stage: 'searching'; at: number; dies: number }
  | { stage: 'finalized'; block: string; number: number | undefined; outcome: Outcome<T> }

/** What came of an extrinsic in a block: done, or refused by the chain, its fee paid either way. */
export type Outcome<T> = { done: true; result: T } | { done: false; error: ChainError }

/** A done write. */
export interface Sent<T> {
  result: T
  hash: string
  /** The final block that carries it, 0x-hex. */
  block: string
  /** Its number, where it is known. */
  number: number | undefined
  /** What was paid for it, in TFT units; undefined where the chain does not say. */
  fee: bigint | undefined
}
