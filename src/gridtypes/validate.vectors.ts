import { stringifyJson } from '#lib/json.ts'
import { capacityOf, type Capacity } from './capacity.ts'
import { readDeployment } from './deployment.ts'
import { upgrade, type Upgrade, type UpgradeStep } from './upgrade.ts'
import { validate } from './validate.ts'

/** One entry of `validation.json`: the node's error or null, and what it books per workload. */
export interface ValidationVector {
  name: string
  deployment_json: string
  error: string | null
  capacity: (Record<keyof Capacity, number | bigint> | { error: string })[]
}

/** One entry of `upgrade.json`: the node's error, or the steps it would take. */
export interface UpgradeVector {
  name: string
  current: unknown
  new: unknown
  error: string | null
  ops: Upgrade | null
}

/** Undefined when our verdict and bookings are the node's, else a sentence. */
export function checkValidation(entry: ValidationVector): string | undefined {
  const deployment = readDeployment(entry.deployment_json)
  const capacity = deployment.workloads.map(capacityOf)
  return (
    difference('error', validate(deployment), entry.error) ??
    difference('capacity', capacity.map(inOrder), entry.capacity.map(inOrder))
  )
}

/** Undefined when our steps or our refusal are the node's, else a sentence. */
export function checkUpgrade(entry: UpgradeVector): string | undefined {
  const [current, next] = [entry.current, entry.new].map((deployment) =>
    readDeployment(stringifyJson(deployment)),
  )
  const plan = upgrade(current!, next!) // two in, two out
  if ('error' in plan) return difference('error', plan.error, entry.error)
  const wanted = entry.ops && { ...entry.ops, remove_any_order: byName(entry.ops.remove_any_order) }
  return (
    difference('error', null, entry.error) ??
    difference('ops', { ...plan, remove_any_order: byName(plan.remove_any_order) }, wanted)
  )
}

const byName = (steps: UpgradeStep[]): UpgradeStep[] =>
  steps.toSorted((a, b) => (a.name < b.name ? -1 : 1))

const inOrder = (fields: object): unknown =>
  Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)))

function difference(what: string, got: unknown, wanted: unknown): string | undefined {
  const [ours, theirs] = [stringifyJson(got), stringifyJson(wanted)]
  return ours === theirs ? undefined : `${what}: got ${ours}, expected ${theirs}`
}
