import { useSyncExternalStore } from 'react'

/** What a person chose; `system` follows the device. */
export type ThemeMode = 'light' | 'dark' | 'system'

// the same key as in public/theme-init.js
const KEY = 'zos-theme'
const listeners = new Set<() => void>()
const asMode = (stored: string | null): ThemeMode =>
  stored === 'light' || stored === 'dark' ? stored : 'system'

function read(): ThemeMode {
  try {
    return asMode(localStorage.getItem(KEY))
  } catch {
    return 'system' // storage is forbidden here
  }
}

let mode: ThemeMode | undefined
const current = (): ThemeMode => (mode ??= read())

/** Chooses the scheme for this browser; every open tab follows. */
export function setThemeMode(next: ThemeMode): void {
  mode = next
  try {
    localStorage.setItem(KEY, next)
  } catch {
    // storage is forbidden here: the choice holds for this page
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== KEY && event.key !== null) return
    mode = asMode(event.newValue)
    listener()
  }
  listeners.add(listener)
  window.addEventListener('storage', onStorage)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', onStorage)
  }
}

/** The chosen mode, and the way to change it. */
export function useThemeMode(): [ThemeMode, (mode: ThemeMode) => void] {
  return [useSyncExternalStore(subscribe, current), setThemeMode]
}

/** Hands this store to MUI, which sets `data-theme` from it (its StorageManager). */
export const themeStorage = () => ({
  get: (): ThemeMode => current(),
  set: () => undefined, // only a person changes it, by setThemeMode
  subscribe: (handler: (value: ThemeMode) => void) => subscribe(() => handler(current())),
})
