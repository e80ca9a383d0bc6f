import { readDeployment, type LooseWorkload } from '#gridtypes/deployment.ts'
import type { NodeFilter } from '#gridproxy/filters.ts'
import type { TwinId } from '#lib/ids.ts'
import type { DraftPart } from '#deploy/compose/draft.ts'
import type { Room } from './largest.ts'
import { mostCpu, usableMemory } from './largest.ts'
import { pack, piecesOf, type Packing } from './pack.ts'
import { resourcesOf } from './price.ts'

/*
 * Which node would take a part: first what the grid proxy can filter by, which is late and knows no pools; then the
 * best of these are asked themselves and judged by what they tell.
 */

/** What a search insists on, besides room. */
export interface Wanted {
  twin: TwinId
  country?: string
  certified?: boolean
}

/** The filter of the grid proxy for a part. Throws GridTypesError where its text is no deployment. */
export function candidateFilter(
  { text, publicIps }: Pick<DraftPart, 'text' | 'publicIps'>,
  { twin, country, certified }: Wanted,
): NodeFilter {
  const { workloads } = readDeployment(text)
  const { mru, sru, hru } = resourcesOf({ workloads })
  const types = new Set<string>(workloads.map(({ type }) => type))
  const cards = workloads.reduce((sum, one) => sum + cardsOf(one), 0)
  const threads = workloads.reduce((most, one) => Math.max(most, threadsOf(one)), 0)
  return {
    status: ['up'],
    healthy: true,
    // a card needs a rented node: one that can be, or is, rented by this twin
    ...(cards > 0 ? { rentable_or_rented_by: twin } : { available_for: twin }),
    features: [...types],
    ...(mru > 0n && { free_mru: mru }),
    ...(sru > 0n && { free_sru: sru }),
    ...(hru > 0n && { free_hru: hru }),
    ...(threads > 0 && { total_cru: threads }),
    ...(publicIps > 0 && { free_ips: publicIps }),
    ...(types.has('gateway-name-proxy') && { domain: true, ipv4: true }),
    ...(types.has('gateway-fqdn-proxy') && { ipv4: true }),
    ...(cards > 0 && { num_gpu: cards, gpu_available: true }),
    ...(country !== undefined && { country }),
    ...(certified === true && { certification_type: 'Certified' }),
    sort_by: 'free_cru',
    sort_order: 'desc',
  }
}

const machineOf = (workload: LooseWorkload) =>
  !('fault' in workload) && (workload.type === 'zmachine' || workload.type === 'zmachine-light')
    ? workload.data
    : undefined
const cardsOf = (workload: LooseWorkload) => machineOf(workload)?.gpu.length ?? 0
const threadsOf = (workload: LooseWorkload) => machineOf(workload)?.compute_capacity.cpu ?? 0

/** What a candidate says itself. */
export interface Judged {
  fits: boolean
  packing: Packing
  /** Bytes of memory that would be left; negative where it is not enough. */
  memoryLeft: bigint
  /** Whether each machine has at most the threads there are. */
  threads: boolean
}

/** Whether a node takes a part by what it tells of its room. */
export function judge(workloads: readonly LooseWorkload[], { counters, pools }: Room): Judged {
  const packing = pack(piecesOf(workloads), pools)
  const memoryLeft = usableMemory(counters) - resourcesOf({ workloads: [...workloads] }).mru
  const most = mostCpu(counters)
  const threads = workloads.every((one) => BigInt(threadsOf(one)) <= most)
  const fits = packing.verdict === 'fits' && memoryLeft >= 0n && threads
  return { fits, packing, memoryLeft, threads }
}

/** Candidates that were judged, the best first: those that fit, then those with the most memory left. */
export const ranked = <T extends { judged: Judged }>(candidates: readonly T[]): T[] =>
  candidates.toSorted((a, b) => {
    if (a.judged.fits !== b.judged.fits) return a.judged.fits ? -1 : 1
    const [left, right] = [a.judged.memoryLeft, b.judged.memoryLeft]
    return left > right ? -1 : left < right ? 1 : 0
  })
