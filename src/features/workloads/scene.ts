import type { LooseWorkload, Workload, WorkloadType } from '#gridtypes/deployment.ts'
import { paths } from '#paths.ts'
import type { Subject } from '#queries/deployment.ts'

/** What a panel knows of its surroundings. */
export interface Scene {
  subject: Subject
  /** All workloads of the deployment by name. */
  workloads: ReadonlyMap<string, LooseWorkload>
}

export const sceneOf = (subject: Subject, workloads: readonly LooseWorkload[]): Scene => ({
  subject,
  workloads: new Map(workloads.map((workload) => [workload.name, workload])),
})

/** The address of a workload's panel. */
export const panelOf = (nodeId: number, contractId: bigint, workload: string) =>
  paths.deployment(nodeId, contractId, 'workloads', { workload })

/** The other workload of this name, when it is of one of the types and could be read. */
export function find<T extends WorkloadType>(
  { workloads }: Scene,
  name: string,
  ...types: readonly T[]
): Workload<T> | undefined {
  const found = workloads.get(name)
  if (!found || 'fault' in found) return undefined
  // the type is one of T, so the data is of that type
  return types.some((type) => type === found.type) ? (found as Workload<T>) : undefined
}
