/*
 * A list of what a twin has, as its address tells it: whose, what is looked for, in which order, and filters.
 */

/** What can be sorted by and filtered in one list. */
export interface ListShape<Sort extends string, Key extends string> {
  sorts: readonly Sort[]
  keys: readonly Key[]
  /** The order of a plain address. */
  first: { id: Sort; desc: boolean }
  /** Whether a filter can be set to this. */
  takes: (key: Key, value: string) => boolean
}

/** A filter that is set: what stands in the address. */
export interface ListChip<Key extends string> {
  key: Key
  value: string
}

/** `twin` is whose, null for the twin that speaks. */
export interface TwinList<Sort extends string, Key extends string> {
  twin: number | null
  search: string
  sort: { id: Sort; desc: boolean }
  chips: readonly ListChip<Key>[]
}

/** Longest value of a filter that is taken from an address. */
export const LONGEST = 200

/** A twin id that was typed or stood in an address: 1 to 2^32 - 1. */
export function asTwinText(text: string): number | undefined {
  const twin = Number(text.trim())
  return /^\d{1,10}$/.test(text.trim()) && twin > 0 && twin <= 0xffffffff ? twin : undefined
}

/** Reads an address; what it does not know or understand is left out. */
function readList<Sort extends string, Key extends string>(
  { sorts, keys, first, takes }: ListShape<Sort, Key>,
  params: URLSearchParams,
): TwinList<Sort, Key> {
  const sort = params.get('sort') ?? ''
  const id = sorts.find((known) => known === sort.replace(/^-/, ''))
  return {
    twin: asTwinText(params.get('twin') ?? '') ?? null,
    search: params.get('q') ?? '',
    sort: id === undefined ? first : { id, desc: sort.startsWith('-') },
    chips: keys.flatMap((key) => {
      const value = params.get(key)
      return value !== null && takes(key, value) ? [{ key, value }] : []
    }),
  }
}

/** The address of a list; what is as it would be anyway is left out. */
function writeList<Sort extends string, Key extends string>(
  { first }: Pick<ListShape<Sort, Key>, 'first'>,
  { twin, search, sort, chips }: TwinList<Sort, Key>,
): Record<string, string> {
  const plain = sort.id === first.id && sort.desc === first.desc
  return {
    ...(twin === null ? {} : { twin: String(twin) }),
    ...(search === '' ? {} : { q: search }),
    ...(plain ? {} : { sort: `${sort.desc ? '-' : ''}${sort.id}` }),
    ...Object.fromEntries(chips.map(({ key, value }) => [key, value])),
  }
}

/** The two of one list. */
export const listAddress = <Sort extends string, Key extends string>(
  shape: ListShape<Sort, Key>,
) => ({
  listOf: (params: URLSearchParams) => readList(shape, params),
  addressOf: (list: TwinList<Sort, Key>) => writeList(shape, list),
})

/** What a table does when a head is pressed: the list in that order, where it can be ordered so. */
export const sorting =
  <Sort extends string, Key extends string>(
    sorts: readonly Sort[],
    list: TwinList<Sort, Key>,
    go: (next: TwinList<Sort, Key>) => void,
  ) =>
  ({ id, desc }: { id: string; desc: boolean }) => {
    const known = sorts.find((sort) => sort === id)
    if (known !== undefined) go({ ...list, sort: { id: known, desc } })
  }

/** Whether a list shows less than there is. */
export const isNarrowed = ({
  search,
  chips,
}: {
  search: string
  chips: readonly unknown[]
}): boolean => search !== '' || chips.length > 0

/** Sets a filter, or takes it away where `value` is undefined. */
export function withChip<Sort extends string, Key extends string>(
  list: TwinList<Sort, Key>,
  key: Key,
  value: string | undefined,
): TwinList<Sort, Key> {
  const others = list.chips.filter((chip) => chip.key !== key)
  return { ...list, chips: value === undefined ? others : [...others, { key, value }] }
}

/**
 * The rows that the search and every filter leave. `textOf` is what a row says of itself, its parts on lines:
 * each word of the search must stand somewhere in it, in whatever case.
 */
export function narrowed<Row, Key extends string>(
  rows: readonly Row[],
  { search, chips }: { search: string; chips: readonly ListChip<Key>[] },
  {
    passes,
    textOf,
  }: {
    passes: Record<Key, (row: Row, value: string) => boolean>
    textOf: (row: Row) => readonly string[]
  },
): Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    if (!chips.every(({ key, value }) => passes[key](row, value))) return false
    if (words.length === 0) return true
    const text = textOf(row).join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
