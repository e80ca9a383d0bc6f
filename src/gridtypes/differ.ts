import type { LooseDeployment, LooseWorkload } from './deployment.ts'
import { kindOf, maskText } from './secrets.ts'

/** Where what was signed and what a node tells differ. */
export interface Difference {
  /** The workload's name; null for the deployment itself. */
  workload: string | null
  type: string
  /** Its path as the JSON has it, `data.compute_capacity.cpu`; `''` where the whole workload is there or not. */
  field: string
  /** What was signed; undefined where it has no such field. Secrets are masked, and a value that is one is left out: `''`. */
  signed: string | undefined
  node: string | undefined
  secret: boolean
}

/**
 * What differs between what was signed and what a node tells, workload by workload in the signed order.
 * Order, expiration, contract id, signatures and results are no difference, nor is `corex`, which is not
 * hashed (facts: node-api.md section 3). Values are compared as they were read, where addresses and hex have
 * one spelling, and field by field: the challenge has no separators, so that a digit moved from one value to
 * the next would leave it as it is.
 */
export function differences(signed: LooseDeployment, node: LooseDeployment): Difference[] {
  const found = compare(null, '', headOf(signed), headOf(node))
  const rest = [...node.workloads]
  for (const workload of signed.workloads) {
    const { name, type } = workload
    const at = rest.findIndex((other) => other.name === name)
    // names are unique in a deployment; what a node tells twice is once too much
    const [other] = at < 0 ? [] : rest.splice(at, 1)
    if (other === undefined) found.push(whole(workload, 'node'))
    else found.push(...compare(name, type, fieldsOf(workload), fieldsOf(other)))
  }
  for (const workload of rest) found.push(whole(workload, 'signed'))
  return found
}

const whole = ({ name, type }: LooseWorkload, missing: 'node' | 'signed'): Difference => ({
  workload: name,
  type,
  field: '',
  signed: missing === 'signed' ? undefined : type,
  node: missing === 'node' ? undefined : type,
  secret: false,
})

type Fields = Map<string, string>

function compare(workload: string | null, type: string, signed: Fields, node: Fields) {
  const fields = new Set([...signed.keys(), ...node.keys()])
  return [...fields].flatMap((field): Difference[] => {
    const [a, b] = [signed.get(field), node.get(field)]
    if (a === b) return []
    const secret = isSecret(field, a, b)
    const shown = (value: string | undefined) => value && (secret ? '' : maskText(value))
    return [{ workload, type, field, signed: shown(a), node: shown(b), secret }]
  })
}

/** By the names on its way; or by its text, when without its secrets nothing of the difference is left. */
const isSecret = (field: string, a: string | undefined, b: string | undefined) =>
  field.split('.').some((key) => kindOf(key) !== 'plain') ||
  (a !== undefined && b !== undefined && maskText(a) === maskText(b))

function headOf({ signature_requirement, ...deployment }: LooseDeployment): Fields {
  const { version, twin_id, metadata, description } = deployment
  const { requests, weight_required, signature_style } = signature_requirement
  const signatures = { requests, weight_required, signature_style }
  return flat({ version, twin_id, metadata, description, signature_requirement: signatures })
}

function fieldsOf(workload: LooseWorkload): Fields {
  const { version, type, metadata, description } = workload
  const data = 'fault' in workload ? (workload.raw ?? '') : workload.data
  const fields = flat({ version, type, metadata, description, data })
  fields.delete('data.corex')
  return fields
}

/** Every value by its path; what is empty or absent is left out, for both hash as nothing. */
function flat(value: unknown, path = '', into: Fields = new Map()): Fields {
  if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) flat(item, path ? `${path}.${key}` : key, into)
  } else if (typeof value === 'string') {
    if (value !== '') into.set(path, value)
  } else if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    into.set(path, `${value}`)
  }
  return into
}
