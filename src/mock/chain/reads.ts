import { toHex, type Bytes } from '#lib/bytes.ts'
import type { Description } from './description.ts'
import { hex } from './header.ts'
import type { Block } from './archive.ts'
import type { Ledger } from './ledger.ts'
import { bytesOf } from './params.ts'
import { unknownBlock } from './rpcerror.ts'
import type { StorageKeys } from './storagekey.ts'
import type { Row, Store, Undo } from './store.ts'

/** The storage as JSON-RPC asks for it: keys and values in hex, now or as it was at a block that is still kept. */
export function createReads(
  { codec }: Description,
  { store, keys, ledger }: { store: Store; keys: StorageKeys; ledger: Ledger },
) {
  function undosAt(hash: string | undefined): Undo[] {
    if (hash === undefined) return []
    const block = blockAt(hash)
    const undos = ledger.undosSince(block)
    if (!undos) throw unknownBlock(block.hash)
    return undos
  }

  function blockAt(hash: string | undefined): Block {
    if (hash === undefined) return ledger.head()
    const block = ledger.block(hash)
    if (!block) throw unknownBlock(hash)
    return block
  }

  const valueOf = (type: string, row: Row | undefined): string | null =>
    row === undefined ? null : hex(codec.encode(type, row.value))

  function read(key: string, undos: readonly Undo[]): string | null {
    const located = keys.locate(bytesOf(key))
    if (!located) return null
    return valueOf(located.of.value, store.rowBefore(located.item, located.keys, undos))
  }

  /** All keys of an item that begin with a prefix, sorted as the chain's trie has them. */
  function keysUnder(prefix: Bytes, undos: readonly Undo[]): string[] {
    const item = keys.itemAt(prefix)
    if (!item) return []
    const gone = undos.flatMap((undo) => [...undo.values()].filter((of) => of.item === item.item))
    const candidates = [
      ...store.rows(item.item).map((row) => row.keys),
      ...gone.map((of) => of.keys),
    ]
    const start = toHex(prefix)
    const found = new Set<string>()
    for (const of of candidates) {
      const key = keys.keyOf(item.item, of)
      if (!key || !store.rowBefore(item.item, of, undos)) continue
      const text = toHex(key)
      if (text.startsWith(start)) found.add(`0x${text}`)
    }
    return [...found].sort()
  }

  return {
    blockAt,
    /** Null: nothing is stored there, or the chain has no such item. */
    value: (key: string, at: string | undefined): string | null => read(key, undosAt(at)),
    values: (of: readonly string[], at: string | undefined): [string, string | null][] => {
      const undos = undosAt(at)
      return of.map((key) => [key, read(key, undos)])
    },
    page(
      prefix: string,
      count: number,
      start: string | undefined,
      at: string | undefined,
    ): string[] {
      const all = keysUnder(bytesOf(prefix), undosAt(at))
      const from = start === undefined ? all : all.filter((key) => key > start.toLowerCase())
      return from.slice(0, count)
    },
    /** Storage keys of what a block changed. */
    changed: (undo: Undo): Set<string> =>
      new Set(
        [...undo.values()].flatMap(({ item, keys: of }) => {
          const key = keys.keyOf(item, of)
          return key ? [hex(key)] : []
        }),
      ),
  }
}

export type Reads = ReturnType<typeof createReads>
