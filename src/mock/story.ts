import { challengeHash } from '#gridtypes/challenge.ts'
import { parseDeployment, type Deployment } from '#gridtypes/deployment.ts'
import { TENANT } from './cast.ts'
import type { Course } from './course.ts'
import { deploymentKey } from './db.ts'
import { standing } from './history.ts'
import { accept, change, contractChanged, decommission } from './lifecycle.ts'
import type { Host } from './node.ts'
import type { ContractRow, Db, DeploymentRow, NodeRow } from './schema.ts'

/** A workload as a person's tool would send it; its version is the story's business. */
export interface Draft {
  name: string
  type: string
  data: unknown
  metadata?: string
  description?: string
}

/** What a deployment of the demo is, before anything happens to it. */
export interface Plot {
  contractId: number
  nodeId: number
  name: string
  /** The contract's text. Default: a machine of the project `fullvm/<name>`. */
  about?: string
  /** Default: the contract's text, as some tools have it. */
  metadata?: string
  description?: string
  /** Unix seconds; the node forgets it, the hash has it. */
  expiration?: number
  style?: string
  /** Who has to sign, and with what weight; all of them do. Default: the tenant. */
  signers?: readonly [twin: number, weight: number][]
  weightRequired?: number
  /** The addresses that the contract holds. */
  publicIps?: readonly string[]
  /** The contract's hash in place of the true one. */
  hash?: string
}

export const aboutOf = (type: string, name: string, projectName = `fullvm/${name}`) =>
  JSON.stringify({ version: 3, type, name, projectName })

/**
 * Tells the life of one deployment: each step goes through the same lifecycle as a request of the tenant,
 * by a clock that the story sets. Moments are seconds before `born` (Unix seconds), the making of the grid.
 */
export function tell(db: Db, born: number, plot: Plot) {
  const { contractId, nodeId, style = '', signers = [[TENANT, 1]], weightRequired = 1 } = plot
  const about = plot.about ?? aboutOf('vm', plot.name)
  let nowMs = 0
  const host: Host = {
    db,
    now: () => nowMs,
    latency: 1,
    changed: () => void db.revision++,
  }
  const at = (before: number) => {
    nowMs = (born - before) * 1000
  }
  let hash = ''

  /** What is sent: a workload that is to stay as it stands keeps its version, others get the new one. */
  function sent(version: number, drafts: readonly Draft[], touch: readonly string[]): Deployment {
    const before = new Map(
      (db.deployments.has(key) ? standing(rowOf()) : []).map(({ asked }) => [asked.name, asked]),
    )
    const workloads = drafts.map(({ name, type, data, metadata = '', description = '' }) => {
      const old = before.get(name)
      const same = old?.data === JSON.stringify(data) && !touch.includes(name)
      return { version: same ? old.version : version, name, type, data, metadata, description }
    })
    const deployment = parseDeployment(
      JSON.stringify({
        version,
        twin_id: TENANT,
        contract_id: contractId,
        metadata: plot.metadata ?? about,
        description: plot.description ?? '',
        expiration: plot.expiration ?? 0,
        signature_requirement: {
          requests: signers.map(([twin_id, weight]) => ({ twin_id, required: false, weight })),
          weight_required: weightRequired,
          signatures: [],
          signature_style: style,
        },
        workloads,
      }),
    )
    hash = challengeHash(deployment)
    return deployment
  }

  const key = deploymentKey({ nodeId, twinId: TENANT, contractId })

  function rowOf(): DeploymentRow {
    const row = db.deployments.get(key)
    if (!row) throw new Error(`The story of contract ${contractId} has not begun.`)
    return row
  }

  function nodeOf(): NodeRow {
    const node = db.nodes.get(nodeId)
    if (!node) throw new Error(`There is no node ${nodeId}.`)
    return node
  }

  /** The contract that the tenant makes before he sends anything. */
  function contract(before: number, state: ContractRow['state'] = 'Created') {
    db.contracts.set(contractId, {
      contractId,
      twinId: TENANT,
      state,
      createdAt: born - before,
      details: {
        type: 'node',
        nodeId,
        data: about,
        hash: plot.hash ?? hash,
        publicIps: plot.publicIps?.length ?? 0,
      },
    })
    for (const row of db.publicIps) {
      if (plot.publicIps?.includes(row.ip)) row.contractId = contractId
    }
  }

  function state(before: number, next: ContractRow['state']) {
    at(before)
    const row = db.contracts.get(contractId)
    if (row) row.state = next
    contractChanged(host, contractId)
  }

  const story = {
    contract,
    deploy(before: number, drafts: readonly Draft[], course: Course = {}) {
      at(before)
      const deployment = sent(0, drafts, [])
      contract(before + 12)
      accept(host, nodeOf(), deployment, { ...course, alone: true })
      return story
    },
    update(
      before: number,
      drafts: readonly Draft[],
      { touch = [], ...course }: Course & { touch?: readonly string[] } = {},
    ) {
      at(before)
      const row = rowOf()
      const next = sent(row.version + 1, drafts, touch)
      const { details } = db.contracts.get(contractId) ?? {}
      if (details?.type === 'node') details.hash = plot.hash ?? hash
      change(host, nodeOf(), row, next, { ...course, alone: true })
      return story
    },
    /** The wallet is empty: the contract is in its grace period. */
    pause(before: number) {
      state(before, 'GracePeriod')
      return story
    },
    resume(before: number) {
      state(before, 'Created')
      return story
    },
    crash(before: number, name: string) {
      at(before)
      decommission(host, rowOf(), name, 'vm exited too many times')
      return story
    },
    /** What was sent last is stored with the signatures of all who were asked. */
    signed() {
      rowOf().unsigned = hash
    },
    row: rowOf,
  }
  return story
}

export type Story = ReturnType<typeof tell>
