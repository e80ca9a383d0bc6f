import { concat, text, utf8, type Bytes } from '#lib/bytes.ts'
import type { Field, Primitive, Type, TypeOf, Variant } from './expression.ts'

/*
 * SCALE, the chain's encoding, driven by type texts. Values are plain: u8, u16, u32 are numbers, u64 and
 * u128 bigints, bytes (Vec<u8>, [u8;n]) a Uint8Array, `str` a text, an Option null or the value, a struct an
 * object, a struct of one unnamed field that field, an enum its variant's name or `{ Name: fields }`.
 */

/** What cannot be read as the type says: cut off, out of bounds, no such variant. */
export class ScaleError extends Error {
  override readonly name = 'ScaleError'
}

const BYTES: Partial<Record<Primitive, number>> = { u8: 1, u16: 2, u32: 4, u64: 8, u128: 16 }

/** A little-endian integer of so many bytes. */
export function littleEndian(value: number | bigint, bytes: number): Bytes {
  const out = new Uint8Array(bytes)
  let rest = BigInt(value)
  for (let i = 0; i < bytes; i++, rest >>= 8n) out[i] = Number(rest & 0xffn)
  if (rest !== 0n) throw new ScaleError(`${value} does not fit into ${bytes} bytes.`)
  return out
}

const toInteger = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)

/** The general compact integer: two bits of mode, then 6, 14, 30 or up to 536 bits. */
export function compact(value: number | bigint): Bytes {
  const n = BigInt(value)
  if (n < 1n << 6n) return littleEndian(n << 2n, 1)
  if (n < 1n << 14n) return littleEndian((n << 2n) | 1n, 2)
  if (n < 1n << 30n) return littleEndian((n << 2n) | 2n, 4)
  const bytes = Math.max(4, Math.ceil(n.toString(16).length / 2))
  return concat(Uint8Array.of(((bytes - 4) << 2) | 3), littleEndian(n, bytes))
}

/** A place in bytes that are being read. */
export interface Cursor {
  bytes: Uint8Array
  at: number
}

export function take(from: Cursor, count: number): Bytes {
  const end = from.at + count
  if (end > from.bytes.length) throw new ScaleError('The bytes end before the value does.')
  const taken = from.bytes.slice(from.at, end)
  from.at = end
  return new Uint8Array(taken)
}

const byte = (from: Cursor): number => take(from, 1)[0] ?? 0

export function takeCompact(from: Cursor): bigint {
  const first = byte(from)
  switch (first & 3) {
    case 0:
      return BigInt(first >> 2)
    case 1:
      return ((toInteger(take(from, 1)) << 8n) | BigInt(first)) >> 2n
    case 2:
      return ((toInteger(take(from, 3)) << 8n) | BigInt(first)) >> 2n
    default:
      return toInteger(take(from, (first >> 2) + 4))
  }
}

const isBytes = (type: Type): boolean => type.kind === 'primitive' && type.name === 'u8'

