/** Unix milliseconds; handed in everywhere, so that a test can stop or move time. */
export type Clock = () => number

/** A 32-bit hash of texts and numbers (FNV-1a with a final mix): the same parts, the same number. */
export function hash(...parts: readonly (string | number)[]): number {
  let h = 0x811c9dc5
  for (const part of parts) {
    const text = String(part)
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
    h = Math.imul(h ^ 0x2f, 0x01000193)
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** A seeded generator (mulberry32): the same parts give the same sequence on every machine. */
export function random(...parts: readonly (string | number)[]) {
  let state = hash(...parts)
  /** 0 ≤ n < 1 */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  /** An integer, both ends included. */
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => int(0, 15).toString(16)).join('')
  return {
    next,
    int,
    hex,
    chance: (probability: number) => next() < probability,
    pick: <T>(from: readonly T[]): T => from[int(0, from.length - 1)]!, // never called with an empty list
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  }
}

export type Random = ReturnType<typeof random>
