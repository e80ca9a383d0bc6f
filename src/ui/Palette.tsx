import { lazy, Suspense, useMemo, useState } from 'react'
import type { PaletteItem } from './palette.ts'
import { useShortcuts, type Shortcut } from './shortcuts.ts'

const CommandPalette = lazy(() => import('./CommandPalette.tsx'))
const ShortcutList = lazy(() => import('./ShortcutList.tsx'))

/**
 * The keyboard's part of the frame: ⌘K (Ctrl K) opens the palette, `?` the list of shortcuts, and
 * `keys` are the console's own ("g n"). Returns what the Shell's search button presses and what has
 * to be drawn somewhere. The palette itself is loaded when it is first opened.
 */
export function usePalette({
  items,
  lookup,
  keys,
}: {
  items: readonly PaletteItem[]
  lookup?: (typed: string) => readonly PaletteItem[]
  keys: readonly Shortcut[]
}) {
  const [open, setOpen] = useState<'palette' | 'keys' | undefined>()
  const all = useMemo(
    () => [
      { keys: 'mod+k', label: 'Search or jump', run: () => setOpen('palette') },
      { keys: '?', label: 'This list', run: () => setOpen('keys') },
      ...keys,
    ],
    [keys],
  )
  useShortcuts(all)
  const close = () => setOpen(undefined)
  return {
    openPalette: () => setOpen('palette'),
    openShortcuts: () => setOpen('keys'),
    palette: (
      <Suspense>
        {open === 'palette' && <CommandPalette items={items} lookup={lookup} onClose={close} />}
        {open === 'keys' && <ShortcutList onClose={close} />}
      </Suspense>
    ),
  }
}
