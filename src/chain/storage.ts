import type { ApiPromise } from '@polkadot/api'
import * as z from 'zod/mini'
import { read, type Readable } from './codec.ts'
import { ChainError } from './errors.ts'
import { rpcFailure } from './failures.ts'
import type { Used } from './uses.ts'

/** Whether this chain's runtime has a storage item: networks upgrade one after another. */
export const hasStorage = (api: ApiPromise, ...[pallet, item]: Used<'storage'>): boolean =>
  api.query[pallet]?.[item] !== undefined

/** Reads one storage item; the keys in the metadata's order, bigint and text as they are. */
export async function stored<T extends z.ZodMiniType>(
  api: ApiPromise,
  [pallet, item]: Used<'storage'>,
  keys: readonly unknown[],
  shape: T,
): Promise<z.output<T>> {
  const entry = entryOf(api, pallet, item)
  let value: Readable
  try {
    value = await entry(...keys)
  } catch (error) {
    throw rpcFailure(error)
  }
  return read(shape, value, `${pallet}.${item}`)
}

/** The same for several keys of a map, in one request. */
export async function storedMany<T extends z.ZodMiniType>(
  api: ApiPromise,
  [pallet, item]: Used<'storage'>,
  keys: readonly unknown[],
  shape: T,
): Promise<z.output<T>[]> {
  if (keys.length === 0) return []
  const entry = entryOf(api, pallet, item)
  let values: readonly Readable[]
  try {
    values = await entry.multi([...keys])
  } catch (error) {
    throw rpcFailure(error)
  }
  return values.map((value) => read(shape, value, `${pallet}.${item}`))
}

function entryOf(api: ApiPromise, pallet: string, item: string) {
  const entry = api.query[pallet]?.[item]
  if (!entry) {
    throw new ChainError('unsupported', `This chain’s runtime has no ${pallet}.${item}.`, {
      details: `spec ${api.runtimeVersion.specVersion.toString()}`,
    })
  }
  return entry
}
