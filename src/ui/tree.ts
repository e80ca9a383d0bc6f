/** A node of a tree that can be searched: a name, perhaps a value, perhaps children. */
export interface TreeItem {
  key: string
  name: string
  value?: string | undefined
  /** The value may be copied (serials, ids). */
  copyable?: boolean
  /** Fainter, behind the name: how many, what kind. */
  remark?: string | undefined
  children?: readonly TreeItem[]
}

const holds = (item: TreeItem, word: string) =>
  item.name.toLowerCase().includes(word) || (item.value ?? '').toLowerCase().includes(word)

/**
 * The tree with only what holds the typed text, and the way to it. An item whose own name holds it
 * keeps all its children. An empty search keeps everything.
 */
export function search(items: readonly TreeItem[], typed: string): readonly TreeItem[] {
  const word = typed.trim().toLowerCase()
  if (word === '') return items
  const keep = (item: TreeItem): TreeItem[] => {
    if (holds(item, word)) return [item]
    const children = item.children?.flatMap(keep) ?? []
    return children.length ? [{ ...item, children }] : []
  }
  return items.flatMap(keep)
}

/** How many items have a value: what a search says it found. */
export function leaves(items: readonly TreeItem[]): number {
  return items.reduce(
    (sum, item) => sum + (item.value === undefined ? 0 : 1) + leaves(item.children ?? []),
    0,
  )
}

/** The text cut at what was searched, for marking it: before, hit, after; no hit is one part. */
export function cut(text: string, typed: string): [string] | [string, string, string] {
  const word = typed.trim().toLowerCase()
  const at = word === '' ? -1 : text.toLowerCase().indexOf(word)
  if (at < 0) return [text]
  return [text.slice(0, at), text.slice(at, at + word.length), text.slice(at + word.length)]
}
