import { unavailableWords, whyNotDeploy } from '#chain/available.ts'
import { capacityOf } from '#gridtypes/capacity.ts'
import type { LooseDeployment, Workload } from '#gridtypes/deployment.ts'
import type { NodeId, TwinId } from '#lib/ids.ts'
import { bytes } from '#lib/units.ts'
import { usageOf } from '#node/capacity.ts'
import { addressFault, freeAddress, freeSubnet, isIn, overlap } from '#deploy/compose/subnets.ts'
import { bad, given, ok, warn, worst, type Verdict } from './items.ts'
import { mostCpu, usableMemory } from './largest.ts'
import type { NodeFacts, Observed } from './observed.ts'
import { largestPiece, pack, piecesOf } from './pack.ts'

/** One part of a draft as it was read, with its number. */
export interface ReadPart {
  at: number
  node: NodeId
  deployment: LooseDeployment
}

/** Parts of one node, which it sees as one load. */
export interface OnNode {
  node: NodeId
  parts: readonly ReadPart[]
  facts: NodeFacts
}

const size = (value: bigint) => {
  const { value: number, unit } = bytes(value)
  return `${number} ${unit}`
}

/** A workload with where it stands: for the words and for the field to mend. */
interface Spot {
  part: number
  path: string
  workload: Workload
}

function spots({ parts }: Pick<OnNode, 'parts'>): Spot[] {
  return parts.flatMap(({ at, deployment }) =>
    deployment.workloads.flatMap((workload, i) =>
      'fault' in workload ? [] : [{ part: at, path: `workloads.${i}`, workload }],
    ),
  )
}

const all = ({ parts }: OnNode) => parts.flatMap(({ deployment }) => deployment.workloads)
const otherNode = (node: NodeId) => ({ kind: 'other-node' as const, node })

export const answers = ({ node, facts }: OnNode): Verdict =>
  given(facts.answers, `an answer of node ${node}`, (ms) =>
    ok(`Node ${node} answered within ${Math.max(1, Math.round(ms))} ms.`),
  )

/** Who may deploy there, by the chain's rules. */
export const available = ({ node, facts }: OnNode, twin: TwinId): Verdict =>
  given(facts.offer, `who may deploy on node ${node}`, (offer) => {
    const why = whyNotDeploy(offer, twin)
    if (why === undefined) return ok(`Twin ${twin} may deploy on node ${node}.`)
    const mend = why === 'dedicated' ? { kind: 'rent' as const, node } : otherNode(node)
    return bad(unavailableWords[why], mend)
  })

/** Full nodes before the command, and what all of them have (facts: node-api.md 1.1). */
const FULL =
  'zmount network zdb zmachine volume ipv4 ip gateway-name-proxy gateway-fqdn-proxy qsfs zlogs'

export const features = (on: OnNode): Verdict =>
  given(on.facts.features, `what node ${on.node} can do`, (told) => {
    const known = new Set(told ?? FULL.split(' '))
    const missing = [...new Set(all(on).map(({ type }) => type))].filter((type) => !known.has(type))
    if (missing.length === 0) return ok(`Node ${on.node} has every type that is asked for.`)
    const light = known.has('zmachine-light') ? ' It is a light node.' : ''
    return bad(
      `Node ${on.node} has no ${missing.join(', no ')}.${light} Choose another node.`,
      otherNode(on.node),
    )
  })

export const cru = (on: OnNode): Verdict =>
  given(on.facts.counters, `the threads of node ${on.node}`, (counters) => {
    const machines = spots(on).flatMap((spot) =>
      spot.workload.type === 'zmachine' || spot.workload.type === 'zmachine-light'
        ? [{ ...spot, cpu: BigInt(spot.workload.data.compute_capacity.cpu) }]
        : [],
    )
    const most = mostCpu(counters)
    const tooMany = machines.find(({ cpu }) => cpu > most)
    if (tooMany) {
      return bad(
        `${tooMany.workload.name} asks for ${tooMany.cpu} threads; a machine on node ${on.node} has at most ${most}.`,
        {
          kind: 'set',
          part: tooMany.part,
          path: `${tooMany.path}.data.compute_capacity.cpu`,
          value: Number(most),
          words: `Take ${most} threads`,
        },
      )
    }
    const sum = machines.reduce((total, { cpu }) => total + cpu, 0n)
    const { free } = usageOf(counters, 'cru')
    // threads are promised more than once; nothing is refused for it (facts: node-api.md section 6)
    return sum > free
      ? warn(`${sum} threads are asked for and ${free} are not promised yet: they are shared.`)
      : ok(`${sum} of ${free} free threads.`)
  })

