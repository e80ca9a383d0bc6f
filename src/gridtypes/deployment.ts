import { bool, list, named, nowhere, raw, string, struct, uint32, uint64 } from './decode.ts'
import { GridTypesError } from './error.ts'
import { timestamp } from './timestamp.ts'
import { compact, parseTree, type Tree } from './tree.ts'
import { isWorkloadType, kinds, type WorkloadData, type WorkloadType } from './workload.ts'

export type { GatewayFqdnProxy, GatewayNameProxy } from './gateway.ts'
export type { Ipv4, PublicIp } from './publicip.ts'
export type { Mycelium, Network, NetworkLight, Peer } from './network.ts'
export type { Qsfs } from './qsfs.ts'
export type { Volume, Zdb, ZMount } from './storage.ts'
export type { WorkloadData, WorkloadType } from './workload.ts'
export type { Zlogs } from './zlogs.ts'
export type { ZMachine, ZMachineLight } from './zmachine.ts'

/** Who is to sign, and what it counts. */
export interface SignatureRequest {
  twin_id: number
  required: boolean
  weight: bigint
}

/** `signature` is 128 hex digits without `0x`; every type but `sr25519` is taken for ed25519. */
export interface Signature {
  twin_id: number
  signature: string
  signature_type: string
}

/** `signature_style` is `""` or `polka-wallet`, and is hashed (facts: node-api.md section 4). */
export interface SignatureRequirement {
  requests: SignatureRequest[]
  weight_required: bigint
  signatures: Signature[]
  signature_style: string
}

/** What became of a workload; `created` in seconds, 0 for never; `state` is `""` before the first. */
export interface Result {
  created: bigint
  state: string
  message: string
  /** JSON text as it was sent; `null` when there is none. */
  data: string
}

interface WorkloadFields {
  version: number
  name: string
  metadata: string
  description: string
  result: Result
  /** The data's JSON as it was sent, without white space: what the node stores and echoes. Not there in drafts. */
  raw?: string
}

/** One workload, its data read as its type says. */
export type Workload<T extends WorkloadType = WorkloadType> = {
  [K in T]: WorkloadFields & { type: K; data: WorkloadData[K] }
}[T]

/** A workload whose type or data this code cannot read, and why: shown as JSON, refused by the node. */
export interface UnreadWorkload extends WorkloadFields {
  type: string
  fault: GridTypesError
}

interface DeploymentFields {
  version: number
  twin_id: number
  contract_id: bigint
  metadata: string
  description: string
  /** Seconds. Deprecated: in the hash, yet not stored by the node, so always 0 in what it answers. */
  expiration: bigint
  signature_requirement: SignatureRequirement
}

/** A workload that was read as far as it could be. */
export type LooseWorkload = Workload | UnreadWorkload

/** A deployment (facts: node-api.md section 2.1); lists the node sent as null are empty. */
export interface Deployment extends DeploymentFields {
  workloads: Workload[]
}

/** The same, with workloads among it that could not be read. */
export interface LooseDeployment extends DeploymentFields {
  workloads: LooseWorkload[]
}

type RawWorkload = Omit<WorkloadFields, 'raw' | 'result'> & {
  type: string
  data: Tree | undefined
  result: Omit<Result, 'data'> & { data: Tree | undefined }
}

const decodeWorkload = struct<RawWorkload>('Workload', {
  version: uint32,
  name: named('gridtypes.Name'),
  type: named('gridtypes.WorkloadType'),
  data: raw,
  metadata: string,
  description: string,
  result: struct<RawWorkload['result']>('Result', {
    created: timestamp,
    state: named('gridtypes.ResultState'),
    message: string,
    data: raw,
  }),
})

type RawDeployment = DeploymentFields & { workloads: RawWorkload[] }

const decodeDeployment = struct<RawDeployment>('Deployment', {
  version: uint32,
  twin_id: uint32,
  contract_id: uint64,
  metadata: string,
  description: string,
  expiration: timestamp,
  signature_requirement: struct<SignatureRequirement>('SignatureRequirement', {
    requests: list(
      struct<SignatureRequest>('SignatureRequest', {
        twin_id: uint32,
        required: bool,
        weight: uint64,
      }),
    ),
    weight_required: uint64,
    signatures: list(
      struct<Signature>('Signature', {
        twin_id: uint32,
        signature: string,
        signature_type: string,
      }),
    ),
    signature_style: string,
  }),
  workloads: list(decodeWorkload),
})

function readData<T extends WorkloadType>(type: T, tree: Tree | undefined): WorkloadData[T] {
  // a `null` makes the node's handler panic (facts: node-api.md section 2.2)
  if (tree?.kind === 'null') {
    const message = 'interface conversion: interface is nil, not gridtypes.WorkloadData'
    throw new GridTypesError('data', message)
  }
  const { go, decode } = kinds[type]
  try {
    return decode(tree ?? parseTree(''), undefined, nowhere)
  } catch (cause) {
    if (!(cause instanceof GridTypesError)) throw cause
    const message = `failed to load data into object of type '*zos.${go}': ${cause.message}`
    throw new GridTypesError('data', message, { cause })
  }
}

function readWorkload({ data, type, result, ...rest }: RawWorkload): LooseWorkload {
  const fields: WorkloadFields = {
    ...rest,
    result: { ...result, data: result.data ? compact(result.data.source) : 'null' },
    ...(data !== undefined && { raw: compact(data.source) }),
  }
  try {
    if (!isWorkloadType(type)) {
      throw new GridTypesError('type', `invalid reservation type '${type}'`)
    }
    return { ...fields, type, data: readData(type, data) } as Workload // the data is of this very type
  } catch (fault) {
    if (!(fault instanceof GridTypesError)) throw fault
    return { ...fields, type, fault }
  }
}

/**
 * Reads a deployment by the node's rules; a workload of an unknown type or with unreadable data stays, with
 * its fault, as it does on the node until it is hashed or validated. Throws GridTypesError for the rest.
 */
export const readDeployment = (text: string): LooseDeployment =>
  loose(decodeDeployment(parseTree(text), undefined, nowhere))

const loose = ({ workloads, ...rest }: RawDeployment): LooseDeployment => ({
  ...rest,
  workloads: workloads.map(readWorkload),
})

/** Reads what `zos.deployment.list` answers, each deployment as `readDeployment` does; null is none. */
export const readDeployments = (text: string): LooseDeployment[] =>
  list(decodeDeployment)(parseTree(text), undefined, nowhere).map(loose)

/** Reads what `zos.deployment.changes` answers, in its order; null is none. Throws as `readDeployment` does. */
export const readWorkloads = (text: string): LooseWorkload[] =>
  list(decodeWorkload)(parseTree(text), undefined, nowhere).map(readWorkload)

/** Reads a deployment of which every workload can be read. Throws GridTypesError with the first fault. */
export function parseDeployment(text: string): Deployment {
  const { workloads, ...rest } = readDeployment(text)
  return {
    ...rest,
    workloads: workloads.map((workload) => {
      if ('fault' in workload) throw workload.fault
      return workload
    }),
  }
}
