import { challengeHash } from '#gridtypes/challenge.ts'
import { readDeployment, type Deployment, type LooseDeployment } from '#gridtypes/deployment.ts'
import { GridTypesError } from '#gridtypes/error.ts'
import { verifySignatures } from '#gridtypes/signature.ts'
import { upgradeRefusal } from '#gridtypes/upgrade.ts'
import { validate } from '#gridtypes/validate.ts'
import { deploymentsOn } from './db.ts'
import { wait } from './exit.ts'
import { happened, standing, workloadOf } from './history.ts'
import { accept, change, conflictOf, currentOf } from './lifecycle.ts'
import type { Host } from './node.ts'
import { Refusal } from './refusal.ts'
import type { DeploymentRow, NodeRow } from './schema.ts'
import { Verbatim } from './verbatim.ts'
import { writtenChanges, writtenDeployment } from './written.ts'

/** A deployment whose metadata has this in it is refused, as one of an unverified person. */
export const UNVERIFIED = 'fail-kyc'

function find(host: Host, node: NodeRow, caller: number, contractId: number): DeploymentRow {
  const row = deploymentsOn(host.db, node.nodeId).find(
    (one) => one.contractId === contractId && one.twinId === caller,
  )
  if (!row) throw new Refusal('deployment not found')
  return row
}

/** The node's words for a request that is none; a `null` where data should be ends its handler. */
function refused(message: string): Refusal {
  return new Refusal(
    message.startsWith('interface conversion:')
      ? `handler panicked with: remote method call provision@0.0.1.CreateOrUpdate() paniced: ${message}`
      : message,
  )
}

/** Runs what gridtypes may refuse, and says it as the node does. */
function asNode<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof GridTypesError) throw refused(error.message)
    throw error
  }
}

/** How long a node goes on asking KYC before it believes a no, ms (facts: grid-services.md D.1). */
const KYC_PATIENCE_MS = 6_000

/** A node deploys for verified people only, whoever else may want the same (facts: grid-services.md D.1). */
async function verified({ db, latency }: Host, twin: number, refused: boolean) {
  const status = refused ? 'UNVERIFIED' : db.twins.get(twin)?.kyc
  if (status === 'VERIFIED') return
  await wait(KYC_PATIENCE_MS * latency)
  throw new Refusal(
    status === undefined
      ? 'failed to get twin verification status'
      : `user with twin id ${twin} is not verified`,
  )
}

/** What a node looks at before it takes a deployment, in its order (facts: node-api.md section 1.9). */
async function checked(host: Host, caller: number, text: string): Promise<LooseDeployment> {
  const deployment = asNode(() => readDeployment(text))
  const invalid = validate(deployment)
  if (invalid !== null) throw refused(invalid)
  if (deployment.twin_id !== caller) {
    throw new Refusal(`twin id mismatch (deployment: ${deployment.twin_id}, message: ${caller})`)
  }
  await verified(host, caller, deployment.metadata.includes(UNVERIFIED))
  // a valid deployment has no workload that could not be read
  const hash = asNode(() => challengeHash(deployment as Deployment))
  const accountOf = async (twin: number) => {
    const facts = await host.keyring?.facts(twin)
    if (!facts) throw new Error(`twin ${twin}: object not found`)
    return facts.account
  }
  const verdict = await verifySignatures(deployment, accountOf, hash)
  if (!verdict.ok) throw new Refusal(verdict.reason)
  return deployment
}

export const deploying = {
  async deploy(host: Host, node: NodeRow, caller: number, text: string): Promise<null> {
    const deployment = await checked(host, caller, text)
    if (deployment.version !== 0) {
      throw new Refusal('expected version to be 0 on deployment creation: invalid version')
    }
    const row = { contractId: Number(deployment.contract_id), twinId: caller }
    if (deploymentsOn(host.db, node.nodeId).some((one) => isSame(one, row))) {
      throw new Refusal('exists')
    }
    const taken = conflictOf(host, node, row, deployment.workloads)
    if (taken !== undefined) {
      throw new Refusal(`global workload with the same name '${taken}' exists: conflict`)
    }
    accept(host, node, deployment)
    return null
  },

  async update(host: Host, node: NodeRow, caller: number, text: string): Promise<null> {
    const next = await checked(host, caller, text)
    const own = deploymentsOn(host.db, node.nodeId).filter(({ twinId }) => twinId === caller)
    if (own.length === 0) throw new Refusal('twin not found: deployment does not exist')
    const row = own.find(({ contractId }) => contractId === Number(next.contract_id))
    if (!row) throw new Refusal('deployment not found: deployment does not exist')
    const refusal = upgradeRefusal(currentOf(row, host.now()), next)
    if (refusal !== null) throw new Refusal(refusal)
    change(host, node, row, next)
    return null
  },

  get: (host: Host, node: NodeRow, caller: number, contractId: number): Verbatim =>
    writtenDeployment(host, find(host, node, caller, contractId)),

  /** Only those with a workload that has not come to nothing. */
  list(host: Host, node: NodeRow, caller: number): Verbatim {
    const texts = deploymentsOn(host.db, node.nodeId)
      .filter(({ twinId }) => twinId === caller)
      .filter((row) => standing(row, host.now()).some(({ result }) => result.state !== 'error'))
      .map((row) => writtenDeployment(host, row).text)
    return new Verbatim(`[${texts.join(',')}]`)
  },

  changes(host: Host, node: NodeRow, caller: number, contractId: number): Verbatim {
    const row = find(host, node, caller, contractId)
    return writtenChanges(host.db.world === 'histories-lost' ? [] : happened(row, host.now()))
  },

  /** Addresses of the caller's running machines in a network of his on this node. */
  privateIps: (host: Host, node: NodeRow, caller: number, network: string): string[] =>
    deploymentsOn(host.db, node.nodeId)
      .filter(({ twinId }) => twinId === caller)
      .flatMap((row) => standing(row, host.now()))
      .filter(({ result }) => result.state === 'ok')
      .map(({ asked }) => workloadOf(asked))
      .flatMap((workload) =>
        !('fault' in workload) &&
        (workload.type === 'zmachine' || workload.type === 'zmachine-light')
          ? workload.data.network.interfaces
          : [],
      )
      .filter((nic) => nic.network === network)
      .map(({ ip }) => ip),

  /** Ports that networks of the told deployments listen on. */
  wgPorts: (host: Host, node: NodeRow): number[] =>
    deploymentsOn(host.db, node.nodeId)
      .flatMap((row) => standing(row, host.now()))
      .filter(({ result }) => result.state !== 'error')
      .map(({ asked }) => workloadOf(asked))
      .flatMap((workload) =>
        !('fault' in workload) && workload.type === 'network'
          ? workload.data.wireguard_listen_port
          : [],
      )
      .filter((port) => port > 0),
}

const isSame = (
  a: Pick<DeploymentRow, 'contractId' | 'twinId'>,
  b: Pick<DeploymentRow, 'contractId' | 'twinId'>,
) => a.contractId === b.contractId && a.twinId === b.twinId
