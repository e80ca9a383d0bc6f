import { useSyncExternalStore } from 'react'

/** A question before something that cannot be taken back with one press. */
export interface Question {
  title: string
  /** What will happen, and to whom. */
  body: string
  /** A verb: "Forget this twin". */
  verb: string
  danger?: boolean
}
export interface OpenQuestion extends Question {
  answer: (yes: boolean) => void
}

let open: OpenQuestion | undefined
const listeners = new Set<() => void>()
function set(next: OpenQuestion | undefined) {
  open = next
  for (const listener of listeners) listener()
}

/** Asks, and resolves true when the person says yes. `Confirm` in the root shows it. */
export function confirm(question: Question): Promise<boolean> {
  open?.answer(false)
  return new Promise((resolve) => {
    set({
      ...question,
      answer: (yes) => {
        set(undefined)
        resolve(yes)
      },
    })
  })
}

export function useQuestion(): OpenQuestion | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => open,
  )
}
