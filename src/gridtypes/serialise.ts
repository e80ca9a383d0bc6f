import { stringifyJson } from '#lib/json.ts'
import type { Deployment, Workload } from './deployment.ts'

/**
 * A deployment as the JSON a node takes, keys in the node's order, integers with every digit. The data is
 * written from `data`, never from `raw`, so what is sent is what is hashed. Throws TypeError where the
 * browser cannot write an integer beyond 2^53.
 */
export function serialiseDeployment(deployment: Deployment): string {
  const { version, twin_id, contract_id, metadata, description, expiration } = deployment
  const { requests, weight_required, signatures, signature_style } =
    deployment.signature_requirement
  const head = stringifyJson({
    version,
    twin_id,
    contract_id,
    metadata,
    description,
    expiration,
    signature_requirement: { requests, weight_required, signatures, signature_style },
  })
  const workloads = deployment.workloads.map(serialiseWorkload).join(',')
  return `${head.slice(0, -1)},"workloads":[${workloads}]}`
}

function serialiseWorkload(workload: Workload): string {
  const { version, name, type, data, metadata, description, result } = workload
  const head = stringifyJson({ version, name, type, data, metadata, description })
  const { created, state, message } = result
  // the result's data is JSON text already
  const tail = `${stringifyJson({ created, state, message }).slice(0, -1)},"data":${result.data}}`
  return `${head.slice(0, -1)},"result":${tail}}`
}
