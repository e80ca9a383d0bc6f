import { deploymentsOn } from './db.ts'
import { happened, standing } from './history.ts'
import type { Host } from './node.ts'
import { Refusal } from './refusal.ts'
import type { DeploymentRow, NodeRow } from './schema.ts'
import { Verbatim } from './verbatim.ts'
import { writtenDeployment } from './written.ts'

/** The deployment that `twin:contract` names (facts: node-api.md section 1.10). */
function named(host: Host, node: NodeRow, text: string): DeploymentRow {
  if (text === '') throw new Refusal('deployment identifier is required')
  const [, twin, contract] = /^(\d+):(\d+)$/.exec(text) ?? []
  if (contract === undefined) {
    throw new Refusal(`invalid deployment format: expected 'twin-id:contract-id', got '${text}'`)
  }
  const row = deploymentsOn(host.db, node.nodeId).find(
    (one) => one.twinId === Number(twin) && one.contractId === Number(contract),
  )
  if (!row) throw new Refusal('deployment not found')
  return row
}

const idOf = (row: DeploymentRow, name: string) => `${row.twinId}-${row.contractId}-${name}`

/** What the network's administrators may ask a full node. */
export const debug = {
  list: (host: Host, node: NodeRow, twin: number) => ({
    deployments: deploymentsOn(host.db, node.nodeId)
      .filter(({ twinId }) => twin === 0 || twinId === twin)
      .map((row) => ({
        twin_id: row.twinId,
        contract_id: row.contractId,
        workloads: standing(row, host.now()).map(({ asked: { type, name }, result }) => ({
          type,
          name,
          state: result.state,
        })),
      })),
  }),

  get: (host: Host, node: NodeRow, text: string) => {
    const deployment = writtenDeployment(host, named(host, node, text))
    return new Verbatim(`{"deployment":${deployment.text}}`)
  },

  history: (host: Host, node: NodeRow, text: string) => ({
    deployment: text,
    history: happened(named(host, node, text), host.now()).map(
      ({ asked: { type, name }, result }, i) => ({
        seq: i + 1,
        type,
        name,
        created: result.created,
        state: result.state,
        message: result.message,
      }),
    ),
  }),

  info(host: Host, node: NodeRow, text: string, workload: string, verbose: boolean) {
    const row = named(host, node, text)
    if (workload === '') throw new Refusal('workload name is required')
    const found = standing(row, host.now()).find(({ asked }) => asked.name === workload)
    if (!found) throw new Refusal(`workload '${workload}' not found in deployment`)
    const { type, name } = found.asked
    const base = { workload_id: idOf(row, name), type, name }
    if (type.startsWith('network')) {
      return { ...base, info: { net_id: name, namespace: `n-${name}`, state: 'up' }, logs: '' }
    }
    if (!type.startsWith('zmachine')) {
      throw new Refusal(`workload type '${type}' not supported for info command`)
    }
    const line = '[    0.000000] Linux version 5.12.9\n'
    return {
      ...base,
      info: { HtEnabled: false, Memory: 4096, CPU: 2 },
      logs: line.repeat(verbose ? 200 : 50),
    }
  },

  health(host: Host, node: NodeRow, text: string) {
    const row = named(host, node, text)
    return {
      twin_id: row.twinId,
      contract_id: row.contractId,
      workloads: standing(row, host.now()).map(({ asked: { type, name }, result }) => ({
        workload_id: idOf(row, name),
        type,
        name,
        status: result.state === 'ok' ? 'healthy' : 'unhealthy',
        checks: [
          result.state === 'ok'
            ? { name: 'state', ok: true }
            : { name: 'state', ok: false, message: result.message },
        ],
      })),
    }
  },
}
