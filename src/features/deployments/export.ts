import type { DeploymentRow } from './rows.ts'

/**
 * A deployment as an export holds it: what stands in the list and the workloads by name, type and state.
 * No data, no message and no metadata of a workload: those may carry passwords and keys.
 */
const exported = (row: DeploymentRow) => ({
  contract_id: row.contractId,
  contract_state: row.contractState || null,
  nodeId: row.nodeId,
  name: row.name,
  projectName: row.project,
  type: row.type,
  verdict: row.truth.class,
  why: row.truth.why,
  created_at: row.createdAt ?? null,
  public_ips: row.ips,
  heard: row.heard.kind,
  workloads: row.served
    ? row.served.workloads.map(({ name, type, state }) => ({ name, type, state }))
    : null,
})

/** The rows for JSON, with whose they are and where and when they were read. */
export const jsonOf = (
  rows: readonly DeploymentRow[],
  about: { network: string; twin: number; address: string; now: number },
) => ({
  exported_at: new Date(about.now).toISOString(),
  network: about.network,
  twin_id: about.twin,
  address: about.address,
  deployments: rows.map(exported),
})

/** `deployments-main-twin-42-2026-11-21`, without an ending. */
export const fileName = (network: string, twin: number, now: number) =>
  `deployments-${network}-twin-${twin}-${new Date(now).toISOString().slice(0, 10)}`
