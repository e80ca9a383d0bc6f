import { amount } from '#lib/money.ts'
import type { ContractRow } from './rows.ts'

const money = (units: bigint) => amount(units, 7).replaceAll(',', '')

/** A contract as an export holds it; amounts as decimal texts with all their places. */
const exported = ({ cost, ...row }: ContractRow) => ({
  contract_id: row.contractId,
  type: row.kind,
  state: row.state,
  told_by: row.toldBy,
  nodeId: row.nodeId,
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
export const jsonOf = (
  rows: readonly ContractRow[],
  about: { network: string; twin: number; address: string; now: number },
) => ({
  exported_at: new Date(about.now).toISOString(),
  network: about.network,
  twin_id: about.twin,
  address: about.address,
  contracts: rows.map(exported),
})

/** `contracts-main-twin-42-2026-11-21`, without an ending. */
export const fileName = (network: string, twin: number, now: number) =>
  `contracts-${network}-twin-${twin}-${new Date(now).toISOString().slice(0, 10)}`
