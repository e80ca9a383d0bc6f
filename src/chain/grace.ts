/** Blocks that a contract stays alive without money: 14 days of 6 s (facts: tfchain.md section 6). */
export const GRACE_BLOCKS = 201_600n
const BLOCK_MS = 6_000

/**
 * When a contract in its grace period ends for good if nothing is paid, in milliseconds since 1970: `since`
 * is the block in which grace began, `head` the newest one, seen at `nowMs`. It may lie in the past: the end
 * comes with the first bill after it.
 */
export function graceEnds(since: bigint, head: number, nowMs: number): number {
  const left = since + GRACE_BLOCKS - BigInt(head)
  return nowMs + Number(left) * BLOCK_MS
}
