import { parseJson } from '#lib/json.ts'
import type { LooseDeployment, LooseWorkload } from '#gridtypes/deployment.ts'

/** One workload as a list needs it: nothing of its data, so nothing secret. `created` in Unix seconds, 0 for never. */
export interface ServedWorkload {
  name: string
  type: string
  /** As the node writes it; `''` before it was ever looked at. */
  state: string
  message: string
  created: number
}

/**
 * What a node told of one deployment, without passwords, keys and environments: what a list may hold for
 * long, join with its contract and export. `ips` are public addresses without their prefix.
 */
export interface Served {
  contract_id: bigint
  twin_id: number
  version: number
  metadata: string
  workloads: ServedWorkload[]
  ips: string[]
}

/** The part of a deployment that a list keeps. */
export const servedOf = (deployment: LooseDeployment): Served => ({
  contract_id: deployment.contract_id,
  twin_id: deployment.twin_id,
  version: deployment.version,
  metadata: deployment.metadata,
  // nodes answer in no order (facts: node-api.md section 2.1), lists want one
  workloads: deployment.workloads
    .map(({ name, type, result }) => ({
      name,
      type,
      state: result.state,
      message: result.message,
      created: Number(result.created),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
  ips: deployment.workloads.flatMap(addressesOf),
})

/** The public addresses that a workload was given; empty texts are none (facts: node-api.md section 7.5). */
function addressesOf({ type, result }: LooseWorkload): string[] {
  if (type !== 'ip' && type !== 'ipv4') return []
  let data: unknown
  try {
    data = parseJson(result.data)
  } catch {
    return []
  }
  if (typeof data !== 'object' || data === null) return []
  return ['ip', 'ip6'].flatMap((key) => {
    const address: unknown = Reflect.get(data, key)
    const bare = typeof address === 'string' ? (address.split('/')[0] ?? '') : ''
    // only what looks like one: the text is the node's, and goes into lists and exports
    return /^[\d.]{7,15}$|^[\da-f:.]{2,45}$/i.test(bare) ? [bare] : []
  })
}
