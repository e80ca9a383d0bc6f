import { amount } from '#lib/money.ts'
import { type ExportAbout, listFile, listJson, saveCsv, saveJson } from '#ui/export.ts'
import type { ListExporting } from '#ui/ExportMenu.tsx'
import { columns } from './columns.tsx'
import type { ContractRow } from './rows.ts'

const money = (units: bigint) => amount(units, 7).replaceAll(',', '')

/** A contract as an export holds it; amounts as decimal texts with all their places. */
const exported = ({ cost, ...row }: ContractRow) => ({
  contract_id: row.contractId,
  type: row.kind,
  state: row.state,
  told_by: row.toldBy,
  nodeId: row.nodeId,
  node_status: row.nodeStatus ?? null,
  name: row.name,
  projectName: row.project,
  number_of_public_ips: row.publicIps,
  created_at: row.createdAt,
  cost: cost
    ? {
        tft_per_hour: money(cost.hour),
        tft_per_month: money(cost.month),
        usd_per_month: money(cost.usdMonth),
        discount: cost.level,
        tft_held: money(cost.held),
        tft_overdue: money(cost.overdue),
        grace_ends_at: cost.endsAt === undefined ? null : new Date(cost.endsAt).toISOString(),
      }
    : null,
})

/** The rows for JSON, with whose they are and where and when they were read. */
export const jsonOf = (rows: readonly ContractRow[], about: ExportAbout) =>
  listJson('contracts', rows.map(exported), about)

/** What the export of this list is called and does. */
export const exporting: ListExporting<ContractRow> = {
  one: 'contract',
  many: 'contracts',
  save(ending, rows, about) {
    const name = listFile('contracts', about)
    if (ending === 'CSV') saveCsv(name, columns, rows)
    else saveJson(name, jsonOf(rows, about))
  },
}
