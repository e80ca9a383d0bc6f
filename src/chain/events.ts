import type { SubmittableResult } from '@polkadot/api'
import type * as z from 'zod/mini'
import { parse } from './codec.ts'
import { ChainError } from './errors.ts'

/** An event of one extrinsic: pallet and name as the library writes them, fields as plain data in order. */
export interface ChainEvent {
  pallet: string
  name: string
  data: readonly unknown[]
}

/** The library's events as plain data. */
export const plainEvents = (records: SubmittableResult['events']): ChainEvent[] =>
  records.map(({ event }) => ({
    pallet: event.section,
    name: event.method,
    data: event.data.map((field) => field.toPrimitive()),
  }))

/** The first field of every event of that name, read. */
export const fieldsOf = <T extends z.ZodMiniType>(
  events: readonly ChainEvent[],
  pallet: string,
  name: string,
  shape: T,
): z.output<T>[] =>
  events
    .filter((event) => event.pallet === pallet && event.name === name)
    .map((event) => parse(shape, event.data[0], `${pallet}.${name}`))

/**
 * The first field of the one event that a successful call must have left; ChainError('bad-answer') with
 * landed `yes` when it is missing: it is done, but what came of it is not known.
 */
export function fieldOf<T extends z.ZodMiniType>(
  events: readonly ChainEvent[],
  pallet: string,
  name: string,
  shape: T,
): z.output<T> {
  const [first, ...more] = fieldsOf(events, pallet, name, shape)
  if (first === undefined || more.length > 0) {
    throw new ChainError(
      'bad-answer',
      'The transaction is in a block, but what came of it cannot be read. Look at your contracts and account.',
      { details: `${1 + more.length} of ${pallet}.${name}`, landed: 'yes' },
    )
  }
  return first
}

/** The events of each call of a batch: every call that was done ends with `ItemCompleted`. */
export function itemsOf(events: readonly ChainEvent[], count: number): ChainEvent[][] {
  const items: ChainEvent[][] = [[]]
  for (const event of events) {
    if (event.pallet === 'utility' && event.name === 'ItemCompleted') items.push([])
    else items.at(-1)?.push(event)
  }
  items.pop() // what follows the last call: the batch's own end, and the fee
  if (items.length !== count) {
    throw new ChainError(
      'bad-answer',
      'The transaction is in a block, but what came of it cannot be read. Look at your contracts and account.',
      { details: `${items.length} of ${count} calls completed`, landed: 'yes' },
    )
  }
  return items
}
