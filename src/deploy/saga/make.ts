import { MAX_DEPLOYMENT_DATA } from '#chain/rules.ts'
import type { Deployment } from '#gridtypes/deployment.ts'
import { utf8 } from '#lib/bytes.ts'
import type { ContractId, NodeId, TwinId } from '#lib/ids.ts'
import { DeployError } from '../error.ts'
import type { Part, Saga } from './saga.ts'
import { readText } from './text.ts'

interface Target {
  nodeId: NodeId
  nodeTwin: TwinId
  /** The exact JSON; its signatures and its contract's id may be missing. */
  text: string
  /** `deployment_data` of the contract: 512 bytes at most. */
  data: string
}

/** What a saga is to do. */
export type Wanted =
  | ({ kind: 'create' } & Target)
  | ({ kind: 'update'; contractId: ContractId } & Target)
  | { kind: 'cancel'; contractId: ContractId; node: { nodeId: NodeId; nodeTwin: TwinId } | null }

export interface NewSaga extends Pick<
  Saga,
  'id' | 'place' | 'title' | 'twinId' | 'account' | 'madeAt'
> {
  parts: readonly Wanted[]
}

/**
 * A saga of which nothing has happened yet. Throws DeployError: `unreadable` for a text that is no deployment,
 * `mismatch` for one of another twin, contract or version, `too-large` for the contract's data.
 */
export function makeSaga({ parts, ...rest }: NewSaga): Saga {
  return {
    v: 1,
    ...rest,
    seq: 0,
    signed: false,
    tx: null,
    trouble: null,
    closed: null,
    parts: parts.map((part) => partOf(part, rest.twinId)),
  }
}

const fresh = { stage: 'new', wish: 'make', trouble: null, sends: 0 } as const

function partOf(wanted: Wanted, twinId: TwinId): Part {
  if (wanted.kind === 'cancel') return { ...fresh, ...wanted }
  const { deployment, hash } = readText(wanted.text)
  insist(deployment.twin_id === twinId, 'This deployment is of another twin.')
  if (utf8(wanted.data).length > MAX_DEPLOYMENT_DATA) {
    throw new DeployError('too-large', 'The deployment’s name and project are too long.')
  }
  const names = namesOf(deployment).map((name) => ({ name, contractId: null, own: false }))
  if (wanted.kind === 'update') {
    insist(
      deployment.contract_id === wanted.contractId,
      'This deployment is of another contract than is to be updated.',
    )
    insist(deployment.version > 0, 'An update has a version above 0.')
    return { ...fresh, ...wanted, hash, names, before: null }
  }
  insist(deployment.version === 0, 'A new deployment has the version 0.')
  const publicIps = publicIpsOf(deployment)
  return { ...fresh, ...wanted, hash, names, publicIps, contractId: null, over: false }
}

function insist(holds: boolean, message: string): void {
  if (!holds) throw new DeployError('mismatch', message)
}

/** The names that gateways need a contract for; each once. */
export const namesOf = ({ workloads }: Deployment): string[] => [
  ...new Set(workloads.flatMap((one) => (one.type === 'gateway-name-proxy' ? one.data.name : []))),
]

/** How many public addresses the contract has to reserve: those with IPv4 (facts: node-api.md section 2.4). */
export const publicIpsOf = ({ workloads }: Deployment): number =>
  workloads.filter((one) => one.type === 'ipv4' || (one.type === 'ip' && one.data.v4)).length
