import type { ApiPromise, SubmittableResult } from '@polkadot/api'
import { uint } from './codec.ts'
import { ChainError, unreadable } from './errors.ts'
import { dispatchFailure } from './failures.ts'
import { named, plainEvents, type ChainEvent } from './events.ts'
import type { Outcome } from './progress.ts'
import type { Write } from './writes.ts'

type Records = SubmittableResult['events']

/** What one extrinsic's own events say of it. */
export function outcomeOf<T>(api: ApiPromise, write: Write<T>, records: Records): Outcome<T> {
  try {
    const error = failureIn(api, records)
    if (error) return { done: false, error }
    return { done: true, result: write.result(plainEvents(records)) }
  } catch (error) {
    return {
      done: false,
      error: error instanceof ChainError ? error : unreadable(String(error), error),
    }
  }
}

/** The error of `ExtrinsicFailed`, or of the call at which a batch that is not all-or-nothing stopped. */
function failureIn(api: ApiPromise, records: Records): ChainError | undefined {
  for (const { event } of records) {
    const [first, second] = event.data
    const error =
      event.section === 'system' && event.method === 'ExtrinsicFailed'
        ? first
        : event.section === 'utility' && event.method === 'BatchInterrupted'
          ? second
          : undefined
    // the metadata says that this field of these two events is a DispatchError
    if (error) {
      return dispatchFailure(error as never, (module) =>
        api.registry.findMetaError(module as never),
      )
    }
  }
  return undefined
}

/** What was paid: `TransactionFeePaid(who, actual_fee, tip)`. */
export function feeOf(events: readonly ChainEvent[]): bigint | undefined {
  const [paid] = named(events, ['transactionPayment', 'TransactionFeePaid'])
  return paid && uint.safeParse(paid.data[1]).data
}
