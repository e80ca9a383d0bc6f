import { parseDeployment, readDeployment } from '#gridtypes/deployment.ts'
import type { LooseDeployment, LooseWorkload, Peer } from '#gridtypes/deployment.ts'
import { GridTypesError } from '#gridtypes/error.ts'
import { hexFault } from '#gridtypes/hex.ts'
import { parseTree, type Tree } from '#gridtypes/tree.ts'
import { firstFault, validate, type FirstFault } from '#gridtypes/validate.ts'

/** What the node would say to a text, in its words, and the field it is about. */
export interface Fault {
  message: string
  /**
   * `workloads.2.data.size`: keys as the wire has them, list items by number; `''` for the text as a whole.
   * As near as can be told.
   */
  path: string
}

/** The first reason for which the node would refuse this text, with its field; null when it takes it. */
export function validateAt(text: string): Fault | null {
  let deployment: LooseDeployment
  try {
    deployment = readDeployment(text)
  } catch (error) {
    if (!(error instanceof GridTypesError)) throw error
    return { message: error.message, path: whereUnreadable(text, error.message) }
  }
  const fault = firstFault(deployment)
  return fault && { message: fault.message, path: pathOf(deployment, fault) }
}

/**
 * All that can be told at once: the node stops at the first fault, a form marks one at each workload. The
 * first is the one of `validateAt`.
 */
export function faultsOf(text: string): Fault[] {
  const first = validateAt(text)
  if (first === null || !first.path.startsWith('workloads.')) return first === null ? [] : [first]
  let deployment = readDeployment(text)
  const faults: Fault[] = []
  for (let i = 0; i < deployment.workloads.length; i++) {
    const fault = firstFault(deployment)
    if (fault === null) break
    faults.push({ message: fault.message, path: pathOf(deployment, fault) })
    const workloads = deployment.workloads.map((one, at) =>
      at === fault.at ? harmless(one, at) : one,
    )
    deployment = { ...deployment, workloads }
  }
  return faults
}

/** A workload in its place that nothing is wrong with. */
const harmless = (workload: LooseWorkload, at: number): LooseWorkload => ({
  version: 0,
  name: `harmless_${at}`,
  type: 'ipv4',
  data: {},
  metadata: '',
  description: '',
  result: workload.result,
})

function pathOf({ workloads }: LooseDeployment, { at, about, message }: FirstFault): string {
  const workload = workloads[at]
  if (about !== 'data' || workload === undefined) return `workloads.${at}.${about}`
  return `workloads.${at}.${within(workload, message)}`
}

/** Where in a workload a text of the node points to. */
function within(workload: LooseWorkload, message: string): string {
  if ('fault' in workload) return unreadWithin(workload, message)
  const known = FIELDS.find(([pattern]) => pattern.test(message))
  if (known === undefined) return 'data'
  const [, field] = known
  return `data.${typeof field === 'string' ? field : field(workload, message)}`
}

type Locate = (workload: LooseWorkload, message: string) => string

const peerField =
  (field: keyof Peer): Locate =>
  (workload) => {
    const peers = 'data' in workload && 'peers' in workload.data ? workload.data.peers : []
    return `peers.${Math.max(
      0,
      peers.findIndex((peer) => peer[field].length === 0),
    )}.${field}`
  }

/** The node's texts and their fields (facts: node-api.md section 2.4; the texts are those of gridtypes/validate.ts). */
const FIELDS: readonly (readonly [RegExp, string | Locate])[] = [
  [/^invalid size$/, 'size'],
  [/^invalid mode$/, 'mode'],
  [/^network IP range/, 'ip_range'],
  [/^network resource subnet/, 'subnet'],
  [/^network resource wireguard private key/, 'wireguard_private_key'],
  [/^peer wireguard subnet/, peerField('subnet')],
  [/^peer wireguard allowedIPs/, peerField('allowed_ips')],
  [/^peer wireguard public key/, peerField('wireguard_public_key')],
  [/^invalid mycelium key length/, 'mycelium.hex_key'],
  [/^user defined peers list/, 'mycelium.peers'],
  [/^only one network private network/, 'network.interfaces'],
  [/^invalid IP$/, 'network.interfaces.0.ip'],
  [/is reserved network name$/, 'network.interfaces.0.network'],
  [/^cpu capacity/, 'compute_capacity.cpu'],
  [/^mem capacity/, 'compute_capacity.memory'],
  [/^disk size can't be less/, 'size'],
  [/^public ip (?:is not found|is assigned)/, 'network.public_ip'],
  [/^invalid mycelium seed length/, 'network.mycelium.hex_seed'],
  [/^public ip workload with no selections/, 'v4'],
  [/^name .* is invalid$/, 'name'],
  [/^fqdn .* is invalid$/, 'fqdn'],
  [/^backends list can not be empty/, 'backends'],
  [/^failed to validate backend/, backendField],
  [/^minimal shards/, 'config.minimal_shards'],
  [/^no zmachine with name/, 'zmachine'],
  [/^invalid (?:url supplied in output|output schema)/, 'output'],
]

function backendField(workload: LooseWorkload, message: string): string {
  const backends = 'data' in workload && 'backends' in workload.data ? workload.data.backends : []
  const at = backends.findIndex((backend) =>
    message.startsWith(`failed to validate backend '${backend}'`),
  )
  return `backends.${Math.max(0, at)}`
}

function unreadWithin(
  workload: LooseWorkload & { fault: GridTypesError },
  message: string,
): string {
  const field = goField(message)
  if (field !== '') return `data.${field}`
  const found = workload.raw === undefined ? undefined : spotIn(parseTree(workload.raw), message)
  return found === undefined || found === '' ? 'data' : `data.${found}`
}

/** The path that Go's decoder names; list items have no number there. */
const goField = (message: string): string => {
  const named = [...message.matchAll(/Go struct field (\w+)\.([\w.]+) of type/g)].at(-1)
  return named?.[2] ?? ''
}

function whereUnreadable(text: string, message: string): string {
  const field = goField(message)
  if (field !== '') return field
  try {
    return spotIn(parseTree(text), message) ?? ''
  } catch {
    return '' // it is no JSON at all
  }
}

/** Where the value stands that a text quotes, or the hex that is none. */
function spotIn(tree: Tree, message: string): string | undefined {
  const quoted = /invalid (?:IP|CIDR) address: (.*)$/s.exec(message)?.[1]
  const hex = /encoding\/hex: .*$/s.exec(message)?.[0]
  return leaves(tree, '').find(
    ([path, value]) =>
      (quoted !== undefined && value === quoted) ||
      (hex !== undefined && /(?:^|\.)(?:hex_\w+|key)$/i.test(path) && hexFault(value) === hex),
  )?.[0]
}

function leaves(tree: Tree, path: string): [path: string, value: string][] {
  const join = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`)
  switch (tree.kind) {
    case 'string':
      return [[path, tree.value]]
    case 'object':
      return tree.pairs.flatMap(([key, value]) => leaves(value, join(key)))
    case 'array':
      return tree.items.flatMap((item, i) => leaves(item, join(i)))
    default:
      return []
  }
}

/** Whether a text is a deployment that the node would take. */
export function isSendable(text: string): boolean {
  try {
    return validate(parseDeployment(text)) === null
  } catch {
    return false
  }
}
