import * as z from 'zod/mini'

/*
 * Pieces of tolerant readers of what Go programs write as JSON: unknown fields pass, Go's nil slice and
 * nil map (`null`) are empty, missing optional values become null. What a number depends on is never
 * made up: a missing or odd one is a fault, not 0.
 */

const U64_MAX = (1n << 64n) - 1n
const notU64 = { error: 'expected an unsigned 64-bit integer' }
const isU64 = (n: number | bigint) =>
  typeof n === 'number' ? Number.isSafeInteger(n) && n >= 0 : n >= 0n && n <= U64_MAX

/** An unsigned 64-bit integer, exact whatever its size: `parseJson` leaves a number below 2^53, a bigint above. */
export const u64 = z.pipe(
  z.union([z.number(), z.bigint()], notU64).check(z.refine(isU64, notU64)),
  z.transform((n) => BigInt(n)),
)

/** An unsigned 32-bit integer: ids of twins, nodes and farms, versions. */
export const u32 = z.int().check(z.nonnegative(), z.maximum(0xffffffff))

/** A finite number, whole or not. Go writes a large float as bare digits, which arrive as bigint. */
export const float = z.pipe(
  z.union([z.number(), z.bigint()], { error: 'expected a number' }),
  z.transform((n) => Number(n)),
)

/** A text; missing and null are empty, as in Go. */
export const text = z.pipe(
  z.optional(z.nullable(z.string())),
  z.transform((s) => s ?? ''),
)

/** A yes or no; missing and null are no, as in Go. */
export const flag = z.pipe(
  z.optional(z.nullable(z.boolean())),
  z.transform((b) => b ?? false),
)

/** The value, or null where it is missing or null. */
export const orNull = <T extends z.ZodMiniType>(item: T) =>
  z.pipe(
    z.optional(z.nullable(item)),
    z.transform((value) => value ?? null),
  )

/** The value, or 0 where the writer leaves it out because it is 0. */
export const orZero = <T extends z.ZodMiniType<number>>(item: T) =>
  z.pipe(
    z.optional(z.nullable(item)),
    z.transform((value) => value ?? 0),
  )

/** A list; missing and null are empty. */
export const list = <T extends z.ZodMiniType>(item: T) =>
  z.pipe(
    z.optional(z.nullable(z.array(item))),
    z.transform((items) => items ?? []),
  )

/** A map by name; missing and null are empty. */
export const dict = <T extends z.ZodMiniType>(item: T) =>
  z.pipe(
    z.optional(z.nullable(z.record(z.string(), item))),
    z.transform((items) => items ?? {}),
  )

/** The first fault of an answer in words, `[2].size: expected an unsigned 64-bit integer`; bounded, for names in it are the writer's. */
export function faultOf(error: z.core.$ZodError): string {
  const issue = error.issues[0]
  if (!issue) return 'unreadable'
  const path = issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
  // zod/mini carries no texts of its own beyond this one
  const said = issue.message === 'Invalid input' ? undefined : issue.message
  const expected = 'expected' in issue ? `expected ${String(issue.expected)}` : 'not allowed here'
  return `${path === '' ? 'the whole answer' : path.slice(0, 120)}: ${said ?? expected}`
}

/** Bound of raw text kept in an error's details, in characters. */
export const RAW_LIMIT = 100_000

/** Raw text cut to what may be kept and shown, and saying so. */
export const bounded = (raw: string): string =>
  raw.length <= RAW_LIMIT
    ? raw
    : `${raw.slice(0, RAW_LIMIT)}\n… cut here: ${raw.length} characters in all`
