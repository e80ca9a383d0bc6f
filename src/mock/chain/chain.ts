import { utf8 } from '#lib/bytes.ts'
import type { Clock } from '#mock/random.ts'
import { describe, type Spec } from './description.ts'
import { noFaults, type Faults } from './faults.ts'
import { createFollows, ends } from './follows.ts'
import { createLedger, type LedgerEvent, type SavedLedger } from './ledger.ts'
import { compose } from './metadata.ts'
import { createReads } from './reads.ts'
import type { Resources } from './records.ts'
import { addTraffic } from './reports.ts'
import { createMethods } from './rpc.ts'
import { createRuntime } from './runtimeapi.ts'
import { seed } from './genesis.ts'
import type { Seed } from './seed.ts'
import { createSession, type Session } from './session.ts'
import { createKeys } from './storagekey.ts'
import { createStore, type Kept } from './store.ts'
import { createViews } from './views.ts'

export interface ChainOptions extends Seed {
  /** The runtime to play; 152 unless told otherwise. */
  spec?: Spec
  /** Unix milliseconds at which the chain's own clock begins. */
  now?: Clock
  /** Between blocks; 0 makes them only when told to (`mint`). 6,000 on a real chain. */
  blockMs?: number
  /** From a block to its finality. A client needs some 60 ms to see InBlock first (facts: tfchain.md section 14). */
  finalityMs?: number
  /** How far the chain's clock goes with each block: 6, whatever `blockMs` is, so a short one makes time run fast. */
  secondsPerBlock?: number
  /** Number of the first block; grace periods of the seed lie before it. */
  height?: number
  /** A chain that was kept: it goes on where it was, and the seed is not looked at. It must be the caller's to give away. */
  kept?: KeptChain
  /** How the chain calls itself; its genesis hash depends on it and on nothing else. */
  network?: string
  faults?: Partial<Faults>
  /** Blocks without finality after which a watched extrinsic is told `finalityTimeout`. */
  patience?: number
}

/** A whole chain as data that structuredClone takes. */
export interface KeptChain {
  tables: Kept
  ledger: SavedLedger
}

/** What a block changed: `Pallet.Item` of each row, with its keys. */
export interface Change {
  number: number
  rows: { item: string; keys: readonly unknown[] }[]
}

/** The block author's account, who also stands for the staking pool. */
const AUTHOR = utf8('the author of the demo chain....')

/*
 * The folder, from below: expression, scale, xxhash (the encoding) · *lines, description, metatypes, metadata (the
 * runtime as data) · records, store, storagekey (what is stored) · extrinsic, era, header, pool, archive,
 * ledger (blocks) · dispatch and balances, twins, contracts, farming, reports, price, purse, billing, removal (the
 * rules) · rpc, follows, reads, runtimeapi, session (the conversation) · seed, genesis, world (the beginning).
 */

/**
 * A chain in memory that speaks JSON-RPC to the public client library. Its clock is its blocks; it holds timers
 * until it is closed.
 */
