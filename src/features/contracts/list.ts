import { type ContractRow, kinds, kindWords, stateWords } from './rows.ts'

/** Columns that the list can be sorted by. `trouble` is what ends soonest, then the dearest. */
export const sorts = [
  'trouble',
  'contract',
  'kind',
  'name',
  'node',
  'age',
  'hour',
  'month',
] as const
export type ListSort = (typeof sorts)[number]

export const filterKeys = ['kind', 'state', 'node', 'level'] as const
export type FilterKey = (typeof filterKeys)[number]

/** A filter that is set: what stands in the address. */
export interface Chip {
  key: FilterKey
  value: string
}

/** The list as its address tells it; `twin` is whose, null for the twin that speaks. */
export interface List {
  twin: number | null
  search: string
  sort: { id: ListSort; desc: boolean }
  chips: readonly Chip[]
}

export const filterLabels = {
  kind: 'Kind',
  state: 'State',
  node: 'Node',
  level: 'Discount',
} satisfies Record<FilterKey, string>

const first = { id: 'trouble', desc: true } as const
const LONGEST = 200

/** Reads an address; what it does not know or understand is left out. */
export function listOf(params: URLSearchParams): List {
  const sort = params.get('sort') ?? ''
  const id = sorts.find((known) => known === sort.replace(/^-/, ''))
  return {
    twin: asTwinText(params.get('twin') ?? '') ?? null,
    search: params.get('q') ?? '',
    sort: id ? { id, desc: sort.startsWith('-') } : first,
    chips: filterKeys.flatMap((key) => {
      const value = params.get(key)
      return value !== null && takes(key, value) ? [{ key, value }] : []
    }),
  }
}

/** A twin id that was typed or stood in an address: 1 to 2^32 - 1. */
export function asTwinText(text: string): number | undefined {
  const twin = Number(text.trim())
  return /^\d{1,10}$/.test(text.trim()) && twin > 0 && twin <= 0xffffffff ? twin : undefined
}

function takes(key: FilterKey, value: string): boolean {
  if (key === 'node') return /^\d{1,10}$/.test(value)
  if (key === 'kind') return kinds.some((known) => known === value)
  return value !== '' && value.length <= LONGEST
}

/** The address of a list; what is as it would be anyway is left out. */
export function addressOf({ twin, search, sort, chips }: List): Record<string, string> {
  const plain = sort.id === first.id && sort.desc === first.desc
  return {
    ...(twin === null ? {} : { twin: String(twin) }),
    ...(search === '' ? {} : { q: search }),
    ...(plain ? {} : { sort: `${sort.desc ? '-' : ''}${sort.id}` }),
    ...Object.fromEntries(chips.map(({ key, value }) => [key, value])),
  }
}

export const isNarrowed = ({ search, chips }: List): boolean => search !== '' || chips.length > 0

/** Sets a filter, or takes it away where `value` is undefined. */
export function withChip(list: List, key: FilterKey, value: string | undefined): List {
  const others = list.chips.filter((chip) => chip.key !== key)
  return { ...list, chips: value === undefined ? others : [...others, { key, value }] }
}

const valueOf: Record<FilterKey, (row: ContractRow) => string> = {
  kind: ({ kind }) => kind,
  state: ({ state }) => state,
  node: ({ nodeId }) => (nodeId === null ? '' : String(nodeId)),
  level: ({ cost }) => cost?.level ?? '',
}

/** What a row says of itself, for the search. */
const textOf = (row: ContractRow): string =>
  [
    `contract ${row.contractId}`,
    kindWords[row.kind],
    row.name,
    row.project,
    row.nodeId === null ? '' : `node ${row.nodeId}`,
    row.farmName,
    stateWords(row.state),
  ]
    .join('\n')
    .toLowerCase()

/** The rows that the search and every filter leave: each word of the search must stand somewhere in the row. */
export function shownOf(
  rows: readonly ContractRow[],
  { search, chips }: Pick<List, 'search' | 'chips'>,
): ContractRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    if (!chips.every(({ key, value }) => valueOf[key](row) === value)) return false
    if (words.length === 0) return true
    const text = textOf(row)
    return words.every((word) => text.includes(word))
  })
}

/** What a filter can be set to: what the rows have. */
export function optionsOf(
  key: FilterKey,
  rows: readonly ContractRow[],
): { value: string; label: string }[] {
  return [...new Set(rows.map(valueOf[key]))]
    .filter((value) => value !== '')
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((value) => ({ value, label: chipWords({ key, value }) }))
}
export type Option = ReturnType<typeof optionsOf>[number]

/** The value of a chip in words. */
export function chipWords({ key, value }: Chip): string {
  if (key === 'kind') return kindWords[kinds.find((kind) => kind === value) ?? 'node']
  if (key === 'state') return stateWords(value)
  return key === 'node' ? `Node ${value}` : value
}
