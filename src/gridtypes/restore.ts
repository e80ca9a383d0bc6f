import type { LooseDeployment, LooseWorkload } from './deployment.ts'

/** How many workloads of a history are put back at most: each doubles the searches. */
const MOST_RESTORED = 3

/** What may have been signed, and the names of the workloads that were taken from the history for it. */
export interface Restoration {
  workloads: LooseWorkload[]
  restored: string[]
}

/**
 * What may have been signed where a node no longer tells it: first what it tells, then that with workloads
 * put back which it took down itself, and with updates which it did not do (`unchanged`), as its history
 * keeps them (facts: node-api.md section 5). All of them together come first, then every choice among them.
 */
export function restorations(
  deployment: LooseDeployment,
  history: readonly LooseWorkload[],
): Restoration[] {
  const lost = lostOf(deployment, history).slice(-MOST_RESTORED)
  const choices = Array.from({ length: 2 ** lost.length - 1 }, (_, i) => 2 ** lost.length - 1 - i)
  return [0, ...choices].map((choice) => {
    const chosen = new Map(
      lost.filter((_, i) => choice & (1 << i)).map((workload) => [workload.name, workload]),
    )
    const restored = [...chosen.keys()]
    const workloads = deployment.workloads.map((workload) => {
      const put = chosen.get(workload.name)
      chosen.delete(workload.name)
      return put ?? workload
    })
    return { workloads: [...workloads, ...chosen.values()], restored }
  })
}

/** The last of each workload that the node took down or left undone, oldest first. */
function lostOf(
  { workloads, version }: LooseDeployment,
  history: readonly LooseWorkload[],
): LooseWorkload[] {
  const told = new Map(workloads.map((workload) => [workload.name, workload]))
  const lost = new Map<string, LooseWorkload>()
  for (const change of history) {
    const { name, result } = change
    const known = told.get(name)
    // a pause, say, records what stands; only what came of this version or a later one undoes it
    if (change.version >= (lost.get(name)?.version ?? 0)) lost.delete(name)
    if (result.state === 'unchanged') {
      if (known && change.version > known.version && change.version <= version) {
        lost.set(name, change)
      }
    } else if (result.state === 'deleted' && !known) {
      if (!result.message.includes('deleted by an update')) lost.set(name, change)
    }
  }
  return [...lost.values()]
}
