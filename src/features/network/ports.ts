/** Ports among which clients pick a WireGuard port for a network; the strip shows exactly these. */
export const FIRST_PORT = 1024
export const LAST_PORT = 32_767
export const PORT_COUNT = LAST_PORT - FIRST_PORT + 1

/** What the strip draws of the reserved ports: those inside it ascending and once, and how many lie outside. */
export function portsOf(reserved: readonly number[]): { inside: number[]; outside: number } {
  const distinct = [...new Set(reserved)].toSorted((a, b) => a - b)
  const inside = distinct.filter((port) => port >= FIRST_PORT && port <= LAST_PORT)
  return { inside, outside: distinct.length - inside.length }
}

/** Where a port lies on the strip, 0 … 1. */
export const placeOf = (port: number): number => (port - FIRST_PORT) / (PORT_COUNT - 1)

/** A whole number in 0 … below - 1, each as likely as any other. */
export type Pick = (below: number) => number

/** Picks by the browser's own randomness; draws again where a plain remainder would favour small numbers. */
export const pick: Pick = (below) => {
  const limit = Math.floor(2 ** 32 / below) * below
  const word = new Uint32Array(1)
  do crypto.getRandomValues(word)
  while (word[0]! >= limit) // one element
  return word[0]! % below // one element
}

/**
 * A port that is not reserved, chosen at random so that two people who look at once rarely take the
 * same; undefined when all are taken.
 */
export function freePort(reserved: readonly number[], choose: Pick = pick): number | undefined {
  const { inside } = portsOf(reserved)
  const free = PORT_COUNT - inside.length
  if (free <= 0) return undefined
  let port = FIRST_PORT + choose(free)
  // the nth free one lies one further for each reserved one below it
  for (const taken of inside) if (taken <= port) port++
  return port
}
