import { fromHex, type Bytes } from '#lib/bytes.ts'
import { hashOf, hex, type Header } from './header.ts'
import type { Entry } from './pool.ts'
import type { Undo } from './store.ts'

/** How far back hashes are known (constant BlockHashCount), and blocks are kept. */
export const HISTORY = 2_400
const KEPT_BLOCKS = 1_024
/** Blocks that outlive a reload: more than the life of any signature. */
const SAVED_BLOCKS = 64

/** What of a block is data; a world may be kept and brought back with it. */
export interface Sealed {
  header: Header
  /** 0x-hex, as JSON-RPC names it. */
  hash: string
  extrinsics: Bytes[]
  /** What would take it back. */
  undo: Undo
}

export interface Block extends Sealed {
  /** Who waits for the signed ones. */
  entries: Entry[]
  /** Its fate by a fault: the next block takes it back. */
  doomed: boolean
}

/** The blocks of a chain in a form that structuredClone takes. */
export interface SavedBlocks {
  /** The oldest first, genesis before all; the last is the head. */
  blocks: Sealed[]
  hashes: [number, string][]
}

/** A block of a header, with nothing in it yet. */
export const blockOf = (header: Header): Block => ({
  header,
  hash: hex(hashOf(header)),
  extrinsics: [],
  entries: [],
  undo: new Map(),
  doomed: false,
})

/** Blocks by hash, those that were taken back as well, and the hashes of the best chain by number. */
export function createArchive(genesis: Block) {
  const blocks = new Map<string, Block>()
  const hashes = new Map<number, string>()

  function keep(block: Block) {
    blocks.set(block.hash, block)
    hashes.set(block.header.number, block.hash)
    for (const [hash, { header }] of blocks) {
      if (blocks.size <= KEPT_BLOCKS) break
      if (header.number > 0) blocks.delete(hash)
    }
  }

  const parentOf = (block: Block): Block | undefined =>
    block === genesis ? undefined : blocks.get(hex(block.header.parentHash))

  keep(genesis)
  return {
    keep,
    parentOf,
    block: (hash: string) => blocks.get(hash),
    hashAt: (number: number) => hashes.get(number),
    at: (number: number) => blocks.get(hashes.get(number) ?? ''),
    /** A number that passed without a block has a hash all the same: signatures may have been born there. */
    pass: (number: number, hash: string) => void hashes.set(number, hash),
    bytesAt: (number: number): Bytes | undefined => fromHex(hashes.get(number) ?? '-'),
    /** What happened after a block, the oldest first; undefined when it is not an ancestor of the head, or too old. */
    undosSince(block: Block, head: Block): Undo[] | undefined {
      const undos: Undo[] = []
      let at: Block | undefined = head
      while (at && at !== block) {
        undos.unshift(at.undo)
        at = parentOf(at)
      }
      return at && undos
    },
    save(head: Block): SavedBlocks {
      const saved: Block[] = []
      let at: Block | undefined = head
      while (at && at !== genesis && saved.length < SAVED_BLOCKS) {
        saved.unshift(at)
        at = parentOf(at)
      }
      const first = saved[0]?.header.number ?? 0
      return {
        blocks: [genesis, ...saved].map(({ header, hash, extrinsics, undo }) => ({
          header,
          hash,
          extrinsics,
          undo,
        })),
        hashes: [...hashes].filter(([number]) => number >= first),
      }
    },
    /** Brings saved blocks back; answers the head. */
    restore(saved: SavedBlocks): Block {
      for (const [number, hash] of saved.hashes) hashes.set(number, hash)
      let head = genesis
      for (const sealed of saved.blocks.slice(1)) {
        head = { ...sealed, entries: [], doomed: false }
        keep(head)
      }
      return head
    },
  }
}

export type Archive = ReturnType<typeof createArchive>