/** Nodes of some releases add so much to a machine's memory, at most 1 GiB (facts: product.md 1b, fit check). */
const OVERHEAD_PERCENT = 5n

export const mru = (on: OnNode): Verdict =>
  given(on.facts.counters, `the memory of node ${on.node}`, (counters) => {
    const needed = sumOf(on, 'mru')
    const usable = usableMemory(counters)
    if (needed > usable) {
      return bad(
        `${size(needed)} of memory are asked for; node ${on.node} would still hand out ${size(usable)}, its own reserve apart. Ask for less, or choose another node.`,
        otherNode(on.node),
      )
    }
    const extra = (needed * OVERHEAD_PERCENT) / 100n
    if (needed + extra > usable) {
      return warn(
        `${size(needed)} of memory fit into ${size(usable)} barely: a node that is busy itself, or of an older release, may refuse.`,
      )
    }
    return ok(`${size(needed)} of ${size(usable)} usable memory.`)
  })

function sumOf(on: OnNode, unit: 'mru' | 'sru' | 'hru'): bigint {
  return all(on).reduce((sum, workload) => {
    const capacity = capacityOf(workload)
    return 'error' in capacity ? sum : sum + capacity[unit]
  }, 0n)
}

/** Disks, root disks and namespaces, each whole in one pool. */
export const disks = (on: OnNode): Verdict =>
  given(on.facts.pools, `the pools of node ${on.node}`, (pools) => {
    const pieces = piecesOf(all(on))
    if (pieces.length === 0) return ok('No disk is asked for.')
    const packing = pack(pieces, pools)
    const used = packing.loads.filter((load) => load.pieces.length > 0)
    const total = pieces.reduce((sum, piece) => sum + piece.size, 0n)
    switch (packing.verdict) {
      case 'fits':
        return ok(
          `${size(total)} in ${pieces.length} ${pieces.length === 1 ? 'piece' : 'pieces'} fit into ${used.length} ${used.length === 1 ? 'pool' : 'pools'}, root disks counted.`,
        )
      case 'tight':
        return warn(
          `The disks fit in one order only, and node ${on.node} may take another. Smaller disks, or fewer, are safer.`,
        )
      case 'no': {
        const [piece] = packing.homeless
        if (!piece) return ok('Every disk has its place.')
        const kind = piece.on.toUpperCase()
        const largest = largestPiece(pools, piece.on)
        const has =
          largest === null
            ? `node ${on.node} has no ${kind}`
            : `the largest free piece is ${size(largest)} before the others`
        return bad(
          `The ${piece.what === 'root' ? 'root disk' : piece.what} of ${piece.name} needs ${size(piece.size)} in one ${kind} pool; ${has}.`,
          otherNode(on.node),
        )
      }
      default:
        return packing.verdict satisfies never
    }
  })

/** A network of the draft on this node; those that use no WireGuard have no port. */
const networksOf = (on: Pick<OnNode, 'parts'>) =>
  spots(on).flatMap((spot) =>
    spot.workload.type === 'network' || spot.workload.type === 'network-light'
      ? [{ ...spot, name: spot.workload.name, data: spot.workload.data }]
      : [],
  )

