import { hash } from './random.ts'

/** What a job meets in the world outside the node: for the stories of the demo, whose times and faults are told. */
export interface Course {
  /** Seconds from the end of the one before it to the end of each workload, by its name; Infinity for never. */
  took?: Readonly<Record<string, number>>
  /** Workloads that come to nothing, and the node's words for it. */
  fails?: Readonly<Record<string, string>>
  /** The order of the workloads in place of the node's own. */
  order?: readonly string[]
  /** Waits for no other deployment of the node: stories are told one after the other, not by the clock. */
  alone?: boolean
}

/** Seconds that a node needs for a workload of a type: between the two. */
const SECONDS: Readonly<Record<string, readonly [number, number]>> = {
  zmount: [2, 5],
  volume: [1, 3],
  qsfs: [8, 14],
  network: [3, 7],
  'network-light': [2, 5],
  ip: [5, 12],
  ipv4: [5, 12],
  // the image is fetched
  zmachine: [14, 40],
  'zmachine-light': [10, 30],
  zlogs: [1, 2],
  zdb: [2, 6],
  'gateway-name-proxy': [4, 15],
  'gateway-fqdn-proxy': [4, 15],
}

/** Whole seconds for one workload, the same for the same one. */
export function secondsFor(type: string, ...same: readonly (string | number)[]): number {
  const [least, most] = SECONDS[type] ?? [1, 3]
  return least + (hash(...same, type) % (most - least + 1))
}
