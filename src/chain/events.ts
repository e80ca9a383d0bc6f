import type { SubmittableResult } from '@polkadot/api'
import type * as z from 'zod/mini'
import { parse } from './codec.ts'
import { unreadable } from './errors.ts'
import type { Used } from './uses.ts'

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

/** The events of one name, in order. */
export const named = (
  events: readonly ChainEvent[],
  [pallet, name]: Used<'event'>,
): readonly ChainEvent[] => events.filter((event) => event.pallet === pallet && event.name === name)

/** The first field of every event of that name, read. */
export const fieldsOf = <T extends z.ZodMiniType>(
  events: readonly ChainEvent[],
  which: Used<'event'>,
  shape: T,
): z.output<T>[] =>
  named(events, which).map((event) => parse(shape, event.data[0], which.join('.')))

/** The first field of the one event that a successful call must have left. */
export function fieldOf<T extends z.ZodMiniType>(
  events: readonly ChainEvent[],
  which: Used<'event'>,
  shape: T,
): z.output<T> {
  const fields = fieldsOf(events, which, shape)
  const [first] = fields
  if (first === undefined || fields.length > 1) {
    throw unreadable(`${fields.length} of ${which.join('.')}`)
  }
  return first
}

/** The events of each call of a batch: every call that was done ends with `ItemCompleted`. */
export function itemsOf(events: readonly ChainEvent[], count: number): ChainEvent[][] {
  const items: ChainEvent[][] = [[]]
  for (const event of events) {
    if (named([event], ['utility', 'ItemCompleted']).length > 0) items.push([])
    else items.at(-1)?.push(event)
  }
  items.pop() // what follows the last call: the batch's own end, and the fee
  if (items.length !== count) throw unreadable(`${items.length} of ${count} calls completed`)
  return items
}
