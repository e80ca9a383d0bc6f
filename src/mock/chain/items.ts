import { toHex } from '#lib/bytes.ts'
import type { Metadata, MetaField } from './metatypes.ts'

/** One thing that a runtime offers, in words that can be compared between runtimes. */
export interface Item {
  /** What it takes and gives, types written out whole, newtypes and BoundedVec as what they hold. */
  text: string
  /** Where it stands: its number in its pallet, hashers, default bytes. Shifts between specs. */
  place: string
}

/** Types that are named and not opened: they hold themselves, or differ by the pallets a runtime has. */
const CLOSED = new Set(['RuntimeCall', 'RuntimeEvent', 'Era'])

function speller({ types }: Metadata) {
  const known = new Map<number, string>()

  function fields(list: readonly MetaField[]): string {
    const [only] = list
    if (list.length === 1 && only?.name === null) return spell(only.type)
    const parts = list.map(({ name, type }) => (name === null ? '' : `${name}:`) + spell(type))
    return list[0]?.name === null ? `(${parts.join(',')})` : `{${parts.join(',')}}`
  }

  function whole(id: number): string {
    const type = types[id]?.type
    if (!type) return '?'
    const { def, path, params } = type
    const name = path.at(-1) ?? ''
    if (CLOSED.has(name)) return name
    if (name === 'Option' && params[0]?.type != null) return `Option<${spell(params[0].type)}>`
    if ('Primitive' in def) return def.Primitive
    if ('Compact' in def) return `Compact<${spell(def.Compact)}>`
    if ('Sequence' in def) return `Vec<${spell(def.Sequence)}>`
    if ('Array' in def) return `[${spell(def.Array.type)};${def.Array.len}]`
    if ('Tuple' in def) return `(${def.Tuple.map(spell).join(',')})`
    if ('Composite' in def) return fields(def.Composite)
    if ('BitSequence' in def) return 'bits'
    const variants = def.Variant.toSorted((a, b) => a.index - b.index).map(
      (v) => `${v.index}:${v.name}${v.fields.length > 0 ? `(${fields(v.fields)})` : ''}`,
    )
    return `|${variants.join('|')}`
  }

  function spell(id: number): string {
    let text = known.get(id)
    if (text === undefined) {
      text = whole(id)
      known.set(id, text)
    }
    return text
  }

  return { spell, fields }
}

/**
 * Everything a runtime offers by name: `call Utility.batch`, `store System.Account`, `event …`, `error …`,
 * `const …`, `extension CheckNonce`.
 */
export function itemsOf(metadata: Metadata): Map<string, Item> {
  const { spell } = speller(metadata)
  const items = new Map<string, Item>()
  const args = (list: readonly MetaField[]) =>
    list.map(({ name, type }) => (name === null ? '' : `${name}:`) + spell(type)).join(' ')

  for (const {
    name: pallet,
    index,
    storage,
    calls,
    events,
    errors,
    constants,
  } of metadata.pallets) {
    for (const { name, modifier, type, fallback } of storage?.items ?? []) {
      const shape =
        'Plain' in type ? spell(type.Plain) : `${spell(type.Map.key)} -> ${spell(type.Map.value)}`
      const hashers = 'Plain' in type ? '' : `${type.Map.hashers.join(' ')} `
      items.set(`store ${pallet}.${name}`, {
        text: `${modifier} ${shape}`,
        place: `${storage?.prefix} ${hashers}${toHex(fallback)}`,
      })
    }
    for (const [kind, id] of [
      ['call', calls],
      ['event', events],
      ['error', errors],
    ] as const) {
      const def = id === null ? undefined : metadata.types[id]?.type.def
      for (const variant of def && 'Variant' in def ? def.Variant : []) {
        items.set(`${kind} ${pallet}.${variant.name}`, {
          text: args(variant.fields),
          place: `${index} ${variant.index}`,
        })
      }
    }
    for (const { name, type, value } of constants) {
      items.set(`const ${pallet}.${name}`, { text: spell(type), place: toHex(value) })
    }
  }
  for (const [
    i,
    { identifier, type, additionalSigned },
  ] of metadata.extrinsic.signedExtensions.entries()) {
    const text = `${spell(type)} ${spell(additionalSigned)}`
    items.set(`extension ${identifier}`, { text, place: String(i) })
  }
  return items
}
