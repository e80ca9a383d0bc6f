import { minRootSize } from '#gridtypes/capacity.ts'
import { usageOf } from '#node/capacity.ts'
import type { Counters, Pool } from '#node/schemas.ts'
import { freeOf, largestPiece, poolsOf } from './pack.ts'

/** `cpu` is a uint8 on the wire. */
const MOST_CPU = 255n
/** Bytes a machine has at least (facts: node-api.md 2.4). */
export const LEAST_MEMORY = 250n << 20n

/** What a node tells of its room. */
export interface Room {
  counters: Counters
  pools: readonly Pool[]
}

/** The largest of each that is still possible; bytes, threads. Each alone, but for the machine as a whole. */
export interface Largest {
  /** Most threads of one machine: those of the node, however often they are promised. */
  cpu: bigint
  /** Bytes of memory that all new machines have together. */
  memory: bigint
  /** The largest disk; null where the node has no SSD. */
  disk: bigint | null
  /** The largest namespace of a 0-db; null where the node has no HDD. */
  namespace: bigint | null
  /** The largest machine with its disk; null where not even the smallest has room. */
  machine: { cpu: bigint; memory: bigint; root: bigint; disk: bigint } | null
}

/** Threads one machine may have. */
export function mostCpu(counters: Counters): bigint {
  const { total } = usageOf(counters, 'cru')
  return total < MOST_CPU ? total : MOST_CPU
}

/** Memory the node would still hand out; what it keeps for itself is not in it (facts: node-api.md section 6). */
export const usableMemory = (counters: Counters): bigint => usageOf(counters, 'mru').free

/** The least root disk of a machine, bytes. */
export const leastRoot = (cpu: bigint, memory: bigint): bigint =>
  minRootSize({
    flist: '',
    network: { mycelium: null, interfaces: [] },
    size: 0n,
    compute_capacity: { cpu: Number(cpu), memory },
    mounts: [],
    entrypoint: '',
    env: {},
    corex: false,
    gpu: [],
  })

/**
 * The largest disk beside a root disk, in the node's way: the disk goes into the pool with the most room, then
 * the root into the one with the most left. Another way may hold a larger one, and the node would not find it.
 */
export function largestBeside(pools: readonly Pool[], root: bigint): bigint | null {
  const free = poolsOf(pools, 'ssd')
    .map(freeOf)
    .toSorted((a, b) => (a > b ? -1 : 1))
  const [most, next] = free
  if (most === undefined || most < root) return null
  return next !== undefined && next >= root ? most : most - root
}

/** The largest machine of a node: all its threads and free memory, and the largest disk beside its root. */
export function largestPossible({ counters, pools }: Room): Largest {
  const [cpu, memory] = [mostCpu(counters), usableMemory(counters)]
  const root = leastRoot(cpu, memory)
  const disk = largestBeside(pools, root)
  const none = cpu === 0n || memory < LEAST_MEMORY || disk === null
  return {
    cpu,
    memory,
    disk: largestPiece(pools, 'ssd'),
    namespace: largestPiece(pools, 'hdd'),
    machine: none ? null : { cpu, memory, root, disk },
  }
}
