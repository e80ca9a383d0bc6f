import { toHex } from '#lib/bytes.ts'
import type { ItemName, Keys, Value } from './records.ts'

/** One stored value under its keys. */
export interface Row {
  item: string
  keys: readonly unknown[]
  value: unknown
}

/** What stood where something was changed, undefined where nothing stood; by item and keys. */
export type Undo = Map<string, { row: Row | undefined; item: string; keys: readonly unknown[] }>

/** All that the chain stores: rows of plain values that structuredClone takes. */
export type Kept = Map<string, Map<string, Row>>

const keyText = (keys: readonly unknown[]): string =>
  keys.map((key) => (key instanceof Uint8Array ? toHex(key) : String(key))).join(',')

/**
 * The chain's storage: items by name, rows by key. Everything that is changed can be taken back, one call, one
 * extrinsic or one block at a time, and old blocks can be read through what they would be taken back to.
 */
export function createStore(kept: Kept = new Map()) {
  const tables = kept
  let undo: Undo = new Map()

  function write(item: string, keys: readonly unknown[], row: Row | undefined) {
    const key = keyText(keys)
    let table = tables.get(item)
    if (!table) {
      table = new Map()
      tables.set(item, table)
    }
    const id = `${item}:${key}`
    if (!undo.has(id)) undo.set(id, { row: table.get(key), item, keys })
    if (row) table.set(key, row)
    else table.delete(key)
  }

  function revert(of: Undo) {
    for (const { row, item, keys } of of.values()) write(item, keys, row)
  }

  /** A row by the item's name as text; what RPC asks for. */
  const row = (item: string, keys: readonly unknown[]): Row | undefined =>
    tables.get(item)?.get(keyText(keys))

  return {
    row,
    rows: (item: string): Row[] => [...(tables.get(item)?.values() ?? [])],
    /** A row as it was before `undos` happened, the oldest first. */
    rowBefore(item: string, keys: readonly unknown[], undos: readonly Undo[]): Row | undefined {
      const id = `${item}:${keyText(keys)}`
      const first = undos.find((of) => of.has(id))
      return first ? first.get(id)?.row : row(item, keys)
    },
    get<I extends ItemName>(item: I, ...keys: Keys<I>): Value<I> | undefined {
      // only put() writes, and it asks for the item's own type
      return row(item, keys)?.value as Value<I> | undefined
    },
    /** Undefined takes the value away. */
    put<I extends ItemName>(item: I, keys: Keys<I>, value: Value<I> | undefined) {
      write(item, keys, value === undefined ? undefined : { item, keys, value })
    },
    entries<I extends ItemName>(item: I): [Keys<I>, Value<I>][] {
      // as above
      return [...(tables.get(item)?.values() ?? [])].map((of) => [
        of.keys as Keys<I>,
        of.value as Value<I>,
      ])
    },
    /** Does all of `work` or, when it throws, nothing; then throws on. */
    attempt<T>(work: () => T): T {
      const outer = undo
      undo = new Map()
      try {
        const result = work()
        for (const [id, entry] of undo) if (!outer.has(id)) outer.set(id, entry)
        undo = outer
        return result
      } catch (error) {
        const own = undo
        undo = new Map()
        revert(own)
        undo = outer
        throw error
      }
    },
    /** Ends a block: what would take back everything since the last one. */
    seal(): Undo {
      const sealed = undo
      undo = new Map()
      return sealed
    },
    revert,
    /** The rows themselves, to be copied and kept. */
    kept: (): Kept => tables,
  }
}

export type Store = ReturnType<typeof createStore>
