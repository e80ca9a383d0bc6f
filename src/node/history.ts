import type { LooseWorkload } from '#gridtypes/deployment.ts'

/** One entry of a deployment's history; times in Unix seconds. */
export interface Change {
  index: number
  name: string
  type: string
  version: number
  /** The state before; `""` at first. */
  from: string
  state: string
  at: number
  message: string
  /** Seconds since this workload's former change; null at its first. */
  gap: number | null
}

/** A stretch of one state; `to` is null while it lasts. `change` began it. */
export interface Span {
  from: number
  to: number | null
  state: string
  change: number
}

/** What a workload waited for, and until when. */
export interface Wait {
  on: string
  until: number
}

/** One workload's life. */
export interface Lane {
  name: string
  type: string
  state: string
  since: number
  gone: boolean
  spans: Span[]
  /** Indices of changes that changed nothing. */
  marks: number[]
  waits: Wait[]
}

export interface History {
  changes: Change[]
  lanes: Lane[]
  versions: { version: number; at: number }[]
  first: number
  last: number
}

export function historyOf(changes: readonly LooseWorkload[]): History {
  const all = changes.map(({ name, type, version, result }, index): Change => ({
    index,
    name,
    type,
    version,
    from: '',
    state: result.state,
    at: Number(result.created),
    message: result.message,
    gap: null,
  }))
  return {
    changes: all,
    lanes: [],
    versions: [],
    first: all[0]?.at ?? 0,
    last: all.at(-1)?.at ?? 0,
  }
}