export const port = (on: OnNode): Verdict | undefined => {
  const networks = networksOf(on).filter(({ data }) => data.wireguard_private_key !== '')
  if (networks.length === 0) return undefined
  return given(on.facts.wgPorts, `the WireGuard ports of node ${on.node}`, (taken) => {
    const used = new Set(taken)
    for (const { data, part, path, name } of networks) {
      const wanted = data.wireguard_listen_port
      if (used.has(wanted) || wanted === 0) {
        let free = Math.max(1024, wanted + 1)
        while (used.has(free)) free++
        return bad(
          wanted === 0
            ? `Network ${name} has no WireGuard port. Take ${free}.`
            : `WireGuard port ${wanted} is taken on node ${on.node}. Take ${free}.`,
          {
            kind: 'set',
            part,
            path: `${path}.data.wireguard_listen_port`,
            value: free,
            words: `Take port ${free}`,
          },
        )
      }
      used.add(wanted)
    }
    return ok(
      `WireGuard port ${networks.map(({ data }) => data.wireguard_listen_port).join(', ')} is free.`,
    )
  })
}

/** Whether each network of the draft is new on its node, and its subnet nobody else's. */
export const subnet = (
  on: OnNode,
  { shares }: Observed,
  everywhere: readonly ReadPart[],
): Verdict | undefined => {
  const networks = networksOf(on)
  if (networks.length === 0) return undefined
  const inDraft = networksOf({ parts: everywhere })
  return given(on.facts.networks, `the twin’s networks on node ${on.node}`, (there) =>
    given(shares, 'the twin’s networks elsewhere', (others) => {
      for (const { name, data, part, path } of networks) {
        const edit = (field: string) => ({ kind: 'edit' as const, part, path: `${path}.${field}` })
        if (there.some((one) => one.name === name)) {
          return bad(
            `A network called ${name} is on node ${on.node} already. Join that one, or take another name.`,
            edit('name'),
          )
        }
        if (data.ip_range !== '' && !isIn(data.subnet, data.ip_range)) {
          return bad(`Subnet ${data.subnet} is not part of ${data.ip_range}.`, edit('data.subnet'))
        }
        const here = there.find((one) => overlap(one.subnet, data.subnet))
        const same = others.filter((one) => one.name === name && one.node !== on.node)
        const own = inDraft.filter(
          (one) => one.name === name && (one.part !== part || one.path !== path),
        )
        const taken = [...same, ...own.map((one) => one.data)].map((one) => one.subnet)
        const clash = taken.some((one) => overlap(one, data.subnet))
        if (here || clash) {
          const free = freeSubnet(data.ip_range, [...taken, data.subnet, here?.subnet ?? ''])
          return bad(
            here
              ? `Subnet ${data.subnet} is that of network ${here.name} on node ${on.node}.`
              : `Subnet ${data.subnet} is given twice in network ${name}.`,
            free === undefined
              ? edit('data.subnet')
              : {
                  kind: 'set',
                  part,
                  path: `${path}.data.subnet`,
                  value: free,
                  words: `Take ${free}`,
                },
          )
        }
      }
      return ok(`Subnet ${networks.map(({ data }) => data.subnet).join(', ')} is free.`)
    }),
  )
}

/** Whether each machine has an address of its network that nobody else has. */
export const privateIp = (on: OnNode): Verdict | undefined => {
  const machines = machinesOf(on)
  if (machines.length === 0) return undefined
  const own = new Map(networksOf(on).map(({ name, data }) => [name, data.subnet]))
  const verdicts = machines.map(({ name, nic, part, path }): Verdict => {
    const edit = { kind: 'edit' as const, part, path: `${path}.ip` }
    const twice = machines.some(
      (other) =>
        other.name !== name && other.nic.network === nic.network && other.nic.ip === nic.ip,
    )
    if (twice) return bad(`${name} has the address of another machine: ${nic.ip}.`, edit)
    const judge = (net: string, taken: readonly string[]): Verdict => {
      const fault = addressFault(nic.ip, net)
      const used = taken.includes(nic.ip) ? `${nic.ip} is another machine’s.` : null
      const why = fault ?? used
      if (why === null) return ok(`${nic.ip} is free.`)
      const mine = machines.map((other) => other.nic.ip)
      const free = freeAddress(net, [...taken, ...mine])
      return bad(
        `${name}: ${why}`,
        free === undefined
          ? edit
          : { kind: 'set', part, path: `${path}.ip`, value: free, words: `Take ${free}` },
      )
    }
    const fresh = own.get(nic.network)
    if (fresh !== undefined) return judge(fresh, [])
    return given(on.facts.networks, `the twin’s networks on node ${on.node}`, (there) => {
      const net = there.find((one) => one.name === nic.network)
      if (net === undefined) {
        return bad(
          `${name} joins network ${nic.network}, which is neither in this deployment nor on node ${on.node}.`,
          { kind: 'edit', part, path: `${path}.network` },
        )
      }
      return given(on.facts.privateIps, `the addresses in ${nic.network}`, (ips) =>
        judge(net.subnet, ips.get(nic.network) ?? []),
      )
    })
  })
  return worst(verdicts, `${machines.map(({ nic }) => nic.ip).join(', ')} is free.`)
}

