import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Counters } from '#node/schemas.ts'

/** What a node's counters said at one moment (Unix ms); kept while the page is open, never stored. */
export interface Sample {
  at: number
  counters: Counters
}

/** An hour at the fastest pace. */
const KEPT = 360
const samples = new Map<number, readonly Sample[]>()
const listeners = new Set<() => void>()
const none: readonly Sample[] = []

/** Keeps each answer to `zos.statistics.get` that passes through the cache; returns how to stop. */
export function keepSamples(queries: QueryClient): () => void {
  return queries.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return
    const [kind, twin, command] = event.query.queryKey
    if (kind !== 'node' || command !== 'zos.statistics.get' || typeof twin !== 'number') return
    // the key says which command this is, and with it the type of its answer
    const counters = event.query.state.data as Counters
    add(twin, { at: event.query.state.dataUpdatedAt, counters })
  })
}

function add(twin: number, sample: Sample) {
  const before = samples.get(twin) ?? none
  if (before.at(-1)?.at === sample.at) return
  samples.set(twin, [...before, sample].slice(-KEPT))
  for (const listener of listeners) listener()
}

/** Forgets all: who speaks, or where, has changed. */
export function dropSamples() {
  samples.clear()
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The samples of one node, oldest first. */
export const useSamples = (twin: number): readonly Sample[] =>
  useSyncExternalStore(subscribe, () => samples.get(twin) ?? none)
