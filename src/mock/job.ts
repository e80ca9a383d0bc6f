import type { Course } from './course.ts'
import { standing } from './history.ts'
import type { Host } from './node.ts'
import type { Asked, DeploymentRow, Entry, NodeRow, WorkloadState } from './schema.ts'

/** One piece of work of a node; a node has one at a time. */
export interface Job {
  host: Host
  node: NodeRow
  row: DeploymentRow
  course: Course
  /** Unix seconds that the work has got to, which may be ahead of the clock. */
  at: number
}

/** What became of a workload. */
export interface Fate {
  state: WorkloadState
  message: string
  /** JSON text, `null` for none. */
  data: string
}

export const ok = (data: unknown = null): Fate => ({
  state: 'ok',
  message: '',
  data: JSON.stringify(data),
})

export const failed = (message: string, data: unknown = null): Fate => ({
  state: 'error',
  message,
  data: JSON.stringify(data),
})

/** Writes down what became of a workload at the job's moment. */
export function record({ row, at }: Pick<Job, 'row' | 'at'>, asked: Asked, fate: Fate) {
  row.history.push({ asked, result: { created: at, ...fate } })
}

/** The same as before, stamp and all, written down once more. */
export function recordAgain({ row, at }: Job, asked: Asked, { result }: Entry) {
  row.history.push({ asked, result: { ...result }, at })
}

/** A workload of the job's deployment as it stands at the job's moment. */
export const current = ({ row }: Job, name: string): Entry | undefined =>
  standing(row).find(({ asked }) => asked.name === name)
