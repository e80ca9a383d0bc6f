import { concat, utf8, type Bytes } from '#lib/bytes.ts'
import { blockOf, createArchive, HISTORY, type Block, type SavedBlocks } from './archive.ts'
import { accountOf } from './balances.ts'
import { billDue } from './billing.ts'
import type { Context } from './context.ts'
import type { Description } from './description.ts'
import { birth } from './era.ts'
import { execute, payable, WEIGHT } from './execute.ts'
import { blake256, inherent, readExtrinsic, signedBy, type Extrinsic } from './extrinsic.ts'
import type { Faults } from './faults.ts'
import { hashOf, slotLog, pastHash } from './header.ts'
import { createPool, type Entry, type Status } from './pool.ts'
import { invalid, RpcRefusal, undecodable } from './rpcerror.ts'
import { ScaleError } from './scale.ts'
import type { Store, Undo } from './store.ts'

export const TRANSACTION_VERSION = 2

export interface LedgerOptions {
  description: Description
  store: Store
  faults: Faults
  /** Unix seconds of the first block. */
  seconds: bigint
  secondsPerBlock: number
  /** Number of the first block after genesis. */
  height: number
  network: string
  author: Bytes
  /** Blocks without finality after which a watcher is told so; Substrate waits for 512. */
  patience: number
}

/** The ledger in a form that structuredClone takes; the storage is kept apart. */
export interface SavedLedger extends SavedBlocks {
  finalized: string
  /** Unix seconds of the chain's clock. */
  seconds: bigint
  slot: number
  /** Extrinsics that wait. */
  pool: Bytes[]
}

export type LedgerEvent =
  | { type: 'head'; block: Block; changed: Undo }
  | { type: 'retracted'; block: Block }
  | { type: 'finalized'; block: Block }

