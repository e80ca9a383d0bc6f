import type { ReactNode } from 'react'
import { useEffect, useSyncExternalStore } from 'react'

/** An entry of the palette: somewhere to go or something to do. */
export interface PaletteItem {
  id: string
  label: string
  group: string
  /** What else it is found by. */
  words?: string
  /** Fainter, at the right: a shortcut, an id. */
  hint?: string
  icon?: ReactNode
  href?: string
  run?: () => void
}

const contributed = new Set<readonly PaletteItem[]>()
let all: readonly PaletteItem[] = []
const listeners = new Set<() => void>()
function changed() {
  all = [...contributed].flat()
  for (const listener of listeners) listener()
}

/** A page's own actions in the palette, while it is shown. Give the same array each time. */
export function useQuickActions(items: readonly PaletteItem[]): void {
  useEffect(() => {
    contributed.add(items)
    changed()
    return () => {
      contributed.delete(items)
      changed()
    }
  }, [items])
}

export function useContributed(): readonly PaletteItem[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => all,
  )
}

/**
 * The items that hold every typed word, those whose label begins with it first. Order is otherwise
 * kept.
 */
export function find(items: readonly PaletteItem[], typed: string): PaletteItem[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const score = (item: PaletteItem) => {
    const label = item.label.toLowerCase()
    const text = `${label} ${item.group} ${item.words ?? ''} ${item.hint ?? ''}`.toLowerCase()
    if (!words.every((word) => text.includes(word))) return -1
    return words.every((word) => label.includes(word))
      ? label.startsWith(words[0] ?? '')
        ? 2
        : 1
      : 0
  }
  return items
    .map((item) => ({ item, score: score(item) }))
    .filter((each) => each.score >= 0)
    .sort((a, b) => b.score - a.score)
    .map((each) => each.item)
}
