import type { GridNode } from '#gridproxy/schemas.ts'
import { type Reply, standingOf } from '#queries/standing.ts'
import { download } from '#ui/download.ts'
import { csvCell, saveJson } from '#ui/export.ts'
import { countersOf, gpuWords, type Resource, supplyOf } from './row.ts'

/** A node and what it said itself, if it was asked. */
export interface Exported {
  node: GridNode
  reply: Reply | undefined
}

type Field = readonly [name: string, value: (row: Exported, now: number) => unknown]

const total =
  (what: Resource) =>
  ({ node, reply }: Exported) =>
    supplyOf(node, countersOf(reply), what).total
const free =
  (what: Resource) =>
  ({ node, reply }: Exported) =>
    supplyOf(node, countersOf(reply), what).free

/** What an export holds of each node, in the wire's words; sizes in bytes, times in Unix seconds. */
const fields: readonly Field[] = [
  ['nodeId', ({ node }) => node.nodeId],
  ['twinId', ({ node }) => node.twinId],
  ['farmId', ({ node }) => node.farmId],
  ['farmName', ({ node }) => node.farmName],
  ['status', ({ node }) => node.status],
  ['verdict', ({ node, reply }, now) => standingOf(node, reply, now).word],
  ['country', ({ node }) => node.country],
  ['city', ({ node }) => node.city],
  ['total_cru', total('cru')],
  ['free_cru', free('cru')],
  ['total_mru', total('mru')],
  ['free_mru', free('mru')],
  ['total_sru', total('sru')],
  ['free_sru', free('sru')],
  ['total_hru', total('hru')],
  ['free_hru', free('hru')],
  // who says so: the node itself, or the proxy's copy
  ['capacity_source', ({ reply }) => (countersOf(reply) ? 'node' : 'proxy')],
  ['gpus', ({ node }) => gpuWords(node)],
  ['num_gpu', ({ node }) => node.num_gpu],
  ['uptime', ({ node }) => node.uptime],
  ['updatedAt', ({ node }) => node.updatedAt],
  ['certificationType', ({ node }) => node.certificationType],
  ['rentable', ({ node }) => node.rentable],
  ['healthy', ({ node }) => node.healthy],
  ['ipv4', ({ node }) => node.publicConfig.ipv4],
  ['ipv6', ({ node }) => node.publicConfig.ipv6],
  ['domain', ({ node }) => node.publicConfig.domain],
  ['live', ({ reply }) => reply?.kind ?? 'unasked'],
  ['live_ms', ({ reply }) => (reply?.kind === 'answered' ? Math.round(reply.tookMs) : null)],
]

/** CSV (RFC 4180); `now` in Unix ms, as of when the verdicts hold. */
export function csvOf(rows: readonly Exported[], now: number): string {
  const lines = [
    fields.map(([name]) => name),
    ...rows.map((row) => fields.map(([, value]) => csvCell(value(row, now)))),
  ]
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}

/** Where and when (Unix ms) the rows were read, and under which address. */
interface ExportedAbout {
  network: string
  address: string
  now: number
}

/** The same rows for JSON, with where and when they were read and under which address. */
export function jsonOf(rows: readonly Exported[], about: ExportedAbout) {
  const { network, address, now } = about
  return {
    exported_at: new Date(now).toISOString(),
    network,
    address,
    nodes: rows.map((row) =>
      Object.fromEntries(fields.map(([name, value]) => [name, value(row, now)])),
    ),
  }
}

/** `nodes-main-2026-11-21`, without an ending. */
export const fileName = (network: string, now: number) =>
  `nodes-${network}-${new Date(now).toISOString().slice(0, 10)}`

/** Gives the rows to the person as a file. */
export function save(ending: 'csv' | 'json', rows: readonly Exported[], about: ExportedAbout) {
  const name = fileName(about.network, about.now)
  if (ending === 'csv') download(`${name}.csv`, csvOf(rows, about.now), 'text/csv')
  else saveJson(name, jsonOf(rows, about))
}
