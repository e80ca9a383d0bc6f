import type { Kind } from '#gridproxy/filters.ts'

/** An answer of the proxy that is an error with words: `{"error": words}`. */
export class ProxyRefusal extends Error {
  override readonly name = 'ProxyRefusal'
  readonly status: number

  constructor(status: number, words: string) {
    super(words)
    this.status = status
  }
}

export type Value = string | number | boolean | string[] | number[]
export type Params = ReadonlyMap<string, Value>

const FLAGS: Record<string, boolean> = {
  true: true,
  t: true,
  1: true,
  on: true,
  false: false,
  f: false,
  0: false,
}

/** A value of a kind; undefined when it cannot be converted. */
function convert(kind: Kind, values: readonly string[]): Value | undefined {
  const last = values.at(-1) ?? ''
  switch (kind) {
    case 'text':
      return last
    case 'flag':
      return FLAGS[last.toLowerCase()]
    case 'uint':
      return /^\d{1,20}$/.test(last) ? Number(last) : undefined
    case 'float':
      return last.trim() !== '' && Number.isFinite(Number(last)) ? Number(last) : undefined
    case 'texts':
      // only the last of repeated keys counts
      return last.split(',').filter((item) => item !== '')
    case 'ids': {
      const items = values.flatMap((value) => value.split(',')).filter((item) => item !== '')
      return items.every((item) => /^\d{1,20}$/.test(item)) ? items.map(Number) : undefined
    }
    default:
      return kind satisfies never
  }
}

/**
 * The query as the server reads it: an unknown key or a value of the wrong type refuses the whole request,
 * empty values are dropped (facts: grid-services.md A.1). Keys are compared exactly.
 */
export function readParams(query: URLSearchParams, keys: Readonly<Record<string, Kind>>): Params {
  const out = new Map<string, Value>()
  const faults: string[] = []
  for (const key of new Set(query.keys())) {
    const kind = Object.hasOwn(keys, key) ? keys[key] : undefined
    if (kind === undefined) {
      faults.push(`schema: invalid path "${key}"`)
      continue
    }
    const values = query.getAll(key).filter((value) => value !== '')
    if (values.length === 0) continue
    const value = convert(kind, values)
    if (value === undefined) faults.push(`schema: error converting value for "${key}"`)
    else out.set(key, value)
  }
  const [first, ...others] = faults
  if (first !== undefined) {
    const more =
      others.length === 0
        ? ''
        : others.length === 1
          ? ' (and 1 other error)'
          : ` (and ${others.length} other errors)`
    throw new ProxyRefusal(400, `failed to decode params: ${first}${more}`)
  }
  return out
}

export type Sorts<T> = Readonly<Record<string, (row: T) => number | string | boolean>>

/** Refuses a sort field or order that the server does not know. */
export function checkSort(params: Params, sorts: readonly string[], type: string) {
  const by = params.get('sort_by')
  if (typeof by === 'string' && !sorts.includes(by)) {
    throw new ProxyRefusal(400, `"${by}" is not a sort field for ${type} type`)
  }
  const order = params.get('sort_order')
  if (typeof order === 'string' && !['asc', 'desc'].includes(order.toLowerCase())) {
    throw new ProxyRefusal(400, `"${order}" is not a valid sort order`)
  }
}

/** Rows in the asked order; equal ones keep theirs. */
export function sorted<T>(rows: readonly T[], params: Params, sorts: Sorts<T>): T[] {
  const by = params.get('sort_by')
  const value = typeof by === 'string' ? sorts[by] : undefined
  if (!value) return [...rows]
  const order = params.get('sort_order')
  const sign = typeof order === 'string' && order.toLowerCase() === 'desc' ? -1 : 1
  return rows
    .map((row) => ({ row, key: value(row) }))
    .toSorted((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : 0))
    .map(({ row }) => row)
}

export interface Page<T> {
  rows: T[]
  headers: Record<string, string>
}

/** One page, with the three counting headers when they are asked for. Size 0 is an empty page. */
export function paged<T>(rows: readonly T[], params: Params): Page<T> {
  const size = Number(params.get('size') ?? 50)
  const page = Math.max(1, Number(params.get('page') ?? 1))
  const headers: Record<string, string> =
    params.get('ret_count') === true
      ? {
          count: String(rows.length),
          size: String(size),
          pages: String(size === 0 ? 0 : Math.ceil(rows.length / size)),
        }
      : {}
  return { rows: rows.slice((page - 1) * size, page * size), headers }
}
