import { kindOf, maskText } from '#gridtypes/secrets.ts'
import { parseTree, type Tree } from '#gridtypes/tree.ts'
import { plain } from './plain.ts'

/** A secret that a text carries: whoever has the text has it. */
export interface CarriedSecret {
  /** The workload's name; `''` for the deployment itself. */
  workload: string
  /** Its path in the JSON, `data.wireguard_private_key`; list items by number. */
  field: string
  /** What it is, for people: “WireGuard private key”. */
  what: string
}

const NAMES: Readonly<Record<string, string>> = {
  wireguard_private_key: 'WireGuard private key',
  hex_key: 'Mycelium key',
  hex_seed: 'Mycelium seed',
  key: 'encryption key',
  password: 'password',
}

/**
 * The secrets in a deployment's JSON, by the same names by which they are masked everywhere (gridtypes/secrets),
 * in fields that nobody knows too; never their values. Throws GridTypesError `json` for what is no JSON.
 */
export function secretsIn(text: string): CarriedSecret[] {
  const found: CarriedSecret[] = []

  function walk(tree: Tree, path: string, key: string, workload: string, holds: Holds): void {
    if (tree.kind === 'array') {
      tree.items.forEach((item, i) => walk(item, join(path, i), key, workload, holds))
    } else if (tree.kind === 'object') {
      for (const [name, value] of tree.pairs) {
        const kind = kindOf(name)
        const next = holds !== 'plain' ? holds : kind
        walk(value, join(path, name), holds === 'secret' ? key : name, workload, next)
      }
    } else if (tree.kind !== 'null' && tree.source !== '""') {
      const what = whatOf(tree, key, holds)
      if (what !== undefined) found.push({ workload, field: plain(path), what })
    }
  }

  const root = parseTree(text)
  if (root.kind !== 'object') return []
  for (const [key, value] of root.pairs) {
    if (key.toLowerCase() === 'workloads' && value.kind === 'array') {
      for (const item of value.items) walk(item, '', '', nameOf(item), 'plain')
    } else if (key.toLowerCase() !== 'signature_requirement') {
      walk(value, plain(key), key, '', kindOf(key))
    }
  }
  return found
}

type Holds = ReturnType<typeof kindOf>

const join = (path: string, key: string | number) => (path === '' ? `${key}` : `${path}.${key}`)

function nameOf(tree: Tree): string {
  const name =
    tree.kind === 'object'
      ? tree.pairs.findLast(([key]) => key.toLowerCase() === 'name')?.[1]
      : undefined
  return name?.kind === 'string' ? plain(name.value) : ''
}

function whatOf(tree: Tree, key: string, holds: Holds): string | undefined {
  if (holds === 'secrets') return `environment value ${plain(key)}`
  if (holds === 'secret') return NAMES[key.toLowerCase()] ?? plain(key)
  if (tree.kind !== 'string' || maskText(tree.value) === tree.value) return undefined
  return `secret inside ${plain(key)}`
}

/** Secrets in a list for people, each kind of a workload once: “WireGuard private key of net1”, “3 passwords of fs1”. */
export function secretLines(secrets: readonly CarriedSecret[]): string[] {
  const counts = new Map<string, { what: string; workload: string; count: number }>()
  for (const { what, workload } of secrets) {
    const key = JSON.stringify([what, workload])
    const row = counts.get(key) ?? { what, workload, count: 0 }
    counts.set(key, { ...row, count: row.count + 1 })
  }
  return [...counts.values()].map(({ what, workload, count }) => {
    const of = workload === '' ? 'the deployment itself' : workload
    return count === 1 ? `${what} of ${of}` : `${count} × ${what} of ${of}`
  })
}

/** What a person must know before a draft leaves this browser; null where it holds nothing secret. */
export function carriesWords(
  secrets: readonly CarriedSecret[],
  as: 'link' | 'file',
): string | null {
  if (secrets.length === 0) return null
  return `Whoever has this ${as} can read these secrets: ${secretLines(secrets).join(', ')}. The nodes’ owners can read them too. Hand it to nobody but the signers.`
}
