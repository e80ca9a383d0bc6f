import { concat, type Bytes } from '#lib/bytes.ts'
import type { Description, Pallet, StoreItem } from './description.ts'
import type { Field, Type, Variant } from './expression.ts'
import {
  MAGIC,
  metadataCodec,
  type Def,
  type MetaEntry,
  type Metadata,
  type MetaField,
  type MetaPallet,
  type MetaVariant,
} from './metatypes.ts'

const docs: string[] = []

/** Gives every type text a number, in the order in which they are first met. */
function registry({ typeOf }: Description) {
  const ids = new Map<string, number>()
  const types: Metadata['types'] = []

  const fields = (list: readonly Field[]): MetaField[] =>
    list.map(({ name, type }) => ({ name, type: id(type), typeName: null, docs }))
  const variants = (list: readonly Variant[]): MetaVariant[] =>
    list.map(({ name, index, fields: of }) => ({ name, fields: fields(of), index, docs }))

  function def(type: Type): Def {
    switch (type.kind) {
      case 'primitive':
        return { Primitive: type.name }
      case 'compact':
        return { Compact: id(type.of) }
      case 'sequence':
        return { Sequence: id(type.of) }
      case 'bounded':
        return { Composite: fields([{ name: null, type: `Vec<${type.of}>` }]) }
      case 'array':
        return { Array: { len: type.length, type: id(type.of) } }
      case 'tuple':
        return { Tuple: type.of.map(id) }
      case 'option': {
        const some = { name: 'Some', index: 1, fields: [{ name: null, type: type.of }] }
        return { Variant: variants([{ name: 'None', index: 0, fields: [] }, some]) }
      }
      case 'struct':
        return { Composite: fields(type.fields) }
      case 'enum':
        return { Variant: variants(type.variants) }
    }
  }

  function named(type: Type): { path: string[]; params: { name: string; type: number | null }[] } {
    switch (type.kind) {
      case 'struct':
      case 'enum': {
        const params = type.params.map(({ name, type: of }) => ({
          name,
          type: of === null ? null : id(of),
        }))
        return { path: type.path, params }
      }
      case 'option':
        return { path: ['Option'], params: [{ name: 'T', type: id(type.of) }] }
      case 'bounded': {
        const params = [
          { name: 'T', type: id(type.of) },
          { name: 'S', type: null },
        ]
        return { path: ['bounded_collections', 'bounded_vec', 'BoundedVec'], params }
      }
      default:
        return { path: [], params: [] }
    }
  }

  /** A type's number. It is taken before its parts are looked at: a call holds a list of calls. */
  function id(text: string): number {
    const known = ids.get(text)
    if (known !== undefined) return known
    const own = ids.size
    ids.set(text, own)
    const type = typeOf(text)
    types.push({ id: own, type: { ...named(type), def: def(type), docs } })
    return own
  }

  return { id, types }
}

const tuple = (parts: readonly string[]): string =>
  parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(',')})`

function entry(
  { name, optional, keys, value, fallback }: StoreItem,
  id: (text: string) => number,
): MetaEntry {
  const type: MetaEntry['type'] =
    keys.length === 0
      ? { Plain: id(value) }
      : {
          Map: {
            hashers: keys.map(({ hasher }) => hasher),
            key: id(tuple(keys.map((key) => key.type))),
            value: id(value),
          },
        }
  return { name, modifier: optional ? 'Optional' : 'Default', type, fallback, docs }
}

function palletOf(pallet: Pallet, id: (text: string) => number): MetaPallet {
  const { name, index, store, constants } = pallet
  const one = (list: readonly unknown[], of: string) =>
    list.length > 0 ? id(`${name}${of}`) : null
  return {
    name,
    storage:
      store.length > 0 ? { prefix: name, items: store.map((item) => entry(item, id)) } : null,
    calls: one(pallet.calls, 'calls'),
    events: one(pallet.events, 'events'),
    constants: constants.map(({ name: constant, type, value }) => ({
      name: constant,
      type: id(type),
      value,
      docs,
    })),
    errors: one(pallet.errors, 'errors'),
    index,
  }
}

/** The metadata v14 of a description, as `state_getMetadata` gives it: magic, version, then SCALE. */
export function compose(description: Description): Bytes {
  const { id, types } = registry(description)
  const metadata: Metadata = {
    types,
    pallets: description.pallets.map((pallet) => palletOf(pallet, id)),
    extrinsic: {
      type: id('UncheckedExtrinsic'),
      version: 4,
      signedExtensions: description.extensions.map(({ name, additional }) => ({
        identifier: name,
        type: id(name),
        additionalSigned: id(additional),
      })),
    },
    type: id('Runtime'),
  }
  types.sort((a, b) => a.id - b.id)
  return concat(MAGIC, metadataCodec.encode('Metadata', metadata))
}

/** Reads any metadata v14; throws on another version or what is not SCALE. */
export function readMetadata(bytes: Uint8Array): Metadata {
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) throw new Error('This is not metadata v14.')
  // the codec's values have the shapes of the lines that Metadata restates
  return metadataCodec.decode('Metadata', bytes.subarray(MAGIC.length)) as Metadata
}
