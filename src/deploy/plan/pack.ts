import { capacityOf } from '#gridtypes/capacity.ts'
import type { LooseWorkload } from '#gridtypes/deployment.ts'
import type { Pool } from '#node/schemas.ts'

/*
 * Disks are whole: each lies in one pool. A node takes them one after another by type, the largest disks
 * first, and puts each into the pool with the most room left, mounted pools before those at rest
 * (zosbase@8c334f6 pkg/storage/storage.go checkForCandidates, pools.go poolCmp; facts: node-api.md section 5).
 * So a set of disks that would fit in some way may still not fit in the node's way.
 */

/** Something that takes room in one pool. */
export interface Piece {
  /** Of the workload. */
  name: string
  what: 'disk' | 'root' | 'cache' | 'namespace'
  on: 'ssd' | 'hdd'
  /** Bytes. */
  size: bigint
}

/** What a pool would hold. */
export interface Load {
  pool: Pool
  /** Bytes before and after. */
  free: bigint
  left: bigint
  pieces: Piece[]
}

export interface Packing {
  /**
   * `fits`: the way the node goes about it · `tight`: only in an order that the node may not take ·
   * `no`: in no way.
   */
  verdict: 'fits' | 'tight' | 'no'
  loads: Load[]
  /** What found no place, the largest first; empty unless the verdict is `no`. */
  homeless: Piece[]
}

/** Free bytes of a pool; never negative. */
export const freeOf = ({ size, used }: Pool): bigint => (size > used ? size - used : 0n)

/** Pools of a kind, whatever case a node writes it in. */
export const poolsOf = (pools: readonly Pool[], on: Piece['on']): Pool[] =>
  pools.filter(({ type }) => type.toLowerCase() === on)

/** The pieces of workloads, in the order in which a node takes them. */
export function piecesOf(workloads: readonly LooseWorkload[]): Piece[] {
  const pieces = workloads.flatMap((workload): (Piece & { rank: number })[] => {
    const capacity = capacityOf(workload)
    if ('error' in capacity) return []
    const { sru, hru } = capacity
    const { name, type } = workload
    if (hru > 0n) return [{ name, what: 'namespace', on: 'hdd', size: hru, rank: 4 }]
    if (sru === 0n) return []
    const on = 'ssd'
    if (type === 'zmount') return [{ name, what: 'disk', on, size: sru, rank: 0 }]
    if (type === 'volume') return [{ name, what: 'disk', on, size: sru, rank: 1 }]
    if (type === 'qsfs') return [{ name, what: 'cache', on, size: sru, rank: 2 }]
    return [{ name, what: 'root', on, size: sru, rank: 3 }]
  })
  return pieces
    .toSorted((a, b) => a.rank - b.rank || (a.rank < 2 ? descending(a.size, b.size) : 0))
    .map(({ rank: _rank, ...piece }) => piece)
}

const descending = (a: bigint, b: bigint) => (a > b ? -1 : a < b ? 1 : 0)

/** Whether pieces have room in the pools of a node, and where they would lie. */
export function pack(pieces: readonly Piece[], pools: readonly Pool[]): Packing {
  const kinds = (['ssd', 'hdd'] as const).map((on) =>
    packKind(
      pieces.filter((piece) => piece.on === on),
      poolsOf(pools, on),
    ),
  )
  const worst = (['no', 'tight', 'fits'] as const).find((verdict) =>
    kinds.some((kind) => kind.verdict === verdict),
  )
  return {
    verdict: worst ?? 'fits',
    loads: kinds.flatMap(({ loads }) => loads),
    homeless: kinds.flatMap(({ homeless }) => homeless),
  }
}

function packKind(pieces: readonly Piece[], pools: readonly Pool[]): Packing {
  const theirs = likeTheNode(pieces, pools)
  if (theirs.homeless.length === 0) return { verdict: 'fits', ...theirs }
  const some = inSomeWay(pieces, pools)
  if (some !== undefined) return { verdict: 'tight', loads: some, homeless: [] }
  const homeless = theirs.homeless.toSorted((a, b) => descending(a.size, b.size))
  return { verdict: 'no', loads: theirs.loads, homeless }
}

const loadsOf = (pools: readonly Pool[]): Load[] =>
  pools.map((pool) => ({ pool, free: freeOf(pool), left: freeOf(pool), pieces: [] }))

const put = (load: Load, piece: Piece) => {
  load.left -= piece.size
  load.pieces.push(piece)
}

function likeTheNode(pieces: readonly Piece[], pools: readonly Pool[]) {
  const loads = loadsOf(pools)
  const homeless: Piece[] = []
  for (const piece of pieces) {
    const roomy = loads.filter(({ left }) => left >= piece.size)
    // a pool at rest tells no usage; it is woken only where no other has room, and the first one is taken
    const awake = roomy.filter(({ pool, pieces }) => pool.used > 0n || pieces.length > 0)
    const [best] = awake.toSorted((a, b) => descending(a.left, b.left))
    const place = best ?? roomy[0]
    if (place) put(place, piece)
    else homeless.push(piece)
  }
  return { loads, homeless }
}

/** Tried at most; far more than the few disks of a deployment need. */
const MOST_STEPS = 200_000

/** Some way to place all pieces, the largest first into the tightest pool; undefined when there is none, or none was found in time. */
function inSomeWay(pieces: readonly Piece[], pools: readonly Pool[]): Load[] | undefined {
  const loads = loadsOf(pools)
  const sorted = pieces.toSorted((a, b) => descending(a.size, b.size))
  const rest = sorted.map((_, i) => sorted.slice(i).reduce((sum, { size }) => sum + size, 0n))
  let steps = 0

  function place(at: number): boolean {
    const piece = sorted[at]
    if (piece === undefined) return true
    const room = loads.reduce((sum, { left }) => sum + left, 0n)
    if (room < (rest[at] ?? 0n) || ++steps > MOST_STEPS) return false
    const tried = new Set<bigint>()
    for (const load of loads.toSorted((a, b) => descending(b.left, a.left))) {
      // pools with equal room are one choice
      if (load.left < piece.size || tried.has(load.left)) continue
      tried.add(load.left)
      put(load, piece)
      if (place(at + 1)) return true
      load.left += piece.size
      load.pieces.pop()
    }
    return false
  }

  return place(0) ? loads : undefined
}

/** The largest free piece of a kind; null where the node has no such pool. */
export function largestPiece(pools: readonly Pool[], on: Piece['on']): bigint | null {
  const free = poolsOf(pools, on).map(freeOf)
  return free.length === 0 ? null : free.reduce((a, b) => (a > b ? a : b))
}
