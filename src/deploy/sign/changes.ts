import { readDeployment, type LooseDeployment } from '#gridtypes/deployment.ts'
import { differences, type Difference } from '#gridtypes/differ.ts'
import { DeployError } from '../error.ts'
import { plain } from './plain.ts'

/** `+` new · `-` taken away · `~` changed · `=` as it was signed last. */
export type Mark = '+' | '-' | '~' | '='

/** One workload against what was signed last. */
export interface WorkloadChange {
  name: string
  type: string
  mark: Mark
  /** What changes, a line each; secrets are never shown. */
  lines: string[]
}

export interface Changes {
  /** Of the deployment itself: version, who signs, texts. */
  head: string[]
  /** In the order of the new one, those that are taken away at the end. */
  workloads: WorkloadChange[]
}

const value = (one: string | undefined) => (one === undefined ? 'nothing' : plain(one))

/** A difference in a line: `data.size: 10 → 20`. A secret's values are left out. */
export function changeLine({ workload, field, signed, node, secret }: Difference): string {
  const where = [workload, field].flatMap((part) => (part ? [plain(part)] : [])).join(' ')
  if (field === '')
    return `${where}: ${signed === undefined ? 'only in the second' : 'only in the first'}`
  if (secret) return `${where}: another secret`
  return `${where}: ${value(signed)} → ${value(node)}`
}

/**
 * What would be signed, against what was signed last (gridtypes/differ). Expiration and order are told as well,
 * for both are in the hash; `corex` is told because the node acts on it although no hash has it. Throws
 * DeployError `unreadable`.
 */
export function changesSince(before: string, text: string): Changes {
  const [old, next] = [read(before), read(text)]
  const found = differences(old, next)
  const head = found
    .filter(({ workload }) => workload === null)
    .map((one) => ({ ...one, field: one.field.replace(/^signature_requirement\./, '') }))
    .map(changeLine)
  if (old.expiration !== next.expiration) {
    head.push(`expiration: ${old.expiration} → ${next.expiration}`)
  }
  if (isReordered(old, next)) head.push('The workloads come in another order.')
  const was = new Map(old.workloads.map((workload) => [workload.name, workload]))
  const names = new Set(next.workloads.map(({ name }) => name))
  const workloads = next.workloads.map((workload): WorkloadChange => {
    const { name, type } = workload
    const earlier = was.get(name)
    if (!earlier) return { name: plain(name), type, mark: '+', lines: [] }
    const lines = found
      .filter((one) => one.workload === name && one.field !== 'version')
      .map((one) => changeLine({ ...one, workload: null }))
    if (corexOf(earlier) !== corexOf(workload)) {
      lines.push(`data.corex: ${corexOf(earlier)} → ${corexOf(workload)}`)
    }
    return { name: plain(name), type, mark: lines.length > 0 ? '~' : '=', lines }
  })
  const gone = old.workloads
    .filter(({ name }) => !names.has(name))
    .map(({ name, type }): WorkloadChange => ({ name: plain(name), type, mark: '-', lines: [] }))
  return { head, workloads: [...workloads, ...gone] }
}

function read(text: string): LooseDeployment {
  try {
    return readDeployment(text)
  } catch (cause) {
    throw new DeployError('unreadable', 'This is no deployment, so nothing can be compared.', {
      cause,
    })
  }
}

const corexOf = (workload: LooseDeployment['workloads'][number]): boolean =>
  !('fault' in workload) && 'corex' in workload.data && workload.data.corex

/** Whether those that are in both come in another order. */
function isReordered(old: LooseDeployment, next: LooseDeployment): boolean {
  const names = (of: LooseDeployment, among: LooseDeployment) =>
    of.workloads.flatMap(({ name }) => (among.workloads.some((o) => o.name === name) ? [name] : []))
  return JSON.stringify(names(old, next)) !== JSON.stringify(names(next, old))
}