const machinesOf = (on: OnNode) =>
  spots(on).flatMap((spot) => {
    const { workload, part, path } = spot
    if (workload.type !== 'zmachine' && workload.type !== 'zmachine-light') return []
    const [nic] = workload.data.network.interfaces
    if (nic === undefined) return [] // said by the node's own rules
    const { name, data } = workload
    return [{ name, nic, data, part, path: `${path}.data.network.interfaces.0` }]
  })

/** Cards that are asked for: they are there, free, and the twin rents the node. */
export const gpu = (on: OnNode, twin: TwinId): Verdict | undefined => {
  const asked = machinesOf(on).flatMap(({ name, data }) => data.gpu.map((id) => ({ name, id })))
  if (asked.length === 0) return undefined
  const cards = given(on.facts.gpus, `the cards of node ${on.node}`, (gpus) => {
    for (const { name, id } of asked) {
      const card = gpus.find((one) => one.id === id)
      if (card === undefined) {
        return bad(`${name} asks for card ${id}; node ${on.node} has no such card.`)
      }
      if (card.contract !== 0n) {
        return bad(`${card.vendor} ${card.device} is in use by contract ${card.contract}.`)
      }
      if (asked.filter((one) => one.id === id).length > 1) {
        return bad(`Card ${id} is asked for twice.`)
      }
    }
    return ok('')
  })
  const rented = given(on.facts.offer, `who rents node ${on.node}`, ({ rentedBy }) =>
    rentedBy === twin
      ? ok('')
      : bad(
          `A card is only given to who rents the node. Rent node ${on.node} first.`,
          rentedBy === undefined ? { kind: 'rent', node: on.node } : otherNode(on.node),
        ),
  )
  return worst(
    [rented, cards],
    `${asked.length} free ${asked.length === 1 ? 'card' : 'cards'}, on a node that you rent.`,
  )
}

/** Gateways: the node has a domain for names, and a public address for both. */
export const domain = (on: OnNode): Verdict | undefined => {
  const gateways = spots(on).filter(({ workload }) => workload.type.startsWith('gateway-'))
  if (gateways.length === 0) return undefined
  return given(on.facts.publicConfig, `the public configuration of node ${on.node}`, (config) => {
    const named = gateways.some(({ workload }) => workload.type === 'gateway-name-proxy')
    if (config === null || (named && config.domain === '')) {
      return bad(
        `Node ${on.node} has no ${config === null ? 'public address' : 'domain'}, so it is no gateway${named ? ' for names' : ''}. Choose another node.`,
        otherNode(on.node),
      )
    }
    for (const { workload, part, path } of gateways) {
      if (workload.type !== 'gateway-fqdn-proxy') continue
      const { fqdn } = workload.data
      const inside =
        config.domain !== '' && fqdn.toLowerCase().endsWith(`.${config.domain.toLowerCase()}`)
      if (inside) {
        return bad(`${fqdn} is under the gateway’s own domain; take a name gateway for that.`, {
          kind: 'edit',
          part,
          path: `${path}.data.fqdn`,
        })
      }
    }
    const own = gateways.flatMap(({ workload }) =>
      workload.type === 'gateway-fqdn-proxy' ? [workload.data.fqdn] : [],
    )
    return own.length === 0
      ? ok(`Names are given under ${config.domain}.`)
      : warn(`${own.join(', ')} must point to ${config.ipv4.split('/')[0] ?? 'the gateway'} first.`)
  })
}
