import { readDeployment, type UnreadWorkload, type Workload } from '#gridtypes/deployment.ts'
import type { Asked, DeploymentRow, Entry } from './schema.ts'

const recordedAt = ({ at, result }: Entry): number => at ?? result.created

/** The history so far: entries that are still to come are left out. Its end is looked for from the back. */
export function happened({ history }: DeploymentRow, nowMs: number): readonly Entry[] {
  let end = history.length
  // an index below the length
  while (end > 0 && recordedAt(history[end - 1]!) > nowMs / 1000) end--
  return end === history.length ? history : history.slice(0, end)
}

/** Unix seconds of the last that is recorded of a deployment, which may be still to come; 0 for nothing. */
export function settledAt({ history }: DeploymentRow): number {
  const last = history.at(-1)
  return last ? recordedAt(last) : 0
}

interface Standing {
  /** How many entries it comes from. */
  count: number
  latest: Map<string, Entry>
  list: readonly Entry[]
}

// a history only grows, so what stands after so many entries never changes
const known = new WeakMap<Entry[], Standing>()

/**
 * Each workload as it stands: its newest entry that is not `unchanged` (facts: node-api.md section 5), in
 * the order in which they came. What was deleted is absent.
 */
export function standing(row: DeploymentRow, nowMs = Infinity): readonly Entry[] {
  const { history } = row
  const count = happened(row, nowMs).length
  const before = known.get(history)
  if (before?.count === count) return before.list
  const goesOn = before !== undefined && before.count < count
  const latest = goesOn ? before.latest : new Map<string, Entry>()
  for (let i = goesOn ? before.count : 0; i < count; i++) {
    const entry = history[i]! // an index below the length
    const { name } = entry.asked
    if (entry.result.state === 'unchanged') continue
    if (entry.result.state === 'deleted') latest.delete(name)
    else latest.set(name, entry)
  }
  const list = [...latest.values()]
  // a look back is not worth keeping
  if (before === undefined || goesOn) known.set(history, { count, latest, list })
  return list
}

const read = new WeakMap<Asked, Workload | UnreadWorkload>()

/** The head of a workload's JSON, in the node's field order, up to its result. */
export function headOf({ version, name, type, data, metadata, description }: Asked): string {
  const text = JSON.stringify
  return `{"version":${version},"name":${text(name)},"type":${text(type)},"data":${data},"metadata":${text(metadata)},"description":${text(description)}`
}

/** What was asked, read by its type's rules. */
export function workloadOf(asked: Asked): Workload | UnreadWorkload {
  let workload = read.get(asked)
  if (!workload) {
    // the deployment has one workload
    workload = readDeployment(`{"workloads":[${headOf(asked)}}]}`).workloads[0]!
    read.set(asked, workload)
  }
  return workload
}

/** The workload as gridtypes read it from the text of a request; no other reading of it is needed. */
export function askedOf(workload: Workload | UnreadWorkload): Asked {
  const { version, name, type, raw = 'null', metadata, description } = workload
  const asked: Asked = { version, name, type, data: raw, metadata, description }
  read.set(asked, workload)
  return asked
}
