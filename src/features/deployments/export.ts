import { titleOf } from '#deploy/description.ts'
import { truthWords } from '#queries/truthwords.ts'
import type { Column } from '#ui/column.ts'
import { type ExportAbout, listFile, listJson, saveCsv, saveJson } from '#ui/export.ts'
import type { ListExporting } from '#ui/ExportMenu.tsx'
import type { DeploymentRow } from './rows.ts'

const iso = (seconds: number | undefined) =>
  seconds === undefined ? null : new Date(seconds * 1000).toISOString()

/** What stands in the list for the workloads, in words: also that there is none, or that nobody was heard. */
export function workloadWords({ heard, served, states }: DeploymentRow): string {
  if (served)
    return states.map(({ state, count }) => `${count} ${state || 'not started'}`).join(', ')
  if (served === null) return 'not on the node'
  if (heard.kind === 'answered') return 'silent'
  return heard.kind === 'waiting' ? 'being asked' : heard.short || 'not asked'
}

const column = (header: string, value: (row: DeploymentRow) => unknown): Column<DeploymentRow> => ({
  id: header,
  header,
  value,
  cell: () => null,
})

/**
 * The columns of a CSV: what stands in the list, and the contract's state. A time stands under its name on
 * the wire.
 */
export const exportColumns = [
  column('Name', ({ name, contractId }) => titleOf(name, contractId)),
  column('Project', ({ project }) => project),
  column('Type', ({ type }) => type),
  column('Node', ({ nodeId }) => nodeId),
  column('Workloads', workloadWords),
  column('Public IPs', ({ ips }) => ips.join(' ')),
  column('created_at', ({ createdAt }) => iso(createdAt)),
  column('Contract', ({ contractId }) => contractId),
  column('Contract state', ({ contractState }) => contractState || 'not known'),
  column('Verdict', ({ shown }) => truthWords[shown]),
]

/**
 * A deployment as an export holds it, by the names of the wire: the contract's own fields, what its
 * `deployment_data` says, and the workloads by name, type and state. `verdict` is what contract and node
 * come to, `shown` what stands in the list. No data, no message and no metadata of a workload: those may
 * carry passwords and keys.
 */
const exported = (row: DeploymentRow) => ({
  contract_id: row.contractId,
  state: row.contractState || null,
  created_at: iso(row.createdAt),
  nodeId: row.nodeId,
  number_of_public_ips: row.reservedIps,
  name: titleOf(row.name, row.contractId),
  projectName: row.project,
  type: row.type,
  verdict: row.truth.class,
  why: row.truth.why,
  shown: row.shown,
  heard: row.heard.kind,
  ips: row.ips,
  on_node: row.served === undefined ? null : row.served !== null,
  workloads: row.served
    ? row.served.workloads.map(({ name, type, state }) => ({ name, type, state }))
    : null,
})

/** The rows for JSON, with whose they are and where and when they were read. */
export const jsonOf = (rows: readonly DeploymentRow[], about: ExportAbout) =>
  listJson('deployments', rows.map(exported), about)

/** What the export of this list is called and does. */
export const exporting: ListExporting<DeploymentRow> = {
  one: 'deployment',
  many: 'deployments',
  remark: ', no secrets',
  save(ending, rows, about) {
    const name = listFile('deployments', about)
    if (ending === 'CSV') saveCsv(name, exportColumns, rows)
    else saveJson(name, jsonOf(rows, about))
  },
}
