import type { Change, History, Lane } from '#node/history.ts'
import { duration } from '#ui/timeline/words.ts'

/** What is said of an event: by the node in its own words, or by the console that explains. */
export interface Said {
  text: string
  by: 'node' | 'console'
}

const node = (text: string): Said => ({ text, by: 'node' })
const ours = (text: string): Said => ({ text, by: 'console' })

/** `10 min 51 s`; seconds in, none below nothing. */
export const seconds = (count: number): string => duration(count * 1000)

/** "data1", "data1 and webnet", "data1, webnet and pubip". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

/**
 * What stands behind an event. `former` is the version the workload had before, undefined at first; `lane`
 * is the workload's. Where several were struck at once, the first speaks for all.
 */
export function saidOf(
  change: Change,
  lane: Lane | undefined,
  former: number | undefined,
  all: number,
): Said {
  const { state, from, message, gap, version } = change
  if (message !== '') return node(message)
  if (state === 'init') return ours(`version ${version}`)
  if (from === 'init' && state === 'ok') return ours(installed(change, lane))
  if (from === 'paused' && state === 'ok') {
    return ours(`Contract funded again after ${seconds(gap ?? 0)} of grace`)
  }
  if (from === 'ok' && state === 'ok') {
    return former !== undefined && version > former
      ? ours(`updated, version ${version}`)
      : ours('recorded again, nothing changed')
  }
  if (state === 'paused') return ours('Contract in its grace period')
  if (state === 'error' || state === 'deleted' || state === 'unchanged') {
    return ours(all > 1 ? 'The node gave no reason for any.' : 'The node gave no reason.')
  }
  return ours('')
}

/** How long an installation took, and how much of it was waiting for others. */
function installed(change: Change, lane: Lane | undefined): string {
  const took = seconds(change.gap ?? 0)
  const begun = lane?.spans.find((_, i) => lane.spans[i + 1]?.change === change.index)
  const waits = lane?.waits.filter((wait) => wait.change === begun?.change) ?? []
  const waited = Math.max(0, ...waits.map(({ until }) => until - (begun?.from ?? until)))
  if (waited === 0) return took
  return `${took}, of which ${seconds(waited)} waited for ${listed(waits.map(({ on }) => on))}`
}

/** "Waiting for vm3, 10 min 51 s so far." `now` in Unix seconds, of the pending workloads. */
export function waitingFor(pending: readonly Lane[], now: number): string {
  const since = Math.min(...pending.map((lane) => lane.since))
  const who =
    pending.length > 3 ? `${pending.length} workloads` : listed(pending.map(({ name }) => name))
  return `Waiting for ${who}, ${seconds(now - since)} so far. A time-out here changes nothing on the node.`
}

/** What became of workloads that were in progress, for the message when the last one settled. */
export function settledWords(
  before: readonly Lane[],
  after: History,
): { sentence: string; more?: string; state: 'ok' | 'error' | 'warn' } | undefined {
  const names = new Set(before.map(({ name }) => name))
  const now = after.lanes.filter(({ name }) => names.has(name))
  const [first] = now
  if (!first) return undefined
  const failed = now.filter(({ state }) => state !== 'ok')
  if (now.length === 1) {
    const { name, state, since } = first
    const took = seconds(since - (before[0]?.since ?? since))
    const message = after.changes.findLast((change) => change.name === name)?.message ?? ''
    return {
      sentence: state === 'ok' ? `${name} is ok, after ${took}` : `${name} is in ${state}`,
      ...(state !== 'ok' && message !== '' ? { more: message } : {}),
      state: state === 'ok' ? 'ok' : state === 'error' ? 'error' : 'warn',
    }
  }
  return failed.length === 0
    ? { sentence: `All ${now.length} workloads are ok`, state: 'ok' }
    : {
        sentence: `${now.length - failed.length} of ${now.length} workloads are ok`,
        more: `Not so: ${listed(failed.map(({ name, state }) => `${name} (${state})`))}.`,
        state: failed.some(({ state }) => state === 'error') ? 'error' : 'warn',
      }
}
