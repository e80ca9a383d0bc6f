import { useSyncExternalStore } from 'react'
import type { State } from './State.tsx'

/** A sentence of what happened, and one line of what follows from it. */
export interface Toast {
  sentence: string
  more?: string
  state?: State
}
export interface ShownToast extends Toast {
  id: number
}

let shown: readonly ShownToast[] = []
let next = 1
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/** Shows a toast for 5 s. Never for an error that has a panel to stand in. */
export function toast(message: Toast): void {
  shown = [...shown.slice(-2), { ...message, id: next++ }]
  tell()
}

export function dropToast(id: number): void {
  shown = shown.filter((each) => each.id !== id)
  tell()
}

export function useToasts(): readonly ShownToast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => shown,
  )
}
