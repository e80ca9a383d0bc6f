import type { GridNode } from '#gridproxy/schemas.ts'
import type { FleetRow } from './row.ts'

/** Rows must rest on screen this long before their nodes are asked: flying past costs nobody a call. */
export const REST_MS = 150
/** While rows fly past, their pages are read no more often than this: the proxy's keepers ask for 5 calls per second. */
export const PASS_MS = 120

/**
 * The nodes on screen, told once the rows have come to rest; outside of React, so that scrolling draws
 * nothing else. `passing` hears of the rows meanwhile, the latest of each `PASS_MS`.
 */
export function createSeen(passing: (rows: readonly FleetRow[]) => void) {
  let nodes: readonly GridNode[] = []
  let latest: readonly FleetRow[] = []
  let resting: ReturnType<typeof setTimeout> | undefined
  let pause: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const set = (rows: readonly FleetRow[]) => {
    latest = rows
    pause ??= setTimeout(() => {
      pause = undefined
      passing(latest)
    }, PASS_MS)
    clearTimeout(resting)
    resting = setTimeout(() => {
      nodes = latest.flatMap(({ node }) => (node ? [node] : []))
      for (const listener of listeners) listener()
    }, REST_MS)
  }
  const current = () => nodes
  return { current, subscribe, set }
}
export type Seen = ReturnType<typeof createSeen>
