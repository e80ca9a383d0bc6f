import { readDeployment, readWorkloads, type LooseWorkload } from '#gridtypes/deployment.ts'
import type { Sent } from './saga.ts'
import { readText } from './text.ts'

/** How a deployment stands on its node. */
export type Judgement =
  /** It has none of that contract, or still the version before. */
  | { stands: 'absent'; version: number | null }
  | { stands: 'working' }
  | { stands: 'done' }
  /** `why` names the workloads and the node's words. */
  | { stands: 'failed'; why: string }

/** Contract checks that strike every workload after the node has answered (facts: node-api.md section 1.9). */
const STRUCK = [
  'failed to get deployment contract',
  'invalid contract type',
  'failed to check node rent state',
  'invalid node address in contract',
  'failed to compute deployment hash',
  'contract hash does not match deployment hash',
]

/**
 * Judges what a node tells by `get` and `changes`: a deployment has settled when no workload of the version that was
 * sent waits any more. What an update leaves untouched is not judged, and what it removes must be gone (facts:
 * node-api.md section 5). Throws GridTypesError for an answer that is none.
 */
export function judge(part: Sent, got: string | null, changes: string | null): Judgement {
  if (got === null) return { stands: 'absent', version: null }
  const { deployment } = readText(part.text)
  const told = readDeployment(got)
  if (told.version !== deployment.version) return { stands: 'absent', version: told.version }
  const last = new Map<string, LooseWorkload>()
  for (const workload of readWorkloads(changes ?? 'null')) last.set(workload.name, workload)
  // a node that lost its history still tells how things are
  for (const workload of told.workloads) {
    if (!last.has(workload.name)) last.set(workload.name, workload)
  }
  const faults: string[] = []
  let working = false
  for (const { name, version } of deployment.workloads) {
    const now = last.get(name)
    if (now && STRUCK.some((words) => now.result.message.includes(words))) faults.push(faultOf(now))
    else if (version < deployment.version) continue
    else if (!now || now.version < version || WAITING.has(now.result.state)) working = true
    else if (!WELL.has(now.result.state)) faults.push(faultOf(now))
  }
  const wanted = new Set(deployment.workloads.map(({ name }) => name))
  for (const workload of told.workloads) {
    if (wanted.has(workload.name)) continue
    if (workload.result.state === 'error') faults.push(faultOf(workload))
    else working = true
  }
  if (working) return { stands: 'working' }
  return faults.length > 0 ? { stands: 'failed', why: faults.join('; ') } : { stands: 'done' }
}

const WAITING: ReadonlySet<string> = new Set(['', 'init'])
const WELL: ReadonlySet<string> = new Set(['ok', 'paused'])

const faultOf = ({ name, result: { state, message } }: LooseWorkload): string =>
  `${name}: ${message === '' ? state : message}`
