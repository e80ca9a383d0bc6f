import type { GridStatistics } from '#gridproxy/schemas.ts'
import { bytes, bytesIn, group, type Quantity } from '#lib/units.ts'
import { type Unit, type Usage, usageOf } from '#node/capacity.ts'
import type { Counters } from '#node/schemas.ts'

/** A resource as the table shows it. */
export interface ResourceRow extends Usage {
  unit: Unit
  name: string
  /** Whole percent of the total in use; null where there is no total. Over 100 where more is promised. */
  percent: number | null
  /** What of the total each part takes, for drawing: users may reach beyond 1. */
  parts: { system: number; users: number }
}

const names: readonly (readonly [Unit, string])[] = [
  ['cru', 'CPU'],
  ['mru', 'Memory'],
  ['sru', 'SSD'],
  ['hru', 'HDD'],
  ['ipv4u', 'Public IPv4'],
]

/** Every resource of a node, `used = user + system` (facts: node-api.md section 6). */
export function rows(counters: Counters): ResourceRow[] {
  return names.map(([unit, name]) => {
    const usage = usageOf(counters, unit)
    const { total, used, system } = usage
    const counted = unit !== 'ipv4u' && total > 0n
    return {
      ...usage,
      unit,
      name,
      percent: counted ? percentOf(used, total) : null,
      parts: counted
        ? { system: ratio(system, total), users: ratio(usage.user, total) }
        : { system: 0, users: 0 },
    }
  })
}

/** A part of the total to four digits; over 1 where more is promised than there is. */
const ratio = (part: bigint, total: bigint) => Number((part * 10_000n) / total) / 10_000

/** Rounded to the nearest, but never 100 while something is free, nor 0 while something is used. */
function percentOf(used: bigint, total: bigint): number {
  const rounded = Number((used * 200n + total) / (total * 2n))
  if (used > 0n && rounded === 0) return 1
  return used < total ? Math.min(99, rounded) : rounded
}

/** A track may shrink to half its column, so that what is promised beyond it has room. */
const LEAST_SCALE = 0.5

/** Length of a full track as a part of its column: one scale for all meters of the table. */
export function scaleOf(list: readonly ResourceRow[]): number {
  const most = list.reduce((top, { parts }) => Math.max(top, parts.system + parts.users), 1)
  return Math.max(LEAST_SCALE, 1 / most)
}

/** A value of a row in the unit that the row's total has, so that a row can be read across. */
export function quantityOf(row: ResourceRow, value: bigint): Quantity {
  if (row.unit === 'cru') return { value: group(value), unit: value === 1n ? 'thread' : 'threads' }
  if (row.unit === 'ipv4u') return { value: group(value), unit: '' }
  const { unit } = bytes(row.total)
  const shared = unit === 'TiB' || unit === 'GiB' || unit === 'MiB' ? unit : undefined
  const text = shared && bytesIn(value, shared)
  // what would be rounded to nothing is said in its own unit
  return shared === undefined || text === undefined || (value > 0n && text === '0.0')
    ? bytes(value)
    : { value: text, unit: shared }
}

/** A meter in words: "48 % used: 12.6 GiB system, 48.3 GiB users; 64.8 of 125.7 GiB free". */
export function words(row: ResourceRow): string {
  const say = (value: bigint) => {
    const { value: number, unit } = quantityOf(row, value)
    return unit ? `${number} ${unit}` : number
  }
  const use = `${row.percent ?? 0} % used: ${say(row.system)} system, ${say(row.user)} users`
  return row.over > 0n
    ? `${use}; ${say(row.over)} more than there are`
    : `${use}; ${say(row.free)} of ${say(row.total)} free`
}

/** The sentence about threads that are promised more than once; undefined where none are. */
export function overcommit(list: readonly ResourceRow[]): string | undefined {
  const cpu = list.find((row) => row.unit === 'cru')
  if (!cpu || cpu.over === 0n) return undefined
  return `CPU is shared: ${group(cpu.used)} threads are promised on ${group(cpu.total)}. A node allows this for CPU only; memory and disks are never promised twice.`
}

/** The proxy's counters in the node's shape: it drops `open_connections` (facts: grid-services.md A.3). */
export const countersOf = (statistics: GridStatistics): Counters => ({
  ...statistics,
  open_connections: null,
})

/** "Last 12 min": the span that the samples cover (Unix ms), at least a minute once there are two. */
export function spanOf(samples: readonly { at: number }[]): string {
  const first = samples[0]?.at
  const last = samples.at(-1)?.at
  if (first === undefined || last === undefined || first === last) return 'Since opened'
  const minutes = Math.max(1, Math.round((last - first) / 60_000))
  return minutes < 60 ? `Last ${minutes} min` : `Last ${Math.round(minutes / 60)} h`
}
