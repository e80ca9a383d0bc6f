import type { SignatureRequirement, WorkloadData, WorkloadType } from '#gridtypes/deployment.ts'
import { utf8 } from '#lib/bytes.ts'
import type { NodeId, TwinId } from '#lib/ids.ts'
import { stringifyJson } from '#lib/json.ts'

/** What a deployment can begin as. */
export const templates = [
  'vm',
  'micro-vm',
  'zdb',
  'disk',
  'qsfs',
  'network',
  'gateway-name',
  'gateway-fqdn',
  'empty',
] as const
export type Template = (typeof templates)[number]

/** One deployment of a draft: what its contract is made with, and what its node gets. */
export interface DraftPart {
  node: NodeId
  /** The node's own twin, to which the deployment is sent. */
  nodeTwin: TwinId
  /** The deployment's exact JSON, of version 0, without contract id and signatures. */
  text: string
  /** `deployment_data` of the contract, at most 512 bytes. */
  data: string
  /** Addresses that the contract reserves of the farm. */
  publicIps: number
  /** Names that need a name contract of their own, in the order of their gateways. */
  names: string[]
}

/** What is about to be deployed; several parts where a network spans several nodes. */
export interface Draft {
  template: Template
  /** What the person calls it. */
  title: string
  parts: DraftPart[]
}

/** Where something is to be deployed. */
export interface Place {
  node: NodeId
  nodeTwin: TwinId
  /** A light node has types of its own (facts: node-api.md 1.1). */
  light: boolean
}

/** Whose deployment it is, and who signs it how. The style is hashed, so it is settled before signing. */
export interface Owner {
  twin: TwinId
  requirement: SignatureRequirement
}

/** The owner alone signs, in the style of the signer at hand (`''`, or that of browser wallets). */
export const ownerOf = (twin: TwinId, signature_style = ''): Owner => ({
  twin,
  requirement: {
    requests: [{ twin_id: twin, required: true, weight: 1n }],
    weight_required: 1n,
    signatures: [],
    signature_style,
  },
})

/** A workload of a draft; its result is not there yet. */
export type NewWorkload = {
  [T in WorkloadType]: {
    version: 0
    name: string
    type: T
    data: WorkloadData[T]
    metadata: string
    description: string
  }
}[WorkloadType]

/** A workload with what no form asks for left as it is at first. */
export const workload = <T extends WorkloadType>(
  type: T,
  name: string,
  data: WorkloadData[T],
  metadata = '',
): NewWorkload => ({ version: 0, name, type, data, metadata, description: '' }) as NewWorkload // type and data belong together by T

/** What a contract says of its deployment (facts: grid-services.md C.5): tools find networks and machines by it. */
export interface Naming {
  type: 'vm' | 'network' | 'network-light' | 'zdb' | 'qsfs' | 'gateway' | 'disk'
  name: string
  /** `fullvm/<name>`; `''` for the kind alone. */
  project: string
  light: boolean
}

/** The conventional text; version 4 is that of light nodes. */
export const contractData = ({ type, name, project, light }: Naming): string =>
  JSON.stringify({ version: light ? 4 : 3, type, name, projectName: project })

/** Bytes of a contract's text; the chain takes 512 (facts: tfchain.md section 5). */
export const dataSize = (data: string): number => utf8(data).length
export const MOST_DATA = 512

/** Writes a part. Public addresses and names are counted from the workloads, so that they cannot differ. */
export function partOf(
  { node, nodeTwin }: Place,
  owner: Owner,
  data: string,
  workloads: readonly NewWorkload[],
  metadata: string = data,
): DraftPart {
  const text = stringifyJson({
    version: 0,
    twin_id: owner.twin,
    contract_id: 0,
    metadata,
    description: '',
    expiration: 0,
    signature_requirement: owner.requirement,
    workloads,
  })
  return { node, nodeTwin, text, data, ...needsOf(workloads) }
}

/** What the chain must be asked for besides the contract itself (facts: grid-services.md C.6). */
export function needsOf(
  workloads: readonly { type: string; data?: unknown }[],
): Pick<DraftPart, 'publicIps' | 'names'> {
  let publicIps = 0
  const names: string[] = []
  for (const { type, data } of workloads) {
    if (typeof data !== 'object' || data === null) continue
    if (type === 'ipv4' || (type === 'ip' && 'v4' in data && data.v4 === true)) publicIps++
    if (type === 'gateway-name-proxy' && 'name' in data && typeof data.name === 'string') {
      if (data.name !== '' && !names.includes(data.name)) names.push(data.name)
    }
  }
  return { publicIps, names }
}

/** The parts as a saga is made of them (`makeSaga`), in their order: networks over several nodes first to last. */
export const targetsOf = ({ parts }: Draft) =>
  parts.map(({ node, nodeTwin, text, data }) => ({
    kind: 'create' as const,
    nodeId: node,
    nodeTwin,
    text,
    data,
  }))
