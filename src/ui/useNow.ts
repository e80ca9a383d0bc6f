import { useSyncExternalStore } from 'react'

// one clock for all stamps of the page; it rests while nobody looks
const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function tick() {
  now = Date.now()
  for (const listener of listeners) listener()
}

function run() {
  const wanted = listeners.size > 0 && document.visibilityState === 'visible'
  if (wanted && timer === undefined) {
    timer = setInterval(tick, 1000)
    tick()
  } else if (!wanted && timer !== undefined) {
    clearInterval(timer)
    timer = undefined
  }
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now()
    document.addEventListener('visibilitychange', run)
  }
  listeners.add(listener)
  run()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) document.removeEventListener('visibilitychange', run)
    run()
  }
}

/** Milliseconds since 1970, read again every second while the page is visible. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
