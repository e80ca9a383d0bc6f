import { stringifyJson } from '#lib/json.ts'
import { headOf, standing } from './history.ts'
import type { Host } from './node.ts'
import { hash } from './random.ts'
import type { Asked, DeploymentRow, Entry } from './schema.ts'
import { requirementOf } from './signing.ts'
import { Verbatim } from './verbatim.ts'

const heads = new WeakMap<Asked, string>()

function entryText({ asked, result }: Entry): string {
  let head = heads.get(asked)
  if (head === undefined) {
    head = headOf(asked)
    heads.set(asked, head)
  }
  const { created, state, message, data } = result
  return `${head},"result":{"created":${created},"state":"${state}","message":${JSON.stringify(message)},"data":${data}}}`
}

/** A history as a node writes it: `null` where there is none. */
export const writtenChanges = (entries: readonly Entry[]): Verbatim =>
  new Verbatim(entries.length === 0 ? 'null' : `[${entries.map(entryText).join(',')}]`)

/**
 * A deployment as a node writes it at a time, data as it was sent: without its expiration, which is not
 * stored, and its workloads in no order, as out of a Go map (facts: node-api.md sections 2.1 and 5).
 */
export function writtenDeployment({ db, now }: Host, row: DeploymentRow): Verbatim {
  const { requests, weight_required, signatures, signature_style } = requirementOf(db, row)
  const head = stringifyJson({
    version: row.version,
    twin_id: row.twinId,
    contract_id: row.contractId,
    metadata: row.metadata,
    description: row.description,
    expiration: 0,
    signature_requirement: { requests, weight_required, signatures, signature_style },
  })
  const workloads = standing(row, now()).toSorted(
    (a, b) => hash(a.asked.name, row.contractId) - hash(b.asked.name, row.contractId),
  )
  return new Verbatim(`${head.slice(0, -1)},"workloads":[${workloads.map(entryText).join(',')}]}`)
}
