import type { GridNode } from '#gridproxy/schemas.ts'
import type { FleetRow } from './row.ts'

/** Rows must rest on screen this long before their nodes are asked: flying past costs nobody a call. */
export const REST_MS = 150

/** The nodes on screen, told once the rows have come to rest; outside of React, so that scrolling draws nothing else. */
export function createSeen() {
  let nodes: readonly GridNode[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const set = (rows: readonly FleetRow[]) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      nodes = rows.flatMap(({ node }) => (node ? [node] : []))
      for (const listener of listeners) listener()
    }, REST_MS)
  }
  const current = () => nodes
  return { current, subscribe, set }
}
export type Seen = ReturnType<typeof createSeen>
