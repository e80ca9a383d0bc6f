import type { GridNode } from '#gridproxy/schemas.ts'
import { bytes, group, share } from '#lib/units.ts'
import type { Counters } from '#node/schemas.ts'
import type { Reply } from '#queries/standing.ts'

/** A place in the fleet's order; `node` is undefined until its page has come. */
export interface FleetRow {
  index: number
  node: GridNode | undefined
}

export type Resource = 'cru' | 'mru' | 'sru' | 'hru'

/** One resource of a node; `share` is what is used, 0 … 1. Free is never negative: threads may be promised twice. */
export interface Supply {
  total: bigint
  used: bigint
  free: bigint
  share: number
}

/** What a node has and has left: by its own counters when it has answered, else by the proxy's copy. */
export function supplyOf(node: GridNode, counters: Counters | undefined, what: Resource): Supply {
  const total = counters ? counters.total[what] : node.total_resources[what]
  const used = counters ? counters.used[what] : node.used_resources[what]
  return {
    total,
    used,
    free: total > used ? total - used : 0n,
    share: Math.min(1, share(used, total)),
  }
}

/** The counters in a reply, if it holds any. */
export const countersOf = (reply: Reply | undefined): Counters | undefined =>
  reply?.kind === 'answered' ? reply.counters : undefined

/** "40 of 32 threads used", "60.9 GiB of 125.7 GiB used". */
export function usedWords(what: Resource, { used, total }: Supply): string {
  if (what === 'cru') return `${group(used)} of ${group(total)} threads used`
  const words = (size: bigint) => Object.values(bytes(size)).join(' ')
  return `${words(used)} of ${words(total)} used`
}

/** A card's name as people say it: what stands in brackets, as PCI lists write it, without the word for its slot. */
const cardName = (device: string) =>
  (/\[([^\]]+)\]\s*$/.exec(device)?.[1] ?? device)
    .replace(/\bPCIe\b/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** "RTX A6000 ×2", "L40S, RX 7900 XTX"; empty for a node without cards. */
export function gpuWords({ gpus, num_gpu }: Pick<GridNode, 'gpus' | 'num_gpu'>): string {
  const counts = new Map<string, number>()
  for (const { device } of gpus) {
    const name = cardName(device) || 'unnamed card'
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  if (counts.size === 0) return num_gpu > 0 ? `${num_gpu} ${num_gpu > 1 ? 'cards' : 'card'}` : ''
  return [...counts].map(([name, n]) => (n > 1 ? `${name} ×${n}` : name)).join(', ')
}

/** One unit for a column, so that its numbers can be compared down the page. */
export const unitOf = (what: Exclude<Resource, 'cru'>) => (what === 'mru' ? 'GiB' : 'TiB')

/** What a reply that holds no counters is called at the end of a row, and in which ink. */
export function silenceWords(
  reply: Exclude<Reply, { kind: 'answered' }>,
  status: string,
): { word: string; state: 'warn' | 'error' | 'standby' } {
  if (reply.kind === 'faulty') return { word: 'unreadable', state: 'warn' }
  if (status === 'standby') return { word: 'asleep', state: 'standby' }
  if (status !== 'up') return { word: 'no answer', state: 'error' }
  return reply.kind === 'away'
    ? { word: 'offline', state: 'warn' }
    : { word: `silent ${Math.round(reply.tookMs / 1000)} s`, state: 'warn' }
}

/** The same on a narrow screen, where the word is the only place for the verdict. */
export function shortVerdict(reply: Exclude<Reply, { kind: 'answered' }>, status: string): string {
  if (reply.kind === 'faulty') return 'Unreadable answer'
  if (status === 'standby') return 'Standby'
  if (status !== 'up') return 'No answer'
  return reply.kind === 'away' ? 'Offline, proxy says up' : 'Silent, proxy says up'
}