export function createCodec(typeOf: TypeOf) {
  const wide = (type: string): boolean => {
    const of = typeOf(type)
    return of.kind === 'primitive' && (BYTES[of.name] ?? 0) > 4
  }

  function fields(list: readonly Field[], value: unknown): Uint8Array[] {
    const [only] = list
    if (list.length === 1 && only?.name === null) return [encode(only.type, value)]
    // a value that is not of the type's shape is a mistake of the demo's own, and encoding its parts throws
    const parts = value as Record<string | number, unknown>
    return list.map(({ name, type }, i) => encode(type, parts[name ?? i]))
  }

  function variant(list: readonly Variant[], value: unknown): Uint8Array[] {
    const [name, inner] =
      typeof value === 'string' ? [value, {}] : (Object.entries(value as object)[0] ?? ['', {}])
    const found = list.find((v) => v.name === name)
    if (!found) throw new ScaleError(`There is no variant ${name}.`)
    return [Uint8Array.of(found.index), ...fields(found.fields, inner)]
  }

  const list = (of: string, value: unknown): Uint8Array[] =>
    isBytes(typeOf(of))
      ? [value as Uint8Array] // bytes are held as such
      : (value as unknown[]).map((item) => encode(of, item)) // and every other list as an array

  const counted = (of: string, value: unknown): Bytes =>
    concat(compact((value as ArrayLike<unknown>).length), ...list(of, value)) // both have a length

  function primitive(name: Primitive, value: unknown): Bytes {
    if (name === 'bool') return Uint8Array.of(value === true ? 1 : 0)
    if (name === 'str') return counted('u8', utf8(String(value)))
    if (typeof value !== 'number' && typeof value !== 'bigint') {
      throw new ScaleError(`A ${name} is a number.`)
    }
    return littleEndian(value, BYTES[name] ?? 4)
  }

  /** The bytes of a value. */
  function encode(type: string, value: unknown): Bytes {
    const of = typeOf(type)
    switch (of.kind) {
      case 'primitive':
        return primitive(of.name, value)
      case 'compact':
        return compact(value as number | bigint) // only integers are written compact
      case 'option':
        return value === null ? Uint8Array.of(0) : concat(Uint8Array.of(1), encode(of.of, value))
      case 'sequence':
      case 'bounded':
        return counted(of.of, value)
      case 'array':
        return concat(...list(of.of, value))
      case 'tuple':
        return concat(...of.of.map((part, i) => encode(part, (value as unknown[])[i]))) // a tuple is an array
      case 'struct':
        return concat(...fields(of.fields, value))
      case 'enum':
        return concat(...variant(of.variants, value))
    }
  }

  function readFields(list: readonly Field[], from: Cursor): unknown {
    const [only] = list
    if (list.length === 1 && only?.name === null) return read(only.type, from)
    if (list.length > 0 && only?.name === null) return list.map(({ type }) => read(type, from))
    return Object.fromEntries(list.map(({ name, type }) => [name, read(type, from)]))
  }

  function readPrimitive(name: Primitive, from: Cursor): unknown {
    if (name === 'str') return text(take(from, Number(takeCompact(from))))
    if (name === 'bool') {
      const flag = byte(from)
      if (flag > 1) throw new ScaleError('A bool is 0 or 1.')
      return flag === 1
    }
    const size = BYTES[name] ?? 4
    const value = toInteger(take(from, size))
    return size > 4 ? value : Number(value)
  }

  function readMany(of: string, count: number, from: Cursor): unknown {
    if (isBytes(typeOf(of))) return take(from, count)
    // nothing here is empty, so more items than bytes are not there: refused before memory is taken
    if (count > from.bytes.length) throw new ScaleError('The list is longer than the bytes.')
    return Array.from({ length: count }, () => read(of, from))
  }

  /** Reads one value and moves the cursor behind it; throws ScaleError. */
  function read(type: string, from: Cursor): unknown {
    const of = typeOf(type)
    switch (of.kind) {
      case 'primitive':
        return readPrimitive(of.name, from)
      case 'compact': {
        const value = takeCompact(from)
        return wide(of.of) ? value : Number(value)
      }
      case 'option': {
        const flag = byte(from)
        if (flag > 1) throw new ScaleError('An Option begins with 0 or 1.')
        return flag === 0 ? null : read(of.of, from)
      }
      case 'sequence':
        return readMany(of.of, Number(takeCompact(from)), from)
      case 'bounded': {
        const count = Number(takeCompact(from))
        if (count > of.most) throw new ScaleError(`${count} items where ${of.most} are the most.`)
        return readMany(of.of, count, from)
      }
      case 'array':
        return readMany(of.of, of.length, from)
      case 'tuple':
        return of.of.map((part) => read(part, from))
      case 'struct':
        return readFields(of.fields, from)
      case 'enum': {
        const index = byte(from)
        const found = of.variants.find((v) => v.index === index)
        if (!found) throw new ScaleError(`There is no variant ${index} of ${type}.`)
        return found.fields.length === 0
          ? found.name
          : { [found.name]: readFields(found.fields, from) }
      }
    }
  }

  /** Reads bytes that hold this value and nothing behind it; throws ScaleError. */
  function decode(type: string, bytes: Uint8Array): unknown {
    const from = { bytes, at: 0 }
    const value = read(type, from)
    if (from.at !== bytes.length) throw new ScaleError('There are bytes behind the value.')
    return value
  }

  /** The bytes that stand for "nothing was ever stored" (facts: tfchain.md section 14). */
  function zero(type: string): Bytes {
    const of = typeOf(type)
    switch (of.kind) {
      case 'primitive':
        return new Uint8Array(of.name === 'str' ? 1 : (BYTES[of.name] ?? 1))
      case 'compact':
      case 'option':
      case 'sequence':
      case 'bounded':
        return new Uint8Array(1)
      case 'array':
        return concat(...Array.from({ length: of.length }, () => zero(of.of)))
      case 'tuple':
        return concat(...of.of.map(zero))
      case 'struct':
        return concat(...of.fields.map((f) => zero(f.type)))
      case 'enum': {
        const first = of.variants.reduce((a, b) => (b.index < a.index ? b : a))
        return concat(Uint8Array.of(first.index), ...first.fields.map((f) => zero(f.type)))
      }
    }
  }

  return { encode, read, decode, zero }
}

export type Codec = ReturnType<typeof createCodec>
