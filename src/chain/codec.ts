import * as z from 'zod/mini'
import { fromHex, toHex } from '#lib/bytes.ts'
import { asFarm, asNode, asTwin, type ContractId } from '#lib/ids.ts'
import { faultOf } from '#lib/reader.ts'
import { ChainError } from './errors.ts'

/*
 * Readers of what the library's `toPrimitive()` gives. Whatever the metadata says, it is plain data:
 * integers as numbers up to 53 bits and as decimal texts beyond, so never rounded; None as null; an enum
 * as its name, or `{ name: value }` where some of its variants carry one; bytes as text when they are all
 * ASCII and as 0x-hex otherwise. Fields are in camel case.
 */

/** The part of the library's values that is read here. */
export interface Readable {
  toPrimitive(): unknown
}

/** Reads a value of the chain; throws ChainError('bad-answer') when it is not of the shape that is known. */
export function read<T extends z.ZodMiniType>(
  schema: T,
  value: Readable,
  what: string,
): z.output<T> {
  return parse(schema, value.toPrimitive(), what)
}

/** The same of plain data, such as a field of an event. */
export function parse<T extends z.ZodMiniType>(
  schema: T,
  plain: unknown,
  what: string,
): z.output<T> {
  const parsed = z.safeParse(schema, plain)
  if (parsed.success) return parsed.data
  throw new ChainError('bad-answer', `The chain’s ${what} cannot be read.`, {
    details: faultOf(parsed.error),
  })
}

/** Any unsigned integer, exact. */
export const uint = z.pipe(
  z.union([z.int().check(z.nonnegative()), z.string().check(z.regex(/^\d+$/))]),
  z.transform((n) => BigInt(n)),
)
/** One that is small for certain: counts, percentages, versions, block numbers. */
export const small = z.int().check(z.nonnegative())

const u32 = z.int().check(z.nonnegative(), z.maximum(0xffffffff))
// the checks above are the ids' own, so none is undefined; each brand is given by its parser
export const twinId = z.pipe(
  u32,
  z.transform((n) => asTwin(n)!),
)
export const nodeId = z.pipe(
  u32,
  z.transform((n) => asNode(n)!),
)
export const farmId = z.pipe(
  u32,
  z.transform((n) => asFarm(n)!),
)
export const contractId = z.pipe(
  uint,
  z.transform((n) => n as ContractId),
) // a u64 by the metadata

/** Text in bytes; one beyond ASCII comes as hex and is decoded here. */
export const bytesText = z.pipe(z.string(), z.transform(textOf))

/** Bytes as hex without 0x, whichever way they come; the twin's pk, which is raw. */
export const bytesHex = z.pipe(
  z.string(),
  z.transform((given) => (isHex(given) ? given.slice(2) : toHex(new TextEncoder().encode(given)))),
)

const isHex = (given: string) => /^0x([0-9a-f]{2})*$/.test(given)

function textOf(given: string): string {
  if (!isHex(given)) return given
  const raw = fromHex(given.slice(2))
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(raw)
    // all ASCII would have come as text: then the text itself reads 0x…
    return /[\u0080-\uffff]/.test(decoded) ? decoded : given
  } catch {
    return given // no text: shown as the bytes it is
  }
}

/** A name out of a closed list, in the runtime's writing. */
export const oneOf = <const T extends readonly string[]>(names: T) => z.enum(names)
