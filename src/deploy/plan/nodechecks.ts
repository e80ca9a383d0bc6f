import { unavailableWords, whyNotDeploy } from '#chain/available.ts'
import type { Workload } from '#gridtypes/deployment.ts'
import type { NodeId, TwinId } from '#lib/ids.ts'
import { bytes } from '#lib/units.ts'
import { usageOf } from '#node/capacity.ts'
import { bad, given, ok, warn, worst, type Verdict } from './items.ts'
import { mostCpu, usableMemory } from './largest.ts'
import { largestPiece, pack, piecesOf } from './pack.ts'
import { fresh, machinesOf, more, spots, type OnNode } from './spots.ts'

const size = (value: bigint) => {
  const { value: number, unit } = bytes(value)
  return `${number} ${unit}`
}

const otherNode = (node: NodeId) => ({ kind: 'other-node' as const, node })

export const answers = ({ node, facts }: OnNode): Verdict =>
  given(facts.answers, `an answer of node ${node}`, (ms) =>
    ok(`Node ${node} answered within ${Math.max(1, Math.round(ms))} ms.`),
  )

/** Who may deploy there, by the chain's rules; an update needs no new contract. */
export const available = ({ node, facts, parts }: OnNode, twin: TwinId): Verdict | undefined => {
  if (parts.length > 0 && parts.every(({ isUpdate }) => isUpdate)) return undefined
  return given(facts.offer, `who may deploy on node ${node}`, (offer) => {
    const why = whyNotDeploy(offer, twin)
    if (why === undefined) return ok(`Twin ${twin} may deploy on node ${node}.`)
    const mend = why === 'dedicated' ? { kind: 'rent' as const, node } : otherNode(node)
    return bad(unavailableWords[why], mend)
  })
}

/** Full nodes before the command, and what all of them have (facts: node-api.md 1.1). */
const FULL =
  'zmount network zdb zmachine volume ipv4 ip gateway-name-proxy gateway-fqdn-proxy qsfs zlogs'

export const features = (on: OnNode): Verdict =>
  given(on.facts.features, `what node ${on.node} can do`, (told) => {
    const known = new Set(told ?? FULL.split(' '))
    const missing = [
      ...new Set(
        on.parts.flatMap(({ deployment }) => deployment.workloads.map(({ type }) => type)),
      ),
    ].filter((type) => !known.has(type))
    if (missing.length === 0) return ok(`Node ${on.node} has every type that is asked for.`)
    const light = known.has('zmachine-light') ? ' It is a light node.' : ''
    return bad(
      `Node ${on.node} has no ${missing.join(', no ')}.${light} Choose another node.`,
      otherNode(on.node),
    )
  })

export const cru = (on: OnNode): Verdict =>
  given(on.facts.counters, `the threads of node ${on.node}`, (counters) => {
    const machines = fresh(on).flatMap((spot) =>
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
    const needed = more(on, 'mru')
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

/** What needs new room: new workloads, and of those that grow as much as they grow by. */
function wanted(on: OnNode): Workload[] {
  return spots(on).flatMap(({ workload, present }): Workload[] => {
    if (present === undefined) return [workload]
    if (workload.type === 'zmount' || workload.type === 'volume' || workload.type === 'zdb') {
      const had = 'size' in present.data ? present.data.size : 0n
      const size = workload.data.size - had
      // the type and the data are still of one kind
      return size > 0n ? [{ ...workload, data: { ...workload.data, size } } as Workload] : []
    }
    return []
  })
}

/** Disks, root disks and namespaces, each whole in one pool. */
export const disks = (on: OnNode): Verdict =>
  given(on.facts.pools, `the pools of node ${on.node}`, (pools) => {
    const pieces = piecesOf(wanted(on))
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

/** Cards that are asked for: they are there, free, and the twin rents the node. */
export const gpu = (on: OnNode, twin: TwinId): Verdict | undefined => {
  const machines = machinesOf(on).filter(({ present }) => present === undefined)
  const asked = machines.flatMap(({ name, data }) => data.gpu.map((id) => ({ name, id })))
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
  const gateways = fresh(on).filter(({ workload }) => workload.type.startsWith('gateway-'))
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
