import { describeContract } from '#deploy/description.ts'
import type { GridContract } from '#gridproxy/schemas.ts'

/** A deployment that can be laid beside another one. */
export interface OtherDeployment {
  nodeId: number
  contractId: bigint
  /** May be empty. */
  name: string
  /** Unix seconds. */
  createdAt: number
}

/** The deployments among `contracts` but `own`, the newest first. */
export function othersOf(contracts: readonly GridContract[], own: bigint): OtherDeployment[] {
  return contracts
    .flatMap(({ contract_id, created_at, details }) =>
      details.nodeId === null || contract_id === own
        ? []
        : [
            {
              nodeId: details.nodeId,
              contractId: contract_id,
              name: describeContract(details.deployment_data).name,
              createdAt: created_at,
            },
          ],
    )
    .toSorted((a, b) => b.createdAt - a.createdAt)
}

/** Those whose name or `node:contract` holds what was typed, in any case of letters. */
export function fitting(
  all: readonly OtherDeployment[],
  typed: string,
): readonly OtherDeployment[] {
  const wanted = typed.trim().toLowerCase()
  return all.filter(({ name, nodeId, contractId }) =>
    `${name.toLowerCase()} ${nodeId}:${contractId}`.includes(wanted),
  )
}
