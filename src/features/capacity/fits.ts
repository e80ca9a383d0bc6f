import { bytes } from '#lib/units.ts'
import { usageOf } from '#node/capacity.ts'
import type { Counters, Pool } from '#node/schemas.ts'

/*
 * What a node would take, by the node's own rules (facts: node-api.md 2.4 zmachine, section 6). A verdict
 * is a forecast: another tenant may be quicker, and the node decides.
 */

const MIB = 1n << 20n
const GIB = 1n << 30n
/** A machine's least memory: 250 MiB. */
export const LEAST_MEMORY = 250n * MIB
/** `cpu` is a uint8 on the wire. */
const MOST_CPU = 255n

/** A machine somebody thinks of: threads, bytes of memory, bytes of a data disk (0 is none). */
export interface Wish {
  cpu: bigint
  memory: bigint
  disk: bigint
}

/** What stands against a wish, each with what was asked and what there is. */
export interface Obstacle {
  what: 'cpu' | 'memory' | 'memory-least' | 'disk' | 'root'
  needed: bigint
  has: bigint
}

/** What one SSD pool says to the wish's disk. */
export interface PoolVerdict {
  pool: Pool
  free: bigint
  /** Holds the data disk, in one piece. */
  holds: boolean
}

export interface Fit {
  fits: boolean
  obstacles: Obstacle[]
  /** Size of the machine's own root disk, counted with the wish. */
  root: bigint
  /** Where data disk and root would go in the tightest packing; undefined for what has no place. */
  diskPool: Pool | undefined
  rootPool: Pool | undefined
  pools: PoolVerdict[]
}

/** Free bytes of a pool; never negative. */
export const freeOf = ({ size, used }: Pool): bigint => (size > used ? size - used : 0n)

/** Pools of a type, whatever case a node writes it in. */
const ofType = (pools: readonly Pool[], type: string) =>
  pools.filter((pool) => pool.type.toLowerCase() === type)

/** The least root disk of a machine: 500 MiB below 8 GiB x threads, 2 GiB from there; 64-bit like the node. */
export function leastRoot(cpu: bigint, memory: bigint): bigint {
  const units = BigInt.asUintN(64, cpu * memory) / (8n * GIB)
  return units === 0n ? 500n * MIB : 2n * GIB
}

/** Memory that the node would still hand out. */
export const usableMemory = (counters: Counters): bigint => usageOf(counters, 'mru').free

/** The largest disk that one pool of a type holds; null without such a pool. */
export function largestDisk(pools: readonly Pool[], type: string): bigint | null {
  const free = ofType(pools, type).map(freeOf)
  return free.length === 0 ? null : free.reduce((a, b) => (a > b ? a : b))
}

/** Most threads one machine may have: those of the node, shared or not. */
export function mostCpu(counters: Counters): bigint {
  const { total } = usageOf(counters, 'cru')
  return total < MOST_CPU ? total : MOST_CPU
}

/** Whether a wish fits, and what stands against it. Disks and root disks live on SSD pools. */
export function fits(counters: Counters, pools: readonly Pool[], wish: Wish): Fit {
  const ssd = ofType(pools, 'ssd').map((pool) => ({ pool, free: freeOf(pool) }))
  const root = leastRoot(wish.cpu, wish.memory)
  const obstacles: Obstacle[] = []
  const must = (what: Obstacle['what'], needed: bigint, has: bigint) => {
    if (needed > has) obstacles.push({ what, needed, has })
  }
  must('cpu', wish.cpu, mostCpu(counters))
  must('memory', wish.memory, usableMemory(counters))
  if (wish.memory < LEAST_MEMORY) {
    obstacles.push({ what: 'memory-least', needed: LEAST_MEMORY, has: wish.memory })
  }
  const largest = largestDisk(pools, 'ssd') ?? 0n
  must('disk', wish.disk, largest)
  const packing = pack(ssd, wish.disk, root)
  if (packing === undefined && wish.disk <= largest) {
    const left = ssd.reduce((sum, { free }) => sum + free, 0n) - wish.disk
    obstacles.push({ what: 'root', needed: root, has: left > 0n ? left : 0n })
  }
  return {
    fits: obstacles.length === 0,
    obstacles,
    root,
    diskPool: packing?.disk,
    rootPool: packing?.root,
    pools: ssd.map(({ pool, free }) => ({ pool, free, holds: free >= wish.disk })),
  }
}

/**
 * The tightest way to lay a data disk and a root disk: each whole in one pool. The disk goes into the
 * smallest pool that leaves room for the root there or elsewhere.
 */
function pack(
  pools: readonly { pool: Pool; free: bigint }[],
  disk: bigint,
  root: bigint,
): { disk: Pool | undefined; root: Pool } | undefined {
  const rising = pools.toSorted((a, b) => (a.free < b.free ? -1 : a.free > b.free ? 1 : 0))
  if (disk === 0n) {
    const place = rising.find(({ free }) => free >= root)
    return place && { disk: undefined, root: place.pool }
  }
  for (const place of rising) {
    if (place.free < disk) continue
    const rest = rising.find((other) => other.free - (other === place ? disk : 0n) >= root)
    if (rest) return { disk: place.pool, root: rest.pool }
  }
  return undefined
}

const size = (value: bigint) => {
  const { value: number, unit } = bytes(value)
  return `${number} ${unit}`
}

/** An obstacle as a sentence. */
export function obstacleWords({ what, needed, has }: Obstacle): string {
  switch (what) {
    case 'cpu':
      return `A machine here has at most ${has} threads; this asks for ${needed}.`
    case 'memory':
      return `Needs ${size(needed)} of memory; ${size(has)} is usable.`
    case 'memory-least':
      return `A machine needs at least ${size(needed)} of memory.`
    case 'disk':
      return has === 0n
        ? `Needs ${size(needed)} in one SSD pool; none has room.`
        : `Needs ${size(needed)} in one SSD pool; the largest free piece is ${size(has)}.`
    case 'root':
      return has === 0n
        ? `No SSD pool has room for the machine's root disk of ${size(needed)}.`
        : `The machine's root disk of ${size(needed)} finds no place beside it.`
    default:
      return what satisfies never
  }
}
