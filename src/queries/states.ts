/** A workload's state in the node's word: its look (of ui/State). Unknown words are looked at, not judged. */
export function lookOf(state: string) {
  switch (state) {
    case 'ok':
    case 'error':
    case 'paused':
    case 'deleted':
    case 'unchanged':
      return state
    case 'init':
      return 'busy'
    default:
      return 'unknown'
  }
}

/** The order in which states are told: what needs somebody first. */
const ORDER = ['error', 'unchanged', 'init', 'paused', '', 'deleted', 'ok']
/** The place of a state among them, 0 for the worst. */
export const rank = (state: string) => {
  const at = ORDER.indexOf(state)
  return at === -1 ? 1 : at
}

/** Compares two states, the worse first; a word that nobody knows stands behind an error. */
export const worstFirst = (a: string, b: string): number => rank(a) - rank(b)

/** How many workloads are in which state, worst first. */
export function tally(states: Iterable<string>): { state: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts]
    .map(([state, count]) => ({ state, count }))
    .toSorted((a, b) => worstFirst(a.state, b.state))
}

/** The verdict over a deployment's workloads in a few words, for its head. */
export function verdictOf(states: readonly string[]): {
  state: ReturnType<typeof lookOf>
  words: string
} {
  const [worst] = tally(states)
  if (!worst) return { state: 'unknown', words: 'no workloads' }
  const { state, count } = worst
  const words: Record<string, string> = {
    ok: 'ok',
    init: 'in progress',
    error: 'failed',
    paused: 'paused',
  }
  const word = words[state] ?? (state === '' ? 'never processed' : state)
  const share =
    count === states.length
      ? states.length === 1
        ? word
        : `all ${count} ${word}`
      : `${count} of ${states.length} ${word}`
  return { state: lookOf(state), words: share }
}
