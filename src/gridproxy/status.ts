import type { NodeStatus } from './filters.ts'

/** Two reports of 40 minutes missed: the node is down (facts: grid-services.md A.5). */
export const UP_SECONDS = 80 * 60
/** A sleeping node is woken once a day; later than that it is down. */
export const STANDBY_SECONDS = 24 * 60 * 60

/**
 * What the service says of a node, from what the chain knows: its power and the Unix seconds of its last
 * uptime report. A node that crashed stays `up` for up to 80 minutes (facts: grid-services.md A.5).
 */
export function statusOf(
  power: { state: string; target: string },
  updatedAt: number,
  now: number,
): NodeStatus {
  const age = now - updatedAt
  if (power.state === 'Down' || power.target === 'Down') {
    return age <= STANDBY_SECONDS ? 'standby' : 'down'
  }
  return age <= UP_SECONDS ? 'up' : 'down'
}
