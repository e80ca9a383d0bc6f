import type { In } from '#node/commands.ts'
import { indexOf, isActive } from './db.ts'
import type { Host } from './node.ts'
import { hash } from './random.ts'
import { Refusal } from './refusal.ts'
import type { DeploymentRow, NodeRow, WorkloadRow } from './schema.ts'
import { happened, standing } from './usage.ts'

const TYPES =
  'zmount,volume,zdb,network,network-light,zmachine,zmachine-light,ip,ipv4,gateway-name-proxy,gateway-fqdn-proxy,qsfs,zlogs'.split(
    ',',
  )

/** Deployments of a node whose contract still stands; a cancelled one takes its history along. */
function present({ db }: Host, node: NodeRow): DeploymentRow[] {
  return (indexOf(db).deploymentsOfNode.get(node.nodeId) ?? []).filter(({ contractId }) => {
    const contract = db.contracts.get(contractId)
    return contract === undefined || isActive(contract)
  })
}

function find(host: Host, node: NodeRow, caller: number, contractId: number): DeploymentRow {
  const row = present(host, node).find(
    (one) => one.contractId === contractId && one.twinId === caller,
  )
  if (!row) throw new Refusal('deployment not found')
  return row
}

/** A deployment as a node writes it; its workloads in no order, as out of a Go map. */
export const written = ({ now }: Host, row: DeploymentRow) => ({
  version: row.version,
  twin_id: row.twinId,
  contract_id: row.contractId,
  metadata: row.metadata,
  description: row.description,
  expiration: 0,
  signature_requirement: row.signatureRequirement,
  workloads: standing(row, now()).toSorted(
    (a, b) => hash(a.name, row.contractId) - hash(b.name, row.contractId),
  ),
})

const field = (data: unknown, name: string): unknown =>
  typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** The workloads of a body. Throws the node's words for what is no workload. */
function workloadsOf(body: unknown): Omit<WorkloadRow, 'result'>[] {
  if (!Array.isArray(body)) return []
  return body.map((item: unknown) => {
    const type = textOf(field(item, 'type'))
    const data = field(item, 'data')
    if (!TYPES.includes(type)) throw new Refusal(`invalid reservation type '${type}'`)
    if (data === null) {
      throw new Refusal(
        'handler panicked with: remote method call provision@0.0.1.CreateOrUpdate() paniced: interface conversion: interface is nil, not gridtypes.WorkloadData',
      )
    }
    if (data === undefined) {
      throw new Refusal(
        `failed to load data into object of type '*zos.${type}': unexpected end of JSON input`,
      )
    }
    return {
      version: Number(field(item, 'version') ?? 0),
      name: textOf(field(item, 'name')),
      type,
      data,
      metadata: textOf(field(item, 'metadata')),
      description: textOf(field(item, 'description')),
    }
  })
}

/** What a workload goes through after it was taken: `init` at once, its end some seconds later. */
function installed(
  { now, latency }: Host,
  workload: Omit<WorkloadRow, 'result'>,
  fault: string | undefined,
): WorkloadRow[] {
  const created = Math.floor(now() / 1000)
  const later = created + Math.ceil((fault === undefined ? 4 : 1) * latency)
  return [
    { ...workload, result: { created, state: 'init', message: '', data: null } },
    {
      ...workload,
      result: {
        created: later,
        state: fault === undefined ? 'ok' : 'error',
        message: fault ?? '',
        data: null,
      },
    },
  ]
}

/** Why the node will put every workload into `error`, looked up after it has answered (facts: node-api.md section 1.9). */
function contractFault({ db }: Host, node: NodeRow, contractId: number): string | undefined {
  const contract = db.contracts.get(contractId)
  if (!contract)
    return `failed to get deployment contract: contract ${contractId}: object not found`
  if (contract.details.type !== 'node') return 'invalid contract type, expecting node contract'
  return contract.details.nodeId === node.nodeId ? undefined : 'invalid node address in contract'
}

