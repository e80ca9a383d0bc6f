/*
 * Types are written as texts: `u32`, `Compact<u128>`, `Vec<u8>`, `Option<Twin>`, `[u8;32]`, `(u16,u16)`,
 * `Bound<u8,512>` (a BoundedVec that takes at most so many), or a name that the description defines.
 * A definition is `{a:T,b:U}` (named fields), `(T,U)` (unnamed fields) or `|A|B(T)|7:C{x:T}` (an enum, where
 * a number sets the index to count on from).
 */

export const primitives = ['bool', 'char', 'str', 'u8', 'u16', 'u32', 'u64', 'u128'] as const

/** What the metadata calls them, in the order of their tags (facts: tfchain.md section 14). */
export type Primitive = (typeof primitives)[number]

export interface Field {
  /** Null in a tuple. */
  name: string | null
  type: string
}

export interface Variant {
  index: number
  name: string
  fields: Field[]
}

export interface Param {
  name: string
  /** Null where the runtime's own metadata has none. */
  type: string | null
}

/** What a definition says: a struct or an enum with its path in the runtime. */
export interface Definition {
  path: string[]
  params: Param[]
  body: { fields: Field[] } | { variants: Variant[] }
}

export type Type =
  | { kind: 'primitive'; name: Primitive }
  | { kind: 'compact' | 'option' | 'sequence'; of: string }
  | { kind: 'bounded'; of: string; most: number }
  | { kind: 'array'; of: string; length: number }
  | { kind: 'tuple'; of: string[] }
  | ({ kind: 'struct'; fields: Field[] } & Omit<Definition, 'body'>)
  | ({ kind: 'enum'; variants: Variant[] } & Omit<Definition, 'body'>)

/** The parts of a text between separators that stand in no bracket. */
export function split(text: string, separator: string): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const c of text) {
    if ('<([{'.includes(c)) depth++
    if ('>)]}'.includes(c)) depth--
    if (c === separator && depth === 0) {
      parts.push(part)
      part = ''
    } else part += c
  }
  if (part !== '') parts.push(part)
  return parts.map((p) => p.trim())
}

/** `name:Type` or a bare `Type`. */
export function field(text: string): Field {
  const named = /^([a-z_0-9A-Z]+):(?!:)(.+)$/s.exec(text)
  return named
    ? { name: named[1] ?? '', type: (named[2] ?? '').trim() }
    : { name: null, type: text }
}

const fieldsOf = (text: string): Field[] => split(text.slice(1, -1), ',').map(field)

/** `<A=u32,T>` without its brackets. */
export const paramsOf = (text: string): Param[] =>
  split(text, ',').map((param) => {
    const [name = '', type = null] = split(param, '=')
    return { name, type }
  })

/** Reads what stands behind a definition's name. */
export function bodyOf(text: string): Definition['body'] {
  if (!text.startsWith('|')) return { fields: fieldsOf(text) }
  let next = 0
  const variants = split(text.slice(1), '|').map((variant): Variant => {
    const [, index, name = '', fields = ''] = /^(?:(\d+):)?(\w+)(.*)$/s.exec(variant) ?? []
    const at = index === undefined ? next : Number(index)
    next = at + 1
    return { index: at, name, fields: fields === '' ? [] : fieldsOf(fields) }
  })
  return { variants }
}

const isPrimitive = (name: string): name is Primitive =>
  (primitives as readonly string[]).includes(name) // only widens, so that any text may be looked for

/** Reads type expressions against named definitions; each text is read once. */
export function createTypes(definitions: ReadonlyMap<string, Definition>) {
  const known = new Map<string, Type>()

  function read(text: string): Type {
    if (isPrimitive(text)) return { kind: 'primitive', name: text }
    if (text.startsWith('[')) {
      const [of = '', length = ''] = split(text.slice(1, -1), ';')
      return { kind: 'array', of, length: Number(length) }
    }
    if (text.startsWith('(')) return { kind: 'tuple', of: split(text.slice(1, -1), ',') }
    const generic = /^(\w+)<(.*)>$/s.exec(text)
    const [of = '', most] = split(generic?.[2] ?? '', ',')
    switch (generic?.[1]) {
      case 'Vec':
        return { kind: 'sequence', of }
      case 'Option':
        return { kind: 'option', of }
      case 'Compact':
        return { kind: 'compact', of }
      case 'Bound':
        return { kind: 'bounded', of, most: most === undefined ? Infinity : Number(most) }
    }
    const found = definitions.get(text)
    if (!found) throw new Error(`The description of the demo chain has no type ${text}.`)
    const { path, params, body } = found
    return 'fields' in body
      ? { kind: 'struct', path, params, fields: body.fields }
      : { kind: 'enum', path, params, variants: body.variants }
  }

  return (text: string): Type => {
    let type = known.get(text)
    if (!type) {
      type = read(text)
      known.set(text, type)
    }
    return type
  }
}

export type TypeOf = ReturnType<typeof createTypes>
