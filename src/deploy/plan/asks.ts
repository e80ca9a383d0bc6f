import { readDeployment } from '#gridtypes/deployment.ts'
import type { NodeId } from '#lib/ids.ts'
import type { Draft } from '#deploy/compose/draft.ts'
import type { NodeFacts, Observed } from './observed.ts'

/** What must be asked for a preflight, and no more: every question costs a message to a node or a read of the chain. */
export interface Asks {
  nodes: ReadonlyMap<NodeId, ReadonlySet<keyof NodeFacts>>
  grid: ReadonlySet<Exclude<keyof Observed, 'nodes'>>
  /** Networks whose addresses are asked for, node by node: machines join them without bringing them. */
  joined: ReadonlyMap<NodeId, ReadonlySet<string>>
  /** Names whose contracts are looked up. */
  names: readonly string[]
  /** Flists whose checksums are tried. */
  images: readonly string[]
}

/** The questions of a draft; of a part that cannot be read only those that every part has. */
export function asksOf(draft: Draft): Asks {
  const nodes = new Map<NodeId, Set<keyof NodeFacts>>()
  const joined = new Map<NodeId, Set<string>>()
  const images = new Set<string>()
  const grid = new Set<Exclude<keyof Observed, 'nodes'>>([
    'twin',
    'terms',
    'kyc',
    'money',
    'hashes',
    'contracts',
  ])
  for (const { node, text, publicIps, names } of draft.parts) {
    const facts = nodes.get(node) ?? new Set(['answers', 'offer', 'features', 'counters', 'pools'])
    nodes.set(node, facts)
    const nets = joined.get(node) ?? new Set()
    joined.set(node, nets)
    if (publicIps > 0) facts.add('farmIps')
    if (names.length > 0) grid.add('names')
    const workloads = workloadsIn(text)
    const own = new Set(workloads.map(({ name }) => name))
    for (const workload of workloads) {
      if ('fault' in workload) continue
      switch (workload.type) {
        case 'network':
        case 'network-light':
          grid.add('shares')
          facts.add('networks')
          if (workload.data.wireguard_private_key !== '') facts.add('wgPorts')
          break
        case 'zmachine':
        case 'zmachine-light': {
          const { flist, gpu, network } = workload.data
          images.add(flist)
          grid.add('images')
          if (gpu.length > 0) facts.add('gpus')
          for (const { network: name } of network.interfaces) {
            if (own.has(name)) continue
            nets.add(name)
            facts.add('networks').add('privateIps')
          }
          break
        }
        case 'gateway-name-proxy':
        case 'gateway-fqdn-proxy':
          facts.add('publicConfig')
          break
        default:
      }
    }
  }
  const names = [...new Set(draft.parts.flatMap((part) => part.names))]
  return { nodes, grid, joined, names, images: [...images] }
}

function workloadsIn(text: string) {
  try {
    return readDeployment(text).workloads
  } catch {
    return []
  }
}
