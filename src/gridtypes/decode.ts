import { canonicalCidr, canonicalIp } from '#lib/address.ts'
import { GridTypesError } from './error.ts'
import { hexFault } from './hex.ts'
import type { Tree } from './tree.ts'

// Go's encoding/json as the node uses it (facts: node-api.md section 0), which decodes *into* a value: a key
// that comes twice is decoded into what the first left, so objects merge and null leaves a scalar as it is.

/** Where a value stands: the Go struct around it and the fields that lead there. */
export interface Place {
  struct: string
  path: string
}

/**
 * Reads a value of a Go type. No tree gives the zero value; `prior` is what an earlier duplicate of the key
 * left. Throws GridTypesError `shape`.
 */
export type Decoder<T> = (tree: Tree | undefined, prior: T | undefined, at: Place) => T

export const nowhere: Place = { struct: '', path: '' }

function refuse(tree: Tree, at: Place, goType: string, withNumber = false): never {
  const kind = withNumber && tree.kind === 'number' ? `number ${tree.source}` : tree.kind
  const where = at.struct ? `struct field ${at.struct}.${at.path}` : 'value'
  throw new GridTypesError(
    'shape',
    `json: cannot unmarshal ${kind} into Go ${where} of type ${goType}`,
  )
}

/** Go folds the long s and the Kelvin sign too. */
const fold = (key: string) => key.toLowerCase().replaceAll('\u017f', 's')

function integer(goType: string, least: bigint, most: bigint): Decoder<bigint> {
  return (tree, prior = 0n, at) => {
    if (tree === undefined || tree.kind === 'null') return prior
    const plain =
      tree.kind === 'number' && (least < 0n ? /^-?\d+$/ : /^\d+$/).test(tree.source)
        ? tree.source
        : undefined
    // twenty digits hold every 64-bit integer, and JSON allows no leading zeros
    if (plain === undefined || plain.length > 20) return refuse(tree, at, goType, true)
    const value = BigInt(plain)
    return value < least || value > most ? refuse(tree, at, goType, true) : value
  }
}

const narrow = (bits: number): Decoder<number> => {
  const wide = integer(`uint${bits}`, 0n, (1n << BigInt(bits)) - 1n)
  return (tree, prior, at) =>
    Number(wide(tree, prior === undefined ? undefined : BigInt(prior), at))
}

const MOST = (1n << 64n) - 1n
export const uint64 = integer('uint64', 0n, MOST)
/** Bytes: the node's own name of a uint64. */
export const unit = integer('gridtypes.Unit', 0n, MOST)
export const uint32 = narrow(32)
export const uint16 = narrow(16)
export const uint8 = narrow(8)

export const bool: Decoder<boolean> = (tree, prior = false, at) => {
  if (tree === undefined || tree.kind === 'null') return prior
  return tree.kind === 'bool' ? tree.value : refuse(tree, at, 'bool')
}

const stringOf =
  (goType: string): Decoder<string> =>
  (tree, prior = '', at) => {
    if (tree === undefined || tree.kind === 'null') return prior
    return tree.kind === 'string' ? tree.value : refuse(tree, at, goType)
  }
export const string = stringOf('string')
export const named = stringOf

/** A text with a form of its own: `read` gives its one spelling or throws. Null and `""` are `""`. */
function spelled(goType: string, read: (text: string) => string): Decoder<string> {
  return (tree, prior = '', at) => {
    if (tree === undefined) return prior
    if (tree.kind === 'null') return ''
    if (tree.kind !== 'string') return refuse(tree, at, goType)
    return tree.value === '' ? '' : read(tree.value)
  }
}

/** An address in its canonical form; `""` when there is none. */
export const ip = spelled('net.IP', (text) => {
  const read = canonicalIp(text)
  if (read === undefined) throw new GridTypesError('shape', `invalid IP address: ${text}`)
  return read
})

/** `address/prefix` in its canonical form, host bits kept; `""` when there is none. */
export const cidr = spelled('gridtypes.IPNet', (text) => {
  const read = canonicalCidr(text)
  if (read === undefined) throw new GridTypesError('shape', `invalid CIDR address: ${text}`)
  return read
})

/** Bytes as lower-case hex. */
export const hex = spelled('string', (text) => {
  const fault = hexFault(text)
  if (fault !== undefined) throw new GridTypesError('shape', fault)
  return text.toLowerCase()
})

/** A list; null and missing are empty. A second list is decoded over the items of the first. */
export function list<T>(item: Decoder<T>): Decoder<T[]> {
  return (tree, prior = [], at) => {
    if (tree === undefined) return prior
    if (tree.kind === 'null') return []
    if (tree.kind !== 'array') return refuse(tree, at, '[]')
    return tree.items.map((entry, i) => item(entry, prior[i], at))
  }
}

/** A map of texts; the last of equal keys wins. */
export const texts: Decoder<Record<string, string>> = (tree, prior = {}, at) => {
  if (tree === undefined) return prior
  if (tree.kind === 'null') return {}
  if (tree.kind !== 'object') return refuse(tree, at, 'map[string]string')
  const read = tree.pairs.map(([key, value]): [string, string] => [
    key,
    string(value, undefined, at),
  ])
  // fromEntries defines own properties: a key `__proto__` is a key like any other
  return Object.fromEntries([...Object.entries(prior), ...read])
}

/** What Go holds by pointer: null and missing are null. */
export function nullable<T>(inner: Decoder<T>): Decoder<T | null> {
  return (tree, prior = null, at) => {
    if (tree === undefined) return prior
    return tree.kind === 'null' ? null : inner(tree, prior ?? undefined, at)
  }
}

/** A value unread, as `json.RawMessage` keeps it; undefined when the key is missing. */
export const raw: Decoder<Tree | undefined> = (tree, prior) => tree ?? prior

/** A Go struct: keys in any case, unknown ones ignored, missing ones zero. */
export function struct<T extends object>(
  name: string,
  fields: { [K in keyof T]-?: Decoder<T[K]> },
): Decoder<T> {
  const entries = Object.entries(fields) as [string, Decoder<unknown>][] // a struct's fields are its own
  const byFold = new Map(entries.map(([key, decode]) => [fold(key), [key, decode] as const]))
  return (tree, prior, at) => {
    const out: Record<string, unknown> = { ...prior }
    for (const [key, decode] of entries) out[key] ??= decode(undefined, undefined, at)
    if (tree !== undefined && tree.kind !== 'null') {
      if (tree.kind !== 'object') return refuse(tree, at, name)
      for (const [key, value] of tree.pairs) {
        const field = byFold.get(fold(key))
        if (field === undefined) continue
        const [own, decode] = field
        const path = at.path ? `${at.path}.${own}` : own
        out[own] = decode(value, out[own], { struct: name, path })
      }
    }
    return out as T // every field of T was decoded by its own decoder
  }
}
