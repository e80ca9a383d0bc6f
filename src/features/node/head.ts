import type { GridNode } from '#gridproxy/schemas.ts'

/** Both `""` and `Unknown` mean that the place is not known (facts: grid-services.md A.3). */
const known = (name: string) => name.trim() !== '' && name !== 'Unknown'

/** `Ghent, Belgium`, as far as it is known; undefined when nothing is. */
export const placeOf = ({
  city,
  country,
}: Pick<GridNode, 'city' | 'country'>): string | undefined =>
  [city, country].filter(known).join(', ') || undefined

/**
 * How long the node has run. The proxy knows the uptime at the last report only (seconds); while the
 * node is up, or has just answered, what has passed since belongs to it. `now` in Unix ms.
 */
export function uptimeOf(
  node: Pick<GridNode, 'uptime' | 'updatedAt' | 'status'>,
  answers: boolean,
  now: number,
  words: (seconds: number) => string,
): string {
  if (node.uptime <= 0) return 'uptime not reported'
  const since = Math.max(0, now / 1000 - node.updatedAt)
  return node.status === 'up' || answers
    ? `up ${words(node.uptime + since)}`
    : `was up ${words(node.uptime)} at its last report`
}
