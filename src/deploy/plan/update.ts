import { differences } from '#gridtypes/differ.ts'
import { readDeployment, type LooseDeployment, type LooseWorkload } from '#gridtypes/deployment.ts'
import { parseTree, type Tree } from '#gridtypes/tree.ts'

/*
 * What is sent for an update: version numbers as the node demands, and untouched workloads exactly as the node
 * has them, for it leaves them alone whatever is sent, while the hash covers what is sent (facts: node-api.md
 * section 5).
 */

/** Whether a workload says anything else; its version and result are no difference. */
export const isChanged = (old: LooseWorkload, next: LooseWorkload): boolean =>
  alone(old, next).length > 0

/** Field by field, secrets masked. */
export const alone = (old: LooseWorkload, next: LooseWorkload) => {
  const around = (workload: LooseWorkload): LooseDeployment => ({
    version: 0,
    twin_id: 0,
    contract_id: 0n,
    metadata: '',
    description: '',
    expiration: 0n,
    signature_requirement: {
      requests: [],
      weight_required: 0n,
      signatures: [],
      signature_style: '',
    },
    workloads: [{ ...workload, version: 0 }],
  })
  return differences(around(old), around(next)).filter(({ workload }) => workload !== null)
}

/**
 * The text of an update from what a person made of a deployment: its version is one above the present one, new
 * and changed workloads have it too, untouched ones are the present text's own, in the edited order. The
 * contract is the present one's, and results are left out. Throws GridTypesError where a text is no deployment.
 */
export function updateText(present: string, edited: string): string {
  const [old, next] = [readDeployment(present), readDeployment(edited)]
  const [oldTree, nextTree] = [parseTree(present), parseTree(edited)]
  const version = (old.version + 1) >>> 0 // uint32 on the node
  const oldItems = items(oldTree)
  const nextItems = items(nextTree)
  const workloads = next.workloads.map((workload, i) => {
    const at = old.workloads.findIndex(({ name }) => name === workload.name)
    const known = old.workloads[at]
    const source = oldItems[at]
    if (known && source && !isChanged(known, workload)) return withoutResult(source)
    const mine = nextItems[i]
    return mine ? withFields(withoutResult(mine), { version: `${version}` }) : 'null'
  })
  return withFields(nextTree.source, {
    version: `${version}`,
    twin_id: `${old.twin_id}`,
    contract_id: `${old.contract_id}`,
    workloads: `[${workloads.join(',')}]`,
  })
}

const fold = (key: string) => key.toLowerCase()

const items = (tree: Tree): Tree[] => {
  const found = pairsOf(tree).findLast(([key]) => fold(key) === 'workloads')?.[1]
  return found?.kind === 'array' ? found.items : []
}

const pairsOf = (tree: Tree) => (tree.kind === 'object' ? tree.pairs : [])

const write = (pairs: readonly (readonly [string, string])[]): string =>
  `{${pairs.map(([key, source]) => `${JSON.stringify(key)}:${source}`).join(',')}}`

function withoutResult(tree: Tree): string {
  const pairs = pairsOf(tree).filter(([key]) => fold(key) !== 'result')
  return write(pairs.map(([key, { source }]) => [key, source]))
}

/** Fields in their place, whatever case they were written in and however often; the rest as it stands. */
function withFields(text: string, fields: Readonly<Record<string, string>>): string {
  const left = new Map(Object.entries(fields))
  const pairs = pairsOf(parseTree(text)).flatMap(([key, { source }]): [string, string][] => {
    const name = fold(key)
    if (!Object.hasOwn(fields, name)) return [[key, source]]
    const value = left.get(name)
    left.delete(name)
    return value === undefined ? [] : [[name, value]]
  })
  return write([...pairs, ...left])
}
