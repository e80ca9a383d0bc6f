import { GridTypesError } from './error.ts'

/**
 * JSON as it was written: numbers keep their digits, objects keep every pair in order, duplicates and
 * case variants included, which is what Go's decoder goes through and `JSON.parse` loses.
 */
export type Tree = (
  | { kind: 'null' }
  | { kind: 'bool'; value: boolean }
  | { kind: 'number' }
  | { kind: 'string'; value: string }
  | { kind: 'array'; items: Tree[] }
  | { kind: 'object'; pairs: [key: string, value: Tree][] }
) & {
  /** The text of this value as it was written. */
  source: string
}

/** Nothing of a deployment nests deeper than ten; Go itself stops at 10,000. */
const DEEPEST = 1000

const SPACE = /[ \t\n\r]*/y
const STRING = /"(?:[^"\\]|\\.)*"/y
const WORD = /[^,\]}\s]+/y

/**
 * Reads one JSON value. Lone surrogates become U+FFFD, as Go decodes them. Throws GridTypesError `json`
 * for what is no JSON or nests too deep.
 */
export function parseTree(text: string): Tree {
  try {
    JSON.parse(text) // the grammar is the same as Go's; below it is known to hold
  } catch (cause) {
    const message = text.trim() === '' ? 'unexpected end of JSON input' : 'invalid JSON'
    throw new GridTypesError('json', message, { cause })
  }
  let at = 0

  function token(pattern: RegExp): string {
    const start = at
    pattern.lastIndex = at
    pattern.test(text)
    at = Math.max(at, pattern.lastIndex) // a miss sets it to 0
    return text.slice(start, at)
  }

  /** Steps over the character when it comes next. */
  function next(char: string): boolean {
    token(SPACE)
    if (text[at] !== char) return false
    at++
    return true
  }

  function string(): string {
    token(SPACE)
    const quoted = token(STRING)
    const read = quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1)
    return read.toWellFormed()
  }

  function value(depth: number): Tree {
    if (depth > DEEPEST) throw new GridTypesError('json', 'exceeded max depth')
    token(SPACE)
    const start = at
    const source = () => text.slice(start, at)
    if (next('{')) {
      const pairs: [string, Tree][] = []
      while (!next('}')) {
        const key = string()
        next(':')
        pairs.push([key, value(depth + 1)])
        next(',')
      }
      return { kind: 'object', pairs, source: source() }
    }
    if (next('[')) {
      const items: Tree[] = []
      while (!next(']')) {
        items.push(value(depth + 1))
        next(',')
      }
      return { kind: 'array', items, source: source() }
    }
    if (text[at] === '"') {
      const read = string()
      return { kind: 'string', value: read, source: source() }
    }
    const word = token(WORD)
    if (word === 'null') return { kind: 'null', source: word }
    if (word === 'true' || word === 'false') {
      return { kind: 'bool', value: word === 'true', source: word }
    }
    return { kind: 'number', source: word }
  }

  return value(0)
}

/** JSON text without the white space between its tokens. */
export function compact(source: string): string {
  if (!/\s/.test(source)) return source
  return source.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_all, string?: string) => string ?? '')
}
