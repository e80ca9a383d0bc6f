import type { Change, History } from '#node/history.ts'
import { csvCell } from '#ui/export.ts'

// no data of workloads: an export of a history holds no secret
const fields = [
  ['index', (change) => change.index],
  ['created', (change) => change.at],
  ['time', (change) => isoOf(change.at)],
  ['name', (change) => change.name],
  ['type', (change) => change.type],
  ['version', (change) => change.version],
  ['from', (change) => change.from],
  ['state', (change) => change.state],
  ['gap', (change) => change.gap],
  ['message', (change) => change.message],
] as const satisfies readonly (readonly [string, (change: Change) => unknown])[]

const isoOf = (at: number) => (at === 0 ? '' : new Date(at * 1000).toISOString())

/** CSV of changes (RFC 4180), in the node's order; `created` in Unix seconds, `gap` in seconds. */
export function csvOf(changes: readonly Change[]): string {
  const lines = [
    fields.map(([name]) => name),
    ...changes.map((change) => fields.map(([, value]) => csvCell(value(change)))),
  ]
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}

/** The same for JSON, with what was read, from where and when (Unix ms). */
export function jsonOf(
  history: History,
  changes: readonly Change[],
  about: { network: string; nodeId: number; contractId: bigint; readAt: number },
) {
  const { network, nodeId, contractId, readAt } = about
  return {
    network,
    node_id: nodeId,
    contract_id: contractId,
    read_at: new Date(readAt).toISOString(),
    versions: history.versions,
    changes: changes.map((change) =>
      Object.fromEntries(fields.map(([name, value]) => [name, value(change)])),
    ),
  }
}

/** `timeline-main-11-41532`, without an ending. */
export const fileName = (network: string, nodeId: number, contractId: bigint) =>
  `timeline-${network}-${nodeId}-${contractId}`
