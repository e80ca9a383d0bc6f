import { hash } from './random.ts'
import { workloadOf } from './history.ts'
import type { Asked } from './schema.ts'

/**
 * The order in which a node installs (facts: node-api.md section 5). What is not in it comes last, in no
 * order. Light nodes: facts have no order of theirs; here their two types stand where the full ones do, for
 * a machine needs its network.
 */
const ORDER = [
  'zmount',
  'volume',
  'qsfs',
  'network',
  'network-light',
  'ipv4',
  'ip',
  'zmachine',
  'zmachine-light',
  'zlogs',
]

const rank = (type: string): number => {
  const found = ORDER.indexOf(type)
  return found < 0 ? ORDER.length : found
}

/** Disks: the largest first, as long as there is room in one piece. */
function sizeOf(asked: Asked): bigint {
  const workload = workloadOf(asked)
  if ('fault' in workload) return 0n
  return workload.type === 'zmount' || workload.type === 'volume' ? workload.data.size : 0n
}

/** The workloads as a node installs them. */
export const inOrder = (workloads: readonly Asked[]): Asked[] =>
  workloads.toSorted(
    (a, b) =>
      rank(a.type) - rank(b.type) ||
      Number(sizeOf(b) - sizeOf(a)) ||
      hash(a.name, a.type) - hash(b.name, b.type),
  )

/** The workloads as a node removes them: what was installed last goes first. */
export const inReverse = (workloads: readonly Asked[]): Asked[] => inOrder(workloads).toReversed()
