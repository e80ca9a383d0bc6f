import { type KeyMaterial, wipe } from './material.ts'
import type { KeyKind, PublicKeyFacts } from './record.ts'

/** A key that came here and is not held yet. */
export interface Candidate {
  material: KeyMaterial
  curve: PublicKeyFacts['curve']
  kind: KeyKind
}

/** How long it may wait for its twin to be found, or its record to be stored, before it is wiped. */
const WAIT_MS = 3 * 60_000

/** The place of the one key that waits; a new one wipes the one before it. */
export function candidatePlace() {
  let candidate: Candidate | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function drop() {
    clearTimeout(timer)
    if (candidate) wipe(candidate.material)
    candidate = undefined
  }

  return {
    drop,
    set(next: Candidate) {
      drop()
      candidate = next
      timer = setTimeout(drop, WAIT_MS)
    },
    /** Hands it over; whoever takes it wipes it. */
    take(): Candidate | undefined {
      const taken = candidate
      candidate = undefined
      clearTimeout(timer)
      return taken
    },
    taken: () => candidate !== undefined,
  }
}