function mismatch(deployment: number, message: number) {
  if (deployment === message) return
  throw new Refusal(`twin id mismatch (deployment: ${deployment}, message: ${message})`)
}

export const deploying = {
  deploy(host: Host, node: NodeRow, caller: number, input: In<'zos.deployment.deploy'>): null {
    const workloads = workloadsOf(input.workloads)
    mismatch(input.twin_id, caller)
    if (Number(input.version) !== 0) {
      throw new Refusal('expected version to be 0 on deployment creation: invalid version')
    }
    const contractId = Number(input.contract_id ?? 0)
    if (present(host, node).some((row) => row.contractId === contractId && row.twinId === caller)) {
      throw new Refusal('exists')
    }
    const fault = contractFault(host, node, contractId)
    host.db.deployments.set(contractId, {
      contractId,
      twinId: caller,
      nodeId: node.nodeId,
      version: 0,
      metadata: textOf(input.metadata),
      description: textOf(input.description),
      signatureRequirement: input.signature_requirement,
      history: workloads.flatMap((workload) => installed(host, workload, fault)),
    })
    host.changed()
    return null
  },

  update(host: Host, node: NodeRow, caller: number, input: In<'zos.deployment.update'>): null {
    const workloads = workloadsOf(input.workloads)
    mismatch(input.twin_id, caller)
    const contractId = Number(input.contract_id ?? 0)
    const row = present(host, node).find(
      (one) => one.contractId === contractId && one.twinId === caller,
    )
    if (!row) throw new Refusal('deployment not found: deployment does not exist')
    const version = Number(input.version)
    if (version !== row.version + 1) {
      throw new Refusal(
        `expecting deployment version ${row.version + 1}, got ${version}: upgrade validation error`,
      )
    }
    const fault = contractFault(host, node, contractId)
    const before = standing(row, host.now())
    const created = Math.floor(host.now() / 1000)
    for (const gone of before.filter(({ name }) => !workloads.some((one) => one.name === name))) {
      row.history.push({
        ...gone,
        result: { created, state: 'deleted', message: 'deleted by an update', data: null },
      })
    }
    for (const workload of workloads) {
      const known = before.find(({ name }) => name === workload.name)
      if (known === undefined || workload.version === version) {
        row.history.push(...installed(host, workload, fault))
      }
    }
    row.version = version
    row.metadata = textOf(input.metadata)
    row.description = textOf(input.description)
    row.signatureRequirement = input.signature_requirement
    host.changed()
    return null
  },

  get: (host: Host, node: NodeRow, caller: number, contractId: number) =>
    written(host, find(host, node, caller, contractId)),

  list: (host: Host, node: NodeRow, caller: number) =>
    present(host, node)
      .filter(({ twinId }) => twinId === caller)
      .filter((row) => standing(row, host.now()).some(({ result }) => result.state !== 'error'))
      .map((row) => written(host, row)),

  changes: (host: Host, node: NodeRow, caller: number, contractId: number) =>
    happened(find(host, node, caller, contractId), host.now()),

  /** Addresses of the caller's running machines in a network of his on this node. */
  privateIps: (host: Host, node: NodeRow, caller: number, network: string): string[] =>
    present(host, node)
      .filter(({ twinId }) => twinId === caller)
      .flatMap((row) => standing(row, host.now()))
      .filter(({ type, result }) => type.startsWith('zmachine') && result.state === 'ok')
      .flatMap(({ data }) => field(field(data, 'network'), 'interfaces') ?? [])
      .filter((one) => field(one, 'network') === network)
      .map((one) => textOf(field(one, 'ip'))),

  /** Ports that networks of the told deployments listen on. */
  wgPorts: (host: Host, node: NodeRow): number[] =>
    present(host, node)
      .flatMap((row) => standing(row, host.now()))
      .filter(({ type, result }) => type === 'network' && result.state !== 'error')
      .map(({ data }) => Number(field(data, 'wireguard_listen_port') ?? 0))
      .filter((port) => port > 0),

  present,
}
