import { readDeployment } from '#gridtypes/deployment.ts'
import { kindOf } from '#gridtypes/secrets.ts'
import { parseTree, type Tree } from '#gridtypes/tree.ts'

/** A secret that a deployment carries: its node keeps it as it is, and the node's owner can read it. */
export interface Carried {
  /** The workload; null for the deployment itself. */
  workload: string | null
  /** `data.wireguard_private_key`; inside metadata `metadata.user_accesses.0.private_key`. */
  path: string
  words: string
}

/**
 * Every key, password and secret value of a text by its place, never by its value; an empty one is none. Said before
 * anything is signed. Throws GridTypesError for what is no deployment.
 */
export function carriedBy(text: string): Carried[] {
  const { workloads } = readDeployment(text)
  const tree = parseTree(text)
  const found: Carried[] = secrets(field(tree, 'metadata'), 'metadata').map((path) => ({
    workload: null,
    path,
    words: wordsOf(path),
  }))
  const list = field(tree, 'workloads')
  for (const [i, item] of (list?.kind === 'array' ? list.items : []).entries()) {
    const name = workloads[i]?.name ?? null
    const paths = ['data', 'metadata'].flatMap((key) => secrets(field(item, key), key))
    found.push(...paths.map((path) => ({ workload: name, path, words: wordsOf(path) })))
  }
  return found
}

/** As Go reads it: in any case, the last one counts. */
const field = (tree: Tree, key: string): Tree | undefined =>
  tree.kind === 'object'
    ? tree.pairs.findLast(([name]) => name.toLowerCase() === key)?.[1]
    : undefined

function secrets(tree: Tree | undefined, path: string, inside = false): string[] {
  switch (tree?.kind) {
    case 'object':
      return tree.pairs.flatMap(([key, value]) =>
        secrets(value, `${path}.${key}`, inside || kindOf(key) !== 'plain'),
      )
    case 'array':
      return tree.items.flatMap((item, i) => secrets(item, `${path}.${i}`, inside))
    case 'string': {
      if (inside) return tree.value === '' ? [] : [path]
      // metadata is JSON in a text
      if (!/^\s*[{[]/.test(tree.value)) return []
      try {
        return secrets(parseTree(tree.value), path)
      } catch {
        return []
      }
    }
    case 'number':
    case 'bool':
      return inside ? [path] : []
    default:
      return []
  }
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/wireguard_private_key$/i, 'The WireGuard key of the node’s share of the network.'],
  [/user_accesses\.\d+\.(?:private_key|priv_key)$/i, 'The WireGuard key of a device.'],
  [/hex_key$/i, 'The Mycelium key of the network.'],
  [/hex_seed$/i, 'The seed of the machine’s Mycelium address.'],
  [/env\.SSH_KEY$/, 'Who may log in: a public key, no secret, but it tells whose machine it is.'],
  [/env\.[^.]+$/i, 'A value of the machine’s environment.'],
  [/password$/i, 'A password.'],
  [/encryption\.key$/i, 'The key that encrypts the files.'],
]

const wordsOf = (path: string): string =>
  WORDS.find(([pattern]) => pattern.test(path))?.[1] ?? 'A value that is secret by its name.'
