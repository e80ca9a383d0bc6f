import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { useShortcuts, type Shortcut } from './shortcuts.ts'

const ShortcutList = lazy(() => import('./ShortcutList.tsx'))

/**
 * The keyboard's part of the frame: ⌘K (Ctrl K) opens the palette, `?` the list of shortcuts, and
 * `keys` are the console's own ("g n"). Returns what the Shell's search button presses and what has
 * to be drawn somewhere. `draw` gives the palette while it is open; it may be a lazy one.
 */
export function usePalette({
  draw,
  keys,
}: {
  draw: (close: () => void) => ReactNode
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
        {open === 'palette' && draw(close)}
        {open === 'keys' && <ShortcutList onClose={close} />}
      </Suspense>
    ),
  }
}
