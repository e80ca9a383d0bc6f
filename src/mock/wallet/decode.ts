import { text, toHex } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import { readMetadata } from '#mock/chain/metadata.ts'
import type { MetaField, Metadata } from '#mock/chain/metatypes.ts'
import { ScaleError, take, takeCompact, type Cursor } from '#mock/chain/scale.ts'

/** A value as a person reads it: a text, or a heading with labelled parts below. */
type Shown = string | { head: string; parts: [label: string, value: Shown][] }

const SIZES: Readonly<Record<string, number>> = {
  u8: 1,
  u16: 2,
  u32: 4,
  u64: 8,
  u128: 16,
  u256: 32,
}

/** Bytes that are all printable ASCII are a text; all others are digits. */
export const readable = (bytes: Uint8Array): string =>
  bytes.length > 0 && bytes.every((byte) => byte >= 0x20 && byte < 0x7f)
    ? `“${text(bytes)}”`
    : `0x${toHex(bytes)}`

/** Reads values by the types of metadata, as wallets do; throws ScaleError on what does not fit them. */
function reader({ types }: Metadata) {
  const byId = new Map(types.map(({ id, type }) => [id, type]))
  function typeOf(id: number) {
    const type = byId.get(id)
    if (!type) throw new ScaleError(`There is no type ${id}.`)
    return type
  }
  const isByte = (id: number) => {
    const { def } = typeOf(id)
    return 'Primitive' in def && def.Primitive === 'u8'
  }

  function fields(head: string, list: readonly MetaField[], from: Cursor): Shown {
    const [only] = list
    if (list.length === 1 && only?.name === null) {
      const inner = read(only.type, from)
      if (head === '') return inner
      return typeof inner === 'string'
        ? `${head} ${inner}`
        : { ...inner, head: [head, inner.head].filter(Boolean).join('.') }
    }
    if (list.length === 0) return head
    const parts = list.map(({ name, type }, i): [string, Shown] => [
      name ?? String(i),
      read(type, from),
    ])
    return { head, parts }
  }

  function many(count: number, of: number, from: Cursor): Shown {
    if (isByte(of)) return readable(take(from, count))
    if (count > from.bytes.length) throw new ScaleError('The list is longer than the bytes.')
    if (count === 0) return 'none'
    const parts = Array.from({ length: count }, (_, i): [string, Shown] => [
      String(i + 1),
      read(of, from),
    ])
    return { head: '', parts }
  }

  function primitive(name: string, from: Cursor): string {
    if (name === 'bool') return take(from, 1)[0] === 0 ? 'no' : 'yes'
    if (name === 'str') return readable(take(from, Number(takeCompact(from))))
    const size = SIZES[name]
    if (size === undefined) throw new ScaleError(`No reading of ${name}.`)
    const hex = toHex(take(from, size).reverse())
    return BigInt(`0x${hex}`).toString()
  }

  function read(id: number, from: Cursor): Shown {
    const { def, path } = typeOf(id)
    const name = path.at(-1) ?? ''
    if ('Composite' in def) {
      return name === 'AccountId32' ? toSs58(take(from, 32)) : fields('', def.Composite, from)
    }
    if ('Variant' in def) {
      const [index = 0] = take(from, 1)
      const found = def.Variant.find((variant) => variant.index === index)
      if (!found) throw new ScaleError(`There is no variant ${index} of ${name}.`)
      if (name === 'Option' && found.name === 'None') return 'none'
      const plain = name === 'Option' || (name === 'MultiAddress' && found.name === 'Id')
      return fields(plain ? '' : found.name, found.fields, from)
    }
    if ('Sequence' in def) return many(Number(takeCompact(from)), def.Sequence, from)
    if ('Array' in def) return many(def.Array.len, def.Array.type, from)
    if ('Tuple' in def) {
      const list = def.Tuple.map((type) => ({ name: null, type, typeName: null, docs: [] }))
      return fields('', list, from)
    }
    if ('Primitive' in def) return primitive(def.Primitive, from)
    if ('Compact' in def) return takeCompact(from).toString()
    throw new ScaleError(`No reading of ${name}.`)
  }

  return read
}

function lines(shown: Shown, label: string, depth: number): string[] {
  const indent = '  '.repeat(depth)
  const lead = label === '' ? indent : `${indent}${label}: `
  if (typeof shown === 'string') return [lead + shown]
  const below = shown.parts.flatMap(([name, part]) => lines(part, name, depth + 1))
  return [`${lead}${shown.head}`.trimEnd(), ...below]
}

/**
 * A call in words, one argument a line, by metadata v14 of which the calls alone are needed. Undefined when it
 * cannot be read: the wallet then shows digits.
 */
export function callInWords(metadata: Uint8Array, call: Uint8Array): string | undefined {
  try {
    const known = readMetadata(metadata)
    const from: Cursor = { bytes: call, at: 1 }
    const pallet = known.pallets.find(({ index }) => index === call[0])
    if (pallet?.calls === null || pallet?.calls === undefined) return undefined
    const inner = reader(known)(pallet.calls, from)
    if (from.at !== call.length) return undefined
    const shown: Shown =
      typeof inner === 'string'
        ? `${pallet.name}.${inner}`
        : { ...inner, head: `${pallet.name}.${inner.head}` }
    return lines(shown, '', 0).join('\n')
  } catch {
    return undefined // not metadata, or not a call of it
  }
}
