import { capacityOf, type Capacity } from '#gridtypes/capacity.ts'
import type { LooseDeployment, LooseWorkload, Workload } from '#gridtypes/deployment.ts'
import type { NodeId } from '#lib/ids.ts'
import type { NodeFacts } from './observed.ts'

/** One part of a draft as it was read, with its number. */
export interface ReadPart {
  at: number
  node: NodeId
  deployment: LooseDeployment
  /** For an update: what the node serves now, by name. Its room, ports and addresses are this part's already. */
  present: ReadonlyMap<string, LooseWorkload>
  isUpdate: boolean
}

/** Parts of one node, which it sees as one load. */
export interface OnNode {
  node: NodeId
  parts: readonly ReadPart[]
  facts: NodeFacts
}

/** A workload with where it stands: for the words and for the field to mend. */
export interface Spot {
  part: number
  path: string
  workload: Workload
  /** The one of the same name and type that the node has already. */
  present: Workload | undefined
}

/** Every workload that can be read. */
export const spots = ({ parts }: Pick<OnNode, 'parts'>): Spot[] =>
  parts.flatMap(({ at, deployment, present }) =>
    deployment.workloads.flatMap((workload, i): Spot[] => {
      if ('fault' in workload) return []
      const old = present.get(workload.name)
      const same = old && !('fault' in old) && old.type === workload.type ? old : undefined
      return [{ part: at, path: `workloads.${i}`, workload, present: same }]
    }),
  )

/** Workloads that the node does not have yet. */
export const fresh = (on: Pick<OnNode, 'parts'>): Spot[] =>
  spots(on).filter(({ present }) => present === undefined)

/** How much more of a unit is asked for than the node has booked for these parts. */
export function more(on: OnNode, unit: keyof Capacity): bigint {
  return spots(on).reduce((sum, { workload, present }) => {
    const grown = booked(workload, unit) - (present ? booked(present, unit) : 0n)
    return grown > 0n ? sum + grown : sum
  }, 0n)
}

function booked(workload: Workload, unit: keyof Capacity): bigint {
  const capacity = capacityOf(workload)
  return 'error' in capacity ? 0n : capacity[unit]
}

/** Networks of the parts. */
export const networksOf = (on: Pick<OnNode, 'parts'>) =>
  spots(on).flatMap((spot) => {
    const { workload, present } = spot
    if (workload.type !== 'network' && workload.type !== 'network-light') return []
    const old =
      present?.type === 'network' || present?.type === 'network-light' ? present.data : undefined
    return [{ ...spot, name: workload.name, data: workload.data, old }]
  })

/** Machines of the parts with their place in a network. */
export const machinesOf = (on: Pick<OnNode, 'parts'>) =>
  spots(on).flatMap((spot) => {
    const { workload } = spot
    if (workload.type !== 'zmachine' && workload.type !== 'zmachine-light') return []
    const [nic] = workload.data.network.interfaces
    if (nic === undefined) return [] // said by the node's own rules
    const { name, data } = workload
    return [{ ...spot, name, nic, data, nicPath: `${spot.path}.data.network.interfaces.0` }]
  })
