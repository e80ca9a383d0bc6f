import { amount } from '#lib/money.ts'
import type { Cost } from '#queries/ledger.ts'
import { columnOf } from '#ui/column.ts'
import { type ExportAbout, listFile, listJson, saveCsv, saveJson } from '#ui/export.ts'
import type { ListExporting } from '#ui/ExportMenu.tsx'
import { type ContractRow, kindWords, stateWords } from './rows.ts'

/** Money with all its places, so that a sum of it is exact. */
const money = (units: bigint) => amount(units, 7).replaceAll(',', '')
const iso = (ms: number | undefined) => (ms === undefined ? '' : new Date(ms).toISOString())

const column = columnOf<ContractRow>()
const of = (header: string, value: (row: ContractRow) => unknown) =>
  column({ id: header, header, value, cell: () => null })
const costOf = (header: string, value: (cost: Cost) => string) =>
  of(header, ({ cost }) => (cost ? value(cost) : ''))

/** A contract in a spreadsheet: what a person reads, with units in the heads, and the wire's words beside. */
export const sheet = [
  of('Contract', ({ contractId }) => contractId),
  of('Kind', ({ kind }) => kindWords[kind]),
  of('Kind on the wire', ({ kind }) => kind),
  of('Name', ({ name }) => name),
  of('Project', ({ project }) => project),
  of('Node', ({ nodeId }) => nodeId ?? ''),
  of('Node is', ({ nodeStatus }) => nodeStatus ?? ''),
  of('Public IPs', ({ publicIps }) => publicIps),
  of('State', ({ state }) => stateWords(state)),
  of('State on the wire', ({ state }) => state),
  of('State told by', ({ toldBy }) => (toldBy === 'chain' ? 'chain' : 'grid proxy')),
  of('Made (UTC)', ({ createdAt }) => (createdAt > 0 ? iso(createdAt * 1000) : '')),
  of('Age (days)', ({ age, createdAt }) => (createdAt > 0 ? (age / 86_400).toFixed(2) : '')),
  costOf('TFT per hour', ({ hour }) => money(hour)),
  costOf('TFT per month of 30 days', ({ month }) => money(month)),
  costOf('USD per hour', ({ usdHour }) => money(usdHour)),
  costOf('USD per month of 30 days', ({ usdMonth }) => money(usdMonth)),
  costOf('Discount', ({ level }) => level),
  costOf('Put aside for bills (TFT)', ({ held }) => money(held)),
  costOf('Owed now (TFT)', ({ overdue }) => money(overdue)),
  costOf('About when it ends if unpaid (UTC)', ({ endsAt }) => iso(endsAt)),
]

/** A contract as an export holds it; amounts as decimal texts with all their places. */
const exported = ({ cost, ...row }: ContractRow) => ({
  contract_id: row.contractId,
  type: row.kind,
  kind: kindWords[row.kind],
  state: row.state,
  state_shown: stateWords(row.state),
  told_by: row.toldBy,
  nodeId: row.nodeId,
  node_status: row.nodeStatus ?? null,
  name: row.name,
  projectName: row.project,
  number_of_public_ips: row.publicIps,
  created_at: row.createdAt,
  made_at: row.createdAt > 0 ? iso(row.createdAt * 1000) : null,
  cost: cost
    ? {
        tft_per_hour: money(cost.hour),
        tft_per_month: money(cost.month),
        usd_per_hour: money(cost.usdHour),
        usd_per_month: money(cost.usdMonth),
        hours_per_month: 720,
        discount: cost.level,
        tft_held: money(cost.held),
        tft_owed_now: money(cost.overdue),
        grace_ends_about: cost.endsAt === undefined ? null : iso(cost.endsAt),
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
    if (ending === 'CSV') saveCsv(name, sheet, rows)
    else saveJson(name, jsonOf(rows, about))
  },
}
