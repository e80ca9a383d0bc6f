import { useLayoutEffect } from 'react'

/** `keys` are one key or two in a row: `/`, `g n`, `mod+k` (⌘ on a Mac, Ctrl elsewhere). */
export interface Shortcut {
  keys: string
  label: string
  run: () => void
}

export const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

const registered = new Set<readonly Shortcut[]>()
let pending: { key: string; at: number } | undefined

/** Everything that can be pressed on this page, for the list that `?` opens. */
export const shortcuts = (): Shortcut[] => [...registered].flat()

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

function onKey(event: KeyboardEvent) {
  if (event.defaultPrevented || event.altKey) return
  const all = shortcuts()
  const mod = isMac ? event.metaKey : event.ctrlKey
  if (event.metaKey || event.ctrlKey) {
    const hit = mod && all.find((each) => each.keys === `mod+${event.key.toLowerCase()}`)
    if (hit) {
      event.preventDefault()
      hit.run()
    }
    return
  }
  // a letter typed into a field or an open dialog is a letter
  if (typing(event.target) || document.querySelector('dialog[open]')) return
  const before = pending && event.timeStamp - pending.at < 1200 ? `${pending.key} ` : ''
  const hit =
    all.find((each) => before !== '' && each.keys === before + event.key) ??
    all.find((each) => each.keys === event.key)
  pending = hit ? undefined : { key: event.key, at: event.timeStamp }
  if (hit) {
    event.preventDefault()
    hit.run()
  }
}

/** Listens while the component lives. Give the same array each time (module scope or useMemo). */
export function useShortcuts(list: readonly Shortcut[]): void {
  // before the paint: what is on the screen can be pressed
  useLayoutEffect(() => {
    if (registered.size === 0) document.addEventListener('keydown', onKey)
    registered.add(list)
    return () => {
      registered.delete(list)
      if (registered.size === 0) document.removeEventListener('keydown', onKey)
    }
  }, [list])
}
