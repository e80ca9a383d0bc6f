import { parseTree, type Tree } from '#gridtypes/tree.ts'
import { stringifyJson } from '#lib/json.ts'
import { readDeployment } from '#gridtypes/deployment.ts'
import { needsOf, type Draft, type Owner, type Place } from './draft.ts'

/*
 * A deployment that is, or was, as the beginning of a new one. Every field that a person may have set stays as it was
 * written; what belongs to the old one alone goes: its contract, versions, results and signatures.
 */

/** Fields of the deployment that the new one has of its own. */
const HEAD = ['version', 'twin_id', 'contract_id', 'expiration', 'signature_requirement']

/** The text of a new deployment from the text of another. Throws GridTypesError for what is no deployment. */
export function duplicateText(text: string, owner: Owner): string {
  readDeployment(text) // insists that it is one
  const pairs = pairsOf(parseTree(text)).filter(([key]) => !HEAD.includes(fold(key)))
  const written = pairs.map(([key, value]): [string, string] => [
    key,
    fold(key) === 'workloads' ? workloadsOf(value) : value.source,
  ])
  return write([
    ['version', '0'],
    ['twin_id', `${owner.twin}`],
    ['contract_id', '0'],
    ['expiration', '0'],
    ['signature_requirement', stringifyJson(owner.requirement)],
    ...written,
  ])
}

/**
 * A draft of one deployment from another's text, on the same node or another. `data` is the other contract's text: a
 * machine that is found by it is found under the same name. Throws GridTypesError for what is no deployment.
 */
export function duplicate(
  text: string,
  place: Place,
  owner: Owner,
  { data, title }: { data: string; title: string },
): Draft {
  const made = duplicateText(text, owner)
  const { workloads } = readDeployment(made)
  const { node, nodeTwin } = place
  const known = workloads.filter((workload) => !('fault' in workload))
  return {
    template: 'empty',
    title,
    parts: [{ node, nodeTwin, text: made, data, ...needsOf(known) }],
  }
}

const fold = (key: string) => key.toLowerCase()
const pairsOf = (tree: Tree) => (tree.kind === 'object' ? tree.pairs : [])
const write = (pairs: readonly (readonly [string, string])[]): string =>
  `{${pairs.map(([key, source]) => `${JSON.stringify(key)}:${source}`).join(',')}}`

function workloadsOf(tree: Tree): string {
  if (tree.kind !== 'array') return '[]'
  const all = tree.items.map((item) => {
    const kept = pairsOf(item).filter(([key]) => !['version', 'result'].includes(fold(key)))
    const fields = kept.map(([key, { source }]) => [key, source] as const)
    return write([['version', '0'], ...fields])
  })
  return `[${all.join(',')}]`
}
