import type { Counters } from './schemas.ts'

/** One unit's share of a node: threads for cru, addresses for ipv4u, bytes for the others. */
export interface Usage {
  total: bigint
  /** All that is reserved: `system + user`. */
  used: bigint
  /** What the node keeps for itself. */
  system: bigint
  /** What workloads have reserved. */
  user: bigint
  /** Never negative: threads may be promised more often than they exist. */
  free: bigint
  /** How much more is promised than there is. */
  over: bigint
}

export type Unit = 'cru' | 'mru' | 'sru' | 'hru' | 'ipv4u'

const positive = (n: bigint) => (n > 0n ? n : 0n)

/**
 * Splits a unit of the counters by `used = user + system` (facts: node-api.md section 6). `ipv4u` has no
 * total: the node does not know how many addresses its farm has, so nothing of it is free or over.
 */
export function usageOf({ total, used, system }: Counters, unit: Unit): Usage {
  const counted = unit !== 'ipv4u'
  return {
    total: total[unit],
    used: used[unit],
    system: system[unit],
    user: positive(used[unit] - system[unit]),
    free: counted ? positive(total[unit] - used[unit]) : 0n,
    over: counted ? positive(used[unit] - total[unit]) : 0n,
  }
}