export function createChain(options: ChainOptions = {}) {
  const {
    spec = 152,
    blockMs = 6_000,
    finalityMs = 2 * blockMs,
    network = 'tfchain demo',
  } = options
  const { secondsPerBlock = 6, height = 1, patience = 512 } = options
  const now = options.now ?? Date.now
  const faults: Faults = { ...noFaults(), ...options.faults }
  const description = describe(spec, { blockMs: blockMs || 6_000 })
  const { kept } = options
  const store = createStore(kept?.tables)
  const seconds = BigInt(Math.floor(now() / 1000))
  if (!kept) seed(store, options, { seconds, author: AUTHOR })
  store.seal()

  const listeners = new Set<(event: LedgerEvent) => void>()
  const changes = new Set<(change: Change) => void>()
  const listen = (listener: (event: LedgerEvent) => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const ledger = createLedger(
    {
      description,
      store,
      faults,
      seconds,
      secondsPerBlock,
      height,
      network,
      author: AUTHOR,
      patience,
    },
    (event) => {
      for (const listener of listeners) listener(event)
      if (event.type !== 'head') return
      const rows = [...event.changed.values()].map(({ item, keys }) => ({ item, keys }))
      for (const listener of changes) listener({ number: event.block.header.number, rows })
      finalizeLater(event.block.header.number)
    },
  )
  const keys = createKeys(description)
  const reads = createReads(description, { store, keys, ledger })
  const runtime = createRuntime(description, store, compose(description))
  const node = { description, ledger, reads, runtime, network }
  const methods = createMethods(node)
  const follows = createFollows(node, listen)
  const names = [...Object.keys(methods), ...Object.keys(follows), ...ends, 'rpc_methods'].sort()
  methods['rpc_methods'] = () => ({ version: 1, methods: names })

  const sessions = new Map<Session, () => void>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const later = (work: () => void, ms: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, ms)
    timers.add(timer)
  }
  function finalizeLater(number: number) {
    if (blockMs > 0) later(() => ledger.finalize(number), finalityMs)
  }

  if (kept) ledger.restore(kept.ledger)
  else begin()
  /** A world begins with its first block final, stuck or not. */
  function begin() {
    const { finality } = faults
    faults.finality = 'on'
    ledger.mint()
    ledger.finalize(height)
    faults.finality = finality
  }

  // paced by the real clock, whatever the chain's own is
  let dueMs = Date.now()
  function tick() {
    dueMs += blockMs
    const behind = Math.floor((Date.now() - dueMs) / blockMs)
    if (behind > 10) {
      // a page that slept: at most an hour of blocks passes at once, so that nobody wakes up without money
      dueMs += behind * blockMs
      ledger.skip(Math.min(behind, 600))
    } else ledger.mint()
    later(tick, Math.max(1, dueMs + blockMs - Date.now()))
  }
  if (blockMs > 0) later(tick, blockMs)

  return {
    faults,
    spec,
    /** 0x-hex. */
    genesisHash: ledger.genesis.hash,
    /**
     * Begins a client's conversation over any text socket. `end` is called when this side ends it: by a
     * fault, or at once when the endpoint is down.
     */
    connect(send: (text: string) => void, end: () => void = () => undefined): Session {
      const session = createSession({
        methods,
        follows,
        ends,
        faults,
        send,
        end: () => {
          sessions.delete(session)
          end()
        },
      })
      sessions.set(session, end)
      if (faults.endpoint === 'down') queueMicrotask(dropSockets)
      return {
        receive: session.receive,
        close() {
          sessions.delete(session)
          session.close()
        },
      }
    },
    /** Number and hash of the newest block. */
    head: () => ({ number: ledger.head().header.number, hash: ledger.head().hash }),
    finalized: () => ({ number: ledger.finalized().header.number, hash: ledger.finalized().hash }),
    /** Unix seconds of the chain's own clock. */
    seconds: () => Number(ledger.seconds()),
    ...createViews(store),
    /** Called after each block with what it changed. Returns how to stop. */
    onChange(listener: (change: Change) => void): () => void {
      changes.add(listener)
      return () => void changes.delete(listener)
    },
    /** The storage itself: a world may set what it likes; it shows with the next block. */
    store,
    /** What a rule works on, between two blocks: what it changes shows with the next one. */
    context: () => ledger.context(),
    /** What a node reports its contract uses, as if it had sent it: bytes, except cru. */
    reportResources(contractId: number | bigint, used: Resources) {
      const contract_id = BigInt(contractId)
      const report = { contract_id, used }
      store.put('SmartContractModule.NodeContractResources', [contract_id], report)
    },
    /** Traffic that a node reports, as if it had sent it. */
    reportTraffic(
      contractId: number | bigint,
      { bytes, seconds: window }: { bytes: bigint; seconds: bigint },
    ) {
      addTraffic(store, BigInt(contractId), bytes, window)
    },
    /** Makes a block now. */
    mint: () => ledger.mint(),
    /** Makes everything up to the head final now. */
    finalize: () => ledger.finalize(ledger.head().header.number),
    /** Lets so many blocks pass at once, with their time and their bills. */
    skip: (blocks: number) => ledger.skip(blocks),
    dropSockets,
    /** All that the chain is, for keeping: `createChain({ kept })` goes on from it. Not a copy. */
    keep: (): KeptChain => ({ tables: store.kept(), ledger: ledger.save() }),
    /** Ends every conversation and timer. */
    close() {
      dropSockets()
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }

  function dropSockets() {
    for (const [session, end] of sessions) {
      session.close()
      end()
    }
    sessions.clear()
  }
}

export type Chain = ReturnType<typeof createChain>
