import { readDeployment, type LooseDeployment } from '#gridtypes/deployment.ts'
import type { NodeId } from '#lib/ids.ts'
import type { Draft } from '#deploy/compose/draft.ts'
import * as grid from './gridchecks.ts'
import { checks, type Check, type Item, type Verdict } from './items.ts'
import * as net from './netchecks.ts'
import * as nodes from './nodechecks.ts'
import type { Observed, Who } from './observed.ts'
import type { OnNode, ReadPart } from './spots.ts'

/**
 * Everything that is known before the wallet opens, item by item in the order of `checks`, those of several
 * nodes one after another. Pure: the same facts give the same items, and each item changes as its fact comes.
 * What a draft does not need (no gateway, no card) has no item. A forecast: others may be quicker.
 *
 * For an update `present` has, at the part's place, what its node serves now: only what is new or grows is asked for.
 */
export function preflight(
  draft: Draft,
  observed: Observed,
  who: Who,
  present: readonly (LooseDeployment | undefined)[] = [],
): Item[] {
  const parts = draft.parts.flatMap(({ text, node }, at): ReadPart[] => {
    try {
      const old = present[at]
      const workloads = (old?.workloads ?? []).map((one) => [one.name, one] as const)
      return [
        {
          at,
          node,
          deployment: readDeployment(text),
          present: new Map(workloads),
          isUpdate: old !== undefined,
        },
      ]
    } catch {
      return [] // `valid` says why
    }
  })
  const ids = [...new Set(draft.parts.map(({ node }) => node))]
  const onNodes = ids.map((node): OnNode => ({
    node,
    parts: parts.filter((part) => part.node === node),
    facts: observed.nodes.get(node) ?? {},
  }))
  const items: Item[] = []
  const add = (check: Check, node: NodeId | null, verdict: Verdict | undefined) => {
    if (verdict === undefined) return
    items.push({ id: node === null ? check : `${check}:${node}`, check, node, ...verdict })
  }
  for (const check of checks) {
    const wholly = ofDraft(check, draft, parts, observed, who)
    if (wholly !== 'by-node') add(check, null, wholly)
    else for (const on of onNodes) add(check, on.node, ofNode(check, on, observed, who, parts))
  }
  return items
}

function ofDraft(
  check: Check,
  draft: Draft,
  parts: readonly ReadPart[],
  observed: Observed,
  who: Who,
): Verdict | undefined | 'by-node' {
  switch (check) {
    case 'valid':
      return grid.valid(draft)
    case 'wiring':
      return grid.wiring(parts)
    case 'public-ip':
      return grid.publicIp(
        draft,
        observed,
        new Set(parts.filter(({ isUpdate }) => isUpdate).map(({ at }) => at)),
      )
    case 'names':
      return grid.names(draft, observed)
    case 'keys':
      return grid.keys(observed)
    case 'terms':
      return grid.terms(observed)
    case 'kyc':
      return grid.kyc(observed)
    case 'balance':
      return grid.balance(observed, who)
    case 'image':
      return grid.image(parts, observed)
    case 'data':
      return grid.data(draft)
    case 'hash':
      return grid.hash(draft, observed)
    case 'once':
      return grid.once(draft, observed)
    default:
      return 'by-node'
  }
}

function ofNode(
  check: Check,
  on: OnNode,
  observed: Observed,
  { twin }: Who,
  everywhere: readonly ReadPart[],
): Verdict | undefined {
  switch (check) {
    case 'answers':
      return nodes.answers(on)
    case 'available':
      return nodes.available(on, twin)
    case 'features':
      return nodes.features(on)
    case 'cru':
      return nodes.cru(on)
    case 'mru':
      return nodes.mru(on)
    case 'disks':
      return nodes.disks(on)
    case 'port':
      return net.port(on)
    case 'subnet':
      return net.subnet(on, observed, everywhere)
    case 'private-ip':
      return net.privateIp(on)
    case 'gpu':
      return nodes.gpu(on, twin)
    case 'domain':
      return nodes.domain(on)
    default:
      return undefined
  }
}
