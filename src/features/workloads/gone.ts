import { explainMessage } from '#node/errorbook.ts'
import type { History } from '#node/history.ts'

/** What of a deployment is no more. */
export interface Gone {
  /** In the order in which they went. */
  names: string[]
  /**
   * The last that the node took down by itself, else the last that went: its name, its change in the history,
   * when (Unix seconds), and why in words.
   */
  newest: { name: string; change: number; at: number; why: string }
}

/** What a node says of what an update left out (facts: node-api.md section 5). */
const BY_UPDATE = 'deleted by an update'

/** Signs of a message that stand for a reason the error book does not know. */
const MOST = 160

/** Workloads that a history has as deleted and that are not `present`; undefined when there are none. */
export function goneOf(
  { lanes, changes }: History,
  present: ReadonlySet<string>,
): Gone | undefined {
  const gone = lanes
    .flatMap(({ name, gone, spans }) => {
      const last = spans.at(-1)
      return gone && last && !present.has(name)
        ? [{ name, at: last.from, change: last.change }]
        : []
    })
    .toSorted((a, b) => a.change - b.change)
  const messageOf = ({ change }: { change: number }) => changes[change]?.message ?? ''
  // an update leaves out what its owner no longer wants: nobody is looking for that
  const newest = gone.findLast((one) => !messageOf(one).includes(BY_UPDATE)) ?? gone.at(-1)
  if (!newest) return undefined
  const message = messageOf(newest)
  const why = explainMessage(message)?.what ?? message.slice(0, MOST)
  return { names: gone.map(({ name }) => name), newest: { ...newest, why } }
}

/** "2 workloads are gone: vm1, vm2."; at most so many by name. */
export function goneWords(names: readonly string[], most = 4): string {
  const shown = names.slice(0, most).join(', ')
  const rest = names.length > most ? ` and ${names.length - most} more` : ''
  return names.length === 1
    ? `1 workload is gone: ${shown}.`
    : `${names.length} workloads are gone: ${shown}${rest}.`
}
