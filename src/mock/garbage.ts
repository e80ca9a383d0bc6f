import { utf8, type Bytes } from '#lib/bytes.ts'
import { parseJson } from '#lib/json.ts'
import { goJson } from './gojson.ts'
import type { Garbage } from './schema.ts'
import { Verbatim } from './verbatim.ts'
import { HOSTILE } from './worlds.ts'

/** Every leaf of a value through a function; lists and objects keep their shape. */
function leaves(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => leaves(item, change))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([k, item]) => [k, leaves(item, change)]))
  }
  return change(value)
}

/** More than 10 MB of one valid answer. */
function enormous(value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0) {
    const one = goJson(value[0])
    return Array.from({ length: Math.ceil(10_500_000 / one.length) }, () => value[0] as unknown)
  }
  if (typeof value === 'object' && value !== null) {
    return { ...value, padding: 'x'.repeat(10_500_000) }
  }
  return value
}

/** Known words become unknown ones, and whole numbers too large for a double. */
function strange(leaf: unknown): unknown {
  if (typeof leaf === 'string' && ['ok', 'ssd', 'hdd', 'free', 'valid', 'init'].includes(leaf)) {
    return 'levitating'
  }
  return typeof leaf === 'number' && leaf > 2 ** 40 ? 2n ** 63n + BigInt(Math.floor(leaf)) : leaf
}

/** The bytes that a node of world `garbage` answers instead of its true answer. */
export function garble(kind: Garbage, answer: unknown): Bytes {
  const value = answer instanceof Verbatim ? parseJson(answer.text) : answer
  switch (kind) {
    case 'malformed': {
      const json = goJson(value)
      return utf8(json.length > 8 ? json.slice(0, Math.floor(json.length * 0.6)) : `${json}}`)
    }
    case 'types':
      return utf8(
        goJson(
          leaves(value, (leaf) =>
            typeof leaf === 'number' ? String(leaf) : typeof leaf === 'string' ? [leaf] : leaf,
          ),
        ),
      )
    case 'enormous':
      return utf8(goJson(enormous(value)))
    case 'states':
      return utf8(goJson(leaves(value, strange)))
    case 'empty':
      return utf8(goJson(leaves(value, (leaf) => (typeof leaf === 'string' ? '' : leaf))))
    case 'hostile':
      return utf8(
        goJson(leaves(value, (leaf) => (typeof leaf === 'string' ? `${leaf} ${HOSTILE}` : leaf))),
      )
    default:
      return kind satisfies never
  }
}
