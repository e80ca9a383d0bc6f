import * as z from 'zod/mini'
import type { GridContract, GridNode } from '#gridproxy/schemas.ts'
import type { DirectoryEntry } from '#gridproxy/twins.ts'
import { fromHex, toHex } from '#lib/bytes.ts'
import { BaseError } from '#lib/error.ts'
import { pageStorage } from './preferences.ts'

/*
 * What this browser remembers of a twin's deployments for the day when the grid proxy cannot be reached:
 * which nodes held them, how RMB finds those nodes, and the contracts as they were last read. All of it is
 * public on chain; nothing that a node told is among it.
 */

/** How RMB finds a twin: hex texts. */
const Entry = z.object({
  twin: z.int().check(z.nonnegative()),
  account: z.string().check(z.regex(/^[\da-f]{64}$/)),
  pk: z.optional(z.string().check(z.regex(/^([\da-f]{2}){1,200}$/))),
  relay: z.optional(z.string().check(z.maxLength(500))),
})
type Entry = z.output<typeof Entry>

const Node = z.object({
  nodeId: z.int().check(z.nonnegative()),
  farmName: z.string(),
  entry: Entry,
})

const Contract = z.object({
  contract_id: z.string().check(z.regex(/^\d{1,20}$/)),
  state: z.string(),
  created_at: z.number(),
  nodeId: z.int().check(z.nonnegative()),
  deployment_data: z.string(),
  number_of_public_ips: z.number(),
})

const Stored = z.object({
  version: z.literal(1),
  /** When the contracts were read from the proxy, Unix ms; 0 for never. */
  at: z.number(),
  contracts: z.array(Contract),
  nodes: z.array(Node),
  self: z.optional(Entry),
})
type Stored = z.output<typeof Stored>

/** Most of each that is kept: the newest contracts, the nodes that answered last. */
const MOST_CONTRACTS = 300
const MOST_NODES = 100

/** A contract for a deployment as it was last read. */
export interface KnownContract {
  contract_id: bigint
  state: string
  /** Unix seconds. */
  created_at: number
  nodeId: number
  deployment_data: string
  number_of_public_ips: number
}

/** A node that held deployments of a twin. */
export interface KnownNode {
  nodeId: number
  twinId: number
  farmName: string
}

/** What is remembered of one twin on one network; `at` is when the proxy was last read, Unix ms. */
export interface Remembered {
  at: number
  contracts: KnownContract[]
  nodes: KnownNode[]
}

type Directory = (
  twin: number,
  options?: { signal?: AbortSignal },
) => Promise<DirectoryEntry | undefined>

/** Ways in which the proxy has said nothing, after which an older word of it may serve. */
const MUTE = new Set(['unreachable', 'timeout', 'rate-limited', 'server'])
const isMute = (error: unknown) => error instanceof BaseError && MUTE.has(String(error.code))

const keyOf = (network: string, twin: number) => `zos-console.served.${network}.${twin}`

export function createMemory(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  now: () => number = Date.now,
) {
  /** What the proxy said of twins while this page is open, by network. */
  const told = new Map<string, Map<number, Entry>>()
  const toldOn = (network: string) => {
    const known = told.get(network) ?? new Map<number, Entry>()
    told.set(network, known)
    return known
  }

  function load(network: string, twin: number): Stored {
    const none: Stored = { version: 1, at: 0, contracts: [], nodes: [] }
    try {
      const read = Stored.safeParse(JSON.parse(storage.getItem(keyOf(network, twin)) ?? 'null'))
      return read.success ? read.data : none
    } catch {
      return none // not JSON, or a browser that forbids the storage
    }
  }

  function save(network: string, twin: number, stored: Stored) {
    try {
      storage.setItem(keyOf(network, twin), JSON.stringify(stored))
    } catch {
      // full or forbidden: then the list needs the proxy, as without any memory
    }
  }

  return {
    /** Keeps a twin's active contracts for deployments as the proxy told them. */
    keepContracts(network: string, twin: number, contracts: readonly GridContract[]) {
      const kept = contracts.flatMap(({ contract_id, state, created_at, type, details }) =>
        type === 'node' && details.nodeId !== null
          ? [
              {
                contract_id: String(contract_id),
                state,
                created_at,
                nodeId: details.nodeId,
                deployment_data: details.deployment_data.slice(0, 512),
                number_of_public_ips: details.number_of_public_ips,
              },
            ]
          : [],
      )
      const newest = kept.slice(-MOST_CONTRACTS)
      save(network, twin, { ...load(network, twin), at: now(), contracts: newest })
    },

    /** Keeps how a node is found that has just told a twin's deployments, and the twin itself. */
    keepNode(
      network: string,
      twin: number,
      node: Pick<GridNode, 'nodeId' | 'twinId' | 'farmName'>,
    ) {
      const entry = toldOn(network).get(node.twinId)
      const self = toldOn(network).get(twin)
      if (!entry) return // it was found by this memory: nothing is newer
      const stored = load(network, twin)
      const { nodeId, farmName } = node
      const others = stored.nodes.filter((known) => known.nodeId !== nodeId)
      const nodes = [...others, { nodeId, farmName, entry }].slice(-MOST_NODES)
      save(network, twin, { ...stored, nodes, ...(self ? { self } : {}) })
    },

    /** What is remembered of a twin; null when nothing is. */
    recall(network: string, twin: number): Remembered | null {
      const { at, contracts, nodes } = load(network, twin)
      if (at === 0 && nodes.length === 0) return null
      return {
        at,
        contracts: contracts.map((each) => ({ ...each, contract_id: BigInt(each.contract_id) })),
        nodes: nodes
          .map(({ nodeId, farmName, entry }) => ({ nodeId, farmName, twinId: entry.twin }))
          .toSorted((a, b) => a.nodeId - b.nodeId),
      }
    },

    forget(network: string, twin: number) {
      try {
        storage.removeItem(keyOf(network, twin))
      } catch {
        // forbidden: then nothing was ever kept
      }
    },

    /**
     * A directory that asks `source` first and always, and only where that cannot be reached gives what it
     * last said of the nodes that held deployments of `speaker`, and of `speaker` itself.
     */
    directory(network: string, speaker: number, source: Directory): Directory {
      return async (twin, options) => {
        try {
          const found = await source(twin, options)
          if (found) toldOn(network).set(twin, written(found))
          return found
        } catch (error) {
          if (!isMute(error)) throw error
          const { self, nodes } = load(network, speaker)
          const entries = [...(self ? [self] : []), ...nodes.map(({ entry }) => entry)]
          const known = entries.find((entry) => entry.twin === twin)
          const kept = known && readBack(known)
          if (!kept) throw error
          return kept
        }
      }
    },
  }
}

function written({ twin, account, pk, relay }: DirectoryEntry): Entry {
  return {
    twin,
    account: toHex(account),
    ...(pk ? { pk: toHex(pk) } : {}),
    ...(relay === undefined ? {} : { relay }),
  }
}

function readBack({ twin, account, pk, relay }: Entry): DirectoryEntry | undefined {
  const key = fromHex(account)
  const published = pk === undefined ? undefined : fromHex(pk)
  // a key that was there must never read as absent: then the call would go out in plain
  if (!key || (pk !== undefined && !published)) return undefined
  return {
    twin,
    account: key,
    ...(published ? { pk: published } : {}),
    ...(relay === undefined ? {} : { relay }),
  }
}

/** The memory of this browser. */
export const memory = createMemory(pageStorage())
