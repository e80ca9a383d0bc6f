import { useSyncExternalStore } from 'react'

let message = ''
const listeners = new Set<() => void>()

/** Says a sentence to screen readers, politely. The same sentence twice is said twice. */
export function say(sentence: string): void {
  // readers ignore an unchanged text: a trailing no-break space makes it new
  message = sentence === message ? `${sentence}\u00a0` : sentence
  for (const listener of listeners) listener()
}

/** What was said last; read by the one live region in Shell. */
export function useAnnouncement(): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => message,
  )
}