/** The chain without its clock: blocks are made, taken back and made final when somebody says so. */
export function createLedger(options: LedgerOptions, tell: (event: LedgerEvent) => void) {
  const { description, store, faults, author, secondsPerBlock } = options
  const pool = createPool(store)
  let seconds = options.seconds
  let slot = 0

  const genesis = blockOf({
    parentHash: new Uint8Array(32),
    number: 0,
    // the same at every start, and no other chain's (facts: tfchain.md section 14)
    stateRoot: blake256(utf8(`the demo chain ${options.network}`)),
    extrinsicsRoot: blake256(new Uint8Array()),
    logs: [],
  })
  const archive = createArchive(genesis)
  let head = genesis
  let finalized = genesis

  const bytesOf = (block: Block): Bytes => hashOf(block.header)

  function context(number: number, events: unknown[], phase: () => unknown): Context {
    const emit: Context['emit'] = (pallet, name, fields) => {
      const known = description.pallets
        .find((of) => of.name === pallet)
        ?.events.some((event) => event.name === name)
      if (!known) return
      const event = { [pallet]: fields === undefined ? name : { [name]: fields } }
      events.push({ phase: phase(), event, topics: [] })
    }
    return { description, store, block: number, seconds, author, events, emit }
  }

  /** Checks a signature's age and truth against the block that would take it (facts: tfchain.md section 14). */
  function lifeOf(extrinsic: Extrinsic): { birth: number; death: number } {
    const { era } = extrinsic
    const next = head.header.number + 1
    const born = birth(era, next)
    const hash = archive.bytesAt(born)
    if (!hash || next - born > HISTORY) throw invalid('ancientBirthBlock', faults.words)
    const proved = signedBy(extrinsic, {
      spec: description.spec,
      transactionVersion: TRANSACTION_VERSION,
      genesis: bytesOf(genesis),
      birth: hash,
    })
    if (!proved) throw invalid('badProof', faults.words)
    return { birth: born, death: era === 'immortal' ? Infinity : born + era.period }
  }

  function read(bytes: Uint8Array): Extrinsic {
    try {
      return readExtrinsic(bytes, description)
    } catch (error) {
      if (error instanceof ScaleError) throw undecodable()
      throw error
    }
  }

  /** Takes an extrinsic into the pool; throws RpcRefusal. `watch` hears what becomes of it. */
  function submit(bytes: Uint8Array, watch?: (status: Status) => void): Entry {
    const extrinsic = read(bytes)
    if (faults.refuse !== 'never') {
      const why = faults.refuse
      if (!faults.lasting) faults.refuse = 'never'
      throw invalid(why, faults.words)
    }
    const life = lifeOf(extrinsic)
    const { nonce } = accountOf(store, extrinsic.signer)
    if (extrinsic.nonce < nonce) throw invalid('stale', faults.words)
    if (!payable({ store }, extrinsic)) throw invalid('payment', faults.words)
    const entry: Entry = {
      extrinsic,
      ...life,
      tell: watch ? [watch] : [],
      future: false,
      again: false,
    }
    pool.add(entry)
    entry.future = pool.nextNonce(extrinsic.signer) <= extrinsic.nonce
    return entry
  }

  const say = (entry: Entry, status: Status) => {
    for (const listen of entry.tell) listen(status)
  }

  /** What may go into the block, and away with what may no more. */
  function takeReady(number: number): Entry[] {
    const [first] = pool.all()
    if (first && faults.pool !== 'keep') {
      pool.remove(first)
      say(first, { [faults.pool]: null })
      faults.pool = 'keep'
    }
    for (const entry of pool.all()) {
      const used = entry.extrinsic.nonce < accountOf(store, entry.extrinsic.signer).nonce
      if (number < entry.death && !used) continue
      pool.remove(entry)
      say(entry, { invalid: null })
    }
    return pool.ready()
  }

  function clock(number: number, events: unknown[]): Bytes {
    store.put('System.Number', [], number)
    store.put('System.BlockHash', [number - 1], bytesOf(head))
    const old = number - 1 - HISTORY
    if (old >= 0) store.put('System.BlockHash', [old], undefined)
    store.put('Timestamp.Now', [], seconds * 1000n)
    const dispatch_info = { weight: WEIGHT, class: 'Mandatory', pays_fee: 'Yes' }
    context(number, events, () => ({ ApplyExtrinsic: 0 })).emit('System', 'ExtrinsicSuccess', {
      dispatch_info,
    })
    return inherent(description, { Timestamp: { set: { now: seconds * 1000n } } })
  }

  /** Takes the head back: everything it changed; what it held is lost, or comes again, for which it is given back. */
  function retract(): { changed: Undo; back: Entry[] } {
    const gone = head
    store.revert(gone.undo)
    const changed = store.seal()
    head = archive.parentOf(gone) ?? genesis
    seconds -= BigInt(secondsPerBlock)
    tell({ type: 'retracted', block: gone })
    for (const entry of gone.entries) {
      say(entry, { retracted: gone.hash })
      if (faults.retracted === 'lost') say(entry, { dropped: null })
    }
    if (faults.retracted === 'lost') return { changed, back: [] }
    for (const entry of gone.entries) entry.again = true
    return { changed, back: gone.entries }
  }

  function impatient(number: number) {
    const block = archive.at(number - options.patience)
    if (!block || block.header.number <= finalized.header.number) return
    for (const entry of block.entries.splice(0)) say(entry, { finalityTimeout: block.hash })
  }

  /** Makes the next block of what waits. The head moves before anybody is told (facts: tfchain.md section 13). */
  function mint(number?: number): Block {
    const taken = head.doomed ? retract() : undefined
    const at = number ?? (head === genesis ? options.height : head.header.number + 1)
    seconds += BigInt(secondsPerBlock)
    const events: unknown[] = []
    const extrinsics = [clock(at, events)]
    const entries = takeReady(at).filter((entry) => {
      pool.remove(entry)
      if (entry.future) say(entry, { ready: null })
      entry.future = false
      if (!payable({ store }, entry.extrinsic)) {
        say(entry, { invalid: null })
        return false
      }
      const index = extrinsics.push(entry.extrinsic.bytes) - 1
      execute(
        context(at, events, () => ({ ApplyExtrinsic: index })),
        entry.extrinsic,
      )
      return true
    })
    billDue(
      context(at, events, () => 'Finalization'),
      at,
    )
    store.put('System.Events', [], events)
    const undo = store.seal()
    const block: Block = {
      ...blockOf({
        parentHash: bytesOf(head),
        number: at,
        // no trie is kept: the root only has to differ where the state does
        stateRoot: blake256(
          concat(head.header.stateRoot, description.codec.encode('Vec<EventRecord>', events)),
        ),
        extrinsicsRoot: blake256(concat(...extrinsics)),
        logs: [slotLog(++slot)],
      }),
      extrinsics,
      entries,
      undo,
      doomed: faults.retract > 0 && entries.some(({ again }) => !faults.lasting || !again),
    }
    if (block.doomed && !faults.lasting) faults.retract--
    // the block of the other fork does not have them
    if (taken) pool.restore(taken.back)
    head = block
    archive.keep(block)
    tell({ type: 'head', block, changed: taken ? new Map([...taken.changed, ...undo]) : undo })
    for (const entry of entries) say(entry, { inBlock: block.hash })
    impatient(at)
    return block
  }

  /** Makes blocks up to a number final, in order, unless the fault holds them back. */
  function finalize(number: number) {
    for (let n = finalized.header.number + 1; n <= number; n++) {
      const block = archive.at(n)
      if (!block) continue // skipped over
      if (block.doomed || faults.finality === 'stuck') return
      finalized = block
      tell({ type: 'finalized', block })
      for (const entry of block.entries) say(entry, { finalized: block.hash })
    }
  }

  /** Lets so many blocks pass at once: their time, and their bills; only the last is a block one can look at. */
  function skip(count: number): Block {
    if (head.doomed) mint()
    const start = head.header.number
    for (let number = start + 1; number < start + count; number++) {
      seconds += BigInt(secondsPerBlock)
      const silent = context(number, [], () => 'Finalization')
      billDue(silent, number)
      // signatures may have been born there, and must not be good for another block
      if (start + count - number <= HISTORY) archive.pass(number, pastHash(number))
    }
    return mint(start + count)
  }

  return {
    genesis,
    pool,
    submit,
    mint,
    finalize,
    skip,
    head: () => head,
    finalized: () => finalized,
    block: archive.block,
    hashAt: archive.hashAt,
    /** Chain time, Unix seconds. */
    seconds: () => seconds,
    /** What happened after a block; undefined when the head does not come from it. */
    undosSince: (block: Block) => archive.undosSince(block, head),
    /** Something outside of blocks changed the storage: it belongs to the next one. */
    context: () => context(head.header.number, [], () => 'Initialization'),
    save: (): SavedLedger => ({
      ...archive.save(head),
      finalized: finalized.hash,
      seconds,
      slot,
      pool: pool.all().map(({ extrinsic }) => extrinsic.bytes),
    }),
    /** Goes on where it was; what waited waits again, and nobody watches it. */
    restore(saved: SavedLedger) {
      head = archive.restore(saved)
      finalized = archive.block(saved.finalized) ?? head
      seconds = saved.seconds
      slot = saved.slot
      for (const bytes of saved.pool) {
        try {
          submit(bytes)
        } catch (error) {
          // what is no good any more is forgotten
          if (!(error instanceof RpcRefusal)) throw error
        }
      }
    },
  }
}

export type Ledger = ReturnType<typeof createLedger>
