import { listAddress, type ListChip, LONGEST, narrowed, type TwinList } from '#ui/twinlist.ts'
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

export const filterKeys = ['kind', 'state', 'node', 'up', 'level'] as const
export type FilterKey = (typeof filterKeys)[number]

export type Chip = ListChip<FilterKey>
/** The list as its address tells it. */
export type List = TwinList<ListSort, FilterKey>

const filterLabels = {
  kind: 'Kind',
  state: 'State',
  node: 'Node',
  up: 'Node is',
  level: 'Discount',
} satisfies Record<FilterKey, string>

/** Reads an address, where what it does not know or understand is left out; and writes one, plain where it can be. */
export const { listOf, addressOf } = listAddress<ListSort, FilterKey>({
  sorts,
  keys: filterKeys,
  first: { id: 'trouble', desc: true },
  takes,
})

function takes(key: FilterKey, value: string): boolean {
  if (key === 'node') return /^\d{1,10}$/.test(value)
  if (key === 'kind') return kinds.some((known) => known === value)
  return value !== '' && value.length <= LONGEST
}

const valueOf: Record<FilterKey, (row: ContractRow) => string> = {
  kind: ({ kind }) => kind,
  state: ({ state }) => state,
  node: ({ nodeId }) => (nodeId === null ? '' : String(nodeId)),
  level: ({ cost }) => cost?.level ?? '',
  up: ({ nodeStatus }) => nodeStatus ?? '',
}

/** What a row says of itself, for the search. */
const textOf = (row: ContractRow): string[] => [
  `contract ${row.contractId}`,
  kindWords[row.kind],
  row.name,
  row.project,
  row.nodeId === null ? '' : `node ${row.nodeId}`,
  row.farmName,
  stateWords(row.state),
]

const is = (key: FilterKey) => (row: ContractRow, value: string) => valueOf[key](row) === value

/** The rows that the search and every filter leave. */
export const shownOf = (
  rows: readonly ContractRow[],
  list: Pick<List, 'search' | 'chips'>,
): ContractRow[] =>
  narrowed(rows, list, {
    passes: {
      kind: is('kind'),
      state: is('state'),
      node: is('node'),
      level: is('level'),
      up: is('up'),
    },
    textOf,
  })

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

/** The value of a chip in words. */
export function chipWords({ key, value }: Chip): string {
  if (key === 'kind') return kindWords[kinds.find((kind) => kind === value) ?? 'node']
  if (key === 'state') return stateWords(value)
  return key === 'node' ? `Node ${value}` : value
}

/** The filters of this list, for the row above it. */
export const filters = {
  keys: filterKeys,
  labels: filterLabels,
  words: chipWords,
  none: 'No contract of this list has one.',
} as const
