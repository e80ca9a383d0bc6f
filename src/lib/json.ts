/** What JSON can hold here: integers beyond 2^53 arrive as bigint with every digit. */
export type Json =
  | null
  | boolean
  | number
  | bigint
  | string
  | Json[]
  | { [key: string]: Json | undefined }

/**
 * `JSON.parse` with the source text of each value (ECMAScript "JSON.parse source text access"); both
 * are in Node 24 and in current browsers, TypeScript's library does not know them yet.
 */
type ParseWithSource = (
  text: string,
  reviver: (key: string, value: unknown, context?: { source?: string }) => unknown,
) => unknown
const parseWithSource = JSON.parse as ParseWithSource
const rawJson = (JSON as unknown as { rawJSON?: (digits: string) => unknown }).rawJSON

const LONG_INTEGER = /\d{16}/

/**
 * Parses JSON; integers that a number cannot hold exactly become bigint. The last of duplicate keys
 * wins, as in Go. Throws SyntaxError like JSON.parse. Where the browser does not hand out the source
 * text, such an integer stays the rounded number, which the readers of 64-bit fields refuse.
 */
export function parseJson(source: string): unknown {
  if (!LONG_INTEGER.test(source)) return JSON.parse(source)
  return parseWithSource(source, (_key, value, context) => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
    const digits = context?.source
    return digits !== undefined && /^-?\d+$/.test(digits) ? BigInt(digits) : value
  })
}

/**
 * Serialises; a bigint is written as the plain integer it is. Throws TypeError where the browser cannot
 * write one beyond 2^53: better no message than one with another number in it.
 */
export function stringifyJson(value: unknown, space?: number): string {
  return JSON.stringify(
    value,
    (_key, v: unknown) => {
      if (typeof v !== 'bigint') return v
      if (v >= BigInt(Number.MIN_SAFE_INTEGER) && v <= BigInt(Number.MAX_SAFE_INTEGER)) {
        return Number(v)
      }
      if (!rawJson) throw new TypeError('This browser cannot write integers beyond 2^53 as JSON.')
      return rawJson(v.toString())
    },
    space,
  )
}
