import { compact, parseTree, type Tree } from '#gridtypes/tree.ts'

/*
 * Form and JSON are two hands on one text. The form writes what it knows; of the JSON everything that the form
 * did not just change is kept as it stands: unknown fields, order, spelling, digits.
 */

/**
 * The text with what a change of the form means: `before` and `after` are what the form wrote before and
 * writes now. What is the same in both is left as the text has it. Throws GridTypesError `json` where one of
 * the texts is no JSON.
 */
export function merge(text: string, before: string, after: string): string {
  const [theirs, base, mine] = [text, before, after].map(parseTree) as [Tree, Tree, Tree] // three in, three out
  return merged(theirs, base, mine).source
}

/** Whether two values are the same, whatever white space is between and in whatever order their keys are. */
function same(a: Tree | undefined, b: Tree | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  if (a.kind === 'object' && b.kind === 'object') {
    const others = new Map(b.pairs)
    return (
      a.pairs.length === b.pairs.length &&
      a.pairs.every(([key, value]) => same(value, others.get(key)))
    )
  }
  if (a.kind === 'array' && b.kind === 'array') {
    return a.items.length === b.items.length && a.items.every((item, i) => same(item, b.items[i]))
  }
  if (a.kind === 'string' && b.kind === 'string') return a.value === b.value
  return a.kind === b.kind && compact(a.source) === compact(b.source)
}

function merged(theirs: Tree, base: Tree | undefined, mine: Tree): Tree {
  if (same(base, mine)) return theirs
  if (theirs.kind === 'object' && mine.kind === 'object') {
    return object(pairsOf(theirs.pairs, base?.kind === 'object' ? base.pairs : [], mine.pairs))
  }
  if (theirs.kind === 'array' && mine.kind === 'array') {
    const old = base?.kind === 'array' ? base.items : []
    const named = [theirs.items, old, mine.items].map(byName)
    const [at, was, now] = named
    if (at && was && now) {
      // a workload that got another name is still the same one
      const renamed = renames(was, now)
      const called = (pairs: Pairs): Pairs =>
        pairs.map(([name, item]) => [renamed.get(name) ?? name, item])
      return array(pairsOf(called(at), called(was), now).map(([, item]) => item))
    }
  }
  return mine
}

type Pairs = [key: string, value: Tree][]

/** Pairs of the text with the changes: changed ones in their place, new ones at the end, removed ones gone. */
function pairsOf(theirs: Pairs, base: Pairs, mine: Pairs): Pairs {
  const [was, now] = [new Map(base), new Map(mine)]
  const kept = theirs.flatMap(([key, value]): Pairs => {
    const next = now.get(key)
    if (next !== undefined) return [[key, merged(value, was.get(key), next)]]
    // neither form knows it, or the form has just given it up
    return was.has(key) ? [] : [[key, value]]
  })
  const there = new Set(theirs.map(([key]) => key))
  const added = mine.filter(
    // what the text had left out although the form wrote it before stays left out
    ([key, value]) => !there.has(key) && !same(was.get(key), value),
  )
  return [...kept, ...added]
}

/** New names by old ones: of what is gone and what is new, those of one type are taken for the same, in their order. */
function renames(was: Pairs, now: Pairs): Map<string, string> {
  const [before, after] = [new Set(was.map(([name]) => name)), new Set(now.map(([name]) => name))]
  const added = now.filter(([name]) => !before.has(name))
  const found = new Map<string, string>()
  for (const [name, item] of was) {
    if (after.has(name)) continue
    const at = added.findIndex(([, other]) => typeOf(other) === typeOf(item))
    const [next] = at < 0 ? [] : added.splice(at, 1)
    if (next) found.set(name, next[0])
  }
  return found
}

function typeOf(item: Tree): string {
  const type = item.kind === 'object' ? item.pairs.find(([key]) => key === 'type')?.[1] : undefined
  return type?.kind === 'string' ? type.value : ''
}

/** Items by the names they carry, as workloads and mounts do; undefined where one has none, or two have one. */
function byName(items: Tree[]): Pairs | undefined {
  const pairs = items.flatMap((item): Pairs => {
    const name =
      item.kind === 'object' ? item.pairs.find(([key]) => key === 'name')?.[1] : undefined
    return name?.kind === 'string' ? [[name.value, item]] : []
  })
  const unique = new Set(pairs.map(([name]) => name)).size
  return pairs.length === items.length && unique === items.length ? pairs : undefined
}

const object = (pairs: Pairs): Tree => ({
  kind: 'object',
  pairs,
  source: `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${value.source}`).join(',')}}`,
})
const array = (items: Tree[]): Tree => ({
  kind: 'array',
  items,
  source: `[${items.map(({ source }) => source).join(',')}]`,
})

/**
 * Where a text says something else than the form wrote, as paths like `workloads.vm1.data.corex`, or something
 * the form does not know at all: all of this is kept, and the form cannot show it. Workloads are named by
 * their names. The order of keys and of workloads, and fields that say what their absence says too, are no
 * difference.
 */
export function beyondForm(text: string, written: string): string[] {
  return differing(parseTree(text), parseTree(written), '')
}

function differing(theirs: Tree | undefined, mine: Tree | undefined, path: string): string[] {
  if (same(theirs, mine) || (isZero(theirs) && isZero(mine))) return []
  const join = (key: string) => (path === '' ? key : `${path}.${key}`)
  const compare = (a: Pairs, b: Pairs): string[] => {
    const [left, right] = [new Map(a), new Map(b)]
    return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
      differing(left.get(key), right.get(key), join(key)),
    )
  }
  if (theirs?.kind === 'object' && mine?.kind === 'object') return compare(theirs.pairs, mine.pairs)
  if (theirs?.kind === 'array' && mine?.kind === 'array') {
    const [a, b] = [byName(theirs.items), byName(mine.items)]
    if (a && b) return compare(a, b)
    const most = Math.max(theirs.items.length, mine.items.length)
    return Array.from({ length: most }, (_, i) =>
      differing(theirs.items[i], mine.items[i], join(String(i))),
    ).flat()
  }
  return [path]
}

/** What the node reads as nothing: absent, null, empty, 0, false, or an object of such. */
function isZero(tree: Tree | undefined): boolean {
  switch (tree?.kind) {
    case undefined:
    case 'null':
      return true
    case 'bool':
      return !tree.value
    case 'number':
      return tree.source === '0'
    case 'string':
      return tree.value === ''
    case 'array':
      return tree.items.length === 0
    case 'object':
      return tree.pairs.every(([, value]) => isZero(value))
    default:
      return tree satisfies never
  }
}
