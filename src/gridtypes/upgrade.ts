import type { LooseDeployment, WorkloadType } from './deployment.ts'
import { validate } from './validate.ts'

/** One step of an update; `id` is the workload's global id, `twin-contract-name`. */
export interface UpgradeStep {
  id: string
  name: string
  op: 'add' | 'update' | 'remove'
}

/** What an update does; workloads in neither list stay as they are on the node. */
export interface Upgrade {
  /** In the order of the new deployment's workloads; the node then runs them by type. */
  add_update_in_order: UpgradeStep[]
  /** The node promises no order here; ours is the current deployment's. */
  remove_any_order: UpgradeStep[]
}

/** Types a running workload can be changed in place (facts: node-api.md section 5). */
export const UPDATABLE_TYPES: ReadonlySet<string> = new Set<WorkloadType>([
  'zmount',
  'volume',
  'zdb',
  'network',
  'network-light',
  'qsfs',
])

/**
 * What `next` does to `current`, or why the node's grid types refuse it. Workloads are matched by
 * name; one whose version is not the new deployment's is left untouched even when its data differs.
 * What the node refuses on top of this is `upgradeRefusal` (facts: node-api.md section 5).
 */
export function upgrade(
  current: LooseDeployment,
  next: LooseDeployment,
): Upgrade | { error: string } {
  const invalid = validate(next)
  if (invalid !== null) return { error: `new deployment is invalid: ${invalid}` }
  if (current.twin_id !== next.twin_id || current.contract_id !== next.contract_id) {
    return { error: 'cannot change deployment or twin id' }
  }
  const expected = (current.version + 1) >>> 0 // uint32 on the node
  if (next.version !== expected) {
    return { error: `expecting deployment version ${expected}, got ${next.version}` }
  }

  const step = (name: string, op: UpgradeStep['op']): UpgradeStep => ({
    id: `${next.twin_id}-${next.contract_id}-${name}`,
    name,
    op,
  })
  const old = new Map(current.workloads.map((workload) => [workload.name, workload]))
  const steps: UpgradeStep[] = []
  for (const workload of next.workloads) {
    const { name, version } = workload
    const older = old.get(name)
    if (older === undefined && version !== expected) {
      return { error: `invalid version number for workload '${name}' expected '${expected}'` }
    }
    if (older !== undefined && older.type !== workload.type) {
      return { error: `cannot change workload type '${name}'` }
    }
    if (version === expected) steps.push(step(name, older === undefined ? 'add' : 'update'))
    old.delete(name)
  }
  return {
    add_update_in_order: steps,
    remove_any_order: [...old.keys()].map((name) => step(name, 'remove')),
  }
}

/**
 * The text `zos.deployment.update` answers when this update is refused before anything runs, or
 * null: the reasons of `upgrade`, and a change of a type that cannot be changed in place
 * (facts: node-api.md sections 1.9 and 5).
 */
export function upgradeRefusal(current: LooseDeployment, next: LooseDeployment): string | null {
  const plan = upgrade(current, next)
  if ('error' in plan) return `${plan.error}: upgrade validation error`
  const updated = new Set(
    plan.add_update_in_order.filter((step) => step.op === 'update').map((step) => step.name),
  )
  const stiff = next.workloads.find(
    (workload) => updated.has(workload.name) && !UPDATABLE_TYPES.has(workload.type),
  )
  return stiff === undefined
    ? null
    : `workload '${stiff.type}' does not support upgrade: upgrade validation error`
}
