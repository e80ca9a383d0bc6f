import type { Bytes } from '#lib/bytes.ts'
import type { Description } from './description.ts'
import type { Store } from './store.ts'

/** What a rule works on: the chain's storage at one block, and the list of what happens. */
export interface Context {
  description: Description
  store: Store
  /** Number of the block being made. */
  block: number
  /** The chain's own clock, Unix seconds. */
  seconds: bigint
  /** Who gets fees: the block's author. */
  author: Bytes
  /** What has happened in the block so far, as `System.Events` has it. */
  events: unknown[]
  /** Adds to `events`; `fields` as scale.ts takes an enum's. An event that the spec lacks is left out. */
  emit: (pallet: string, event: string, fields?: unknown) => void
}

/** The same, for a call somebody signed. */
export interface CallContext extends Context {
  signer: Bytes
}

/** Does all of `work`, or leaves neither change nor event of it when it throws; then throws on. */
export function attempt<T>({ store, events }: Context, work: () => T): T {
  const before = events.length
  try {
    return store.attempt(work)
  } catch (error) {
    events.length = before
    throw error
  }
}
