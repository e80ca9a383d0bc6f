import { worstFirst } from '#queries/states.ts'
import { type Shown, shownKinds, stateWord, truthWords } from '#queries/truthwords.ts'
import type { DeploymentRow } from './rows.ts'

/** Columns that the list can be sorted by. `trouble` is the worst first. */
export const sorts = ['trouble', 'name', 'project', 'type', 'node', 'age', 'contract'] as const
export type ListSort = (typeof sorts)[number]

export const filterKeys = ['truth', 'state', 'node', 'project', 'type'] as const
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
  truth: 'Verdict',
  state: 'Workload state',
  node: 'Node',
  project: 'Project',
  type: 'Type',
} satisfies Record<FilterKey, string>

const first = { id: 'trouble', desc: true } as const
const LONGEST = 200

/** Reads an address; what it does not know or understand is left out. */
export function listOf(params: URLSearchParams): List {
  const sort = params.get('sort') ?? ''
  const id = sorts.find((known) => known === sort.replace(/^-/, ''))
  const twin = params.get('twin') ?? ''
  return {
    twin: asTwinText(twin) ?? null,
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

/** What an address has in the place of a twin and is no twin's number; undefined where all is well. */
export function notTwin(params: URLSearchParams): string | undefined {
  const typed = params.get('twin')
  return typed === null || asTwinText(typed) !== undefined ? undefined : typed.slice(0, 40)
}

function takes(key: FilterKey, value: string): boolean {
  if (key === 'node') return /^\d{1,10}$/.test(value)
  if (key === 'truth') return shownKinds.some((known) => known === value)
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

/** What a row says of itself, for the search. */
const textOf = (row: DeploymentRow): string =>
  [
    row.name,
    row.project,
    row.type,
    `node ${row.nodeId}`,
    row.farmName,
    `contract ${row.contractId}`,
    row.contractState,
    ...row.ips,
    ...(row.served?.workloads ?? []).flatMap(({ name, type }) => [name, type]),
  ]
    .join('\n')
    .toLowerCase()

const passes: Record<FilterKey, (row: DeploymentRow, value: string) => boolean> = {
  truth: (row, value) => row.shown === value,
  state: (row, value) => row.states.some(({ state }) => state === value),
  node: (row, value) => String(row.nodeId) === value,
  project: (row, value) => row.project === value,
  type: (row, value) => row.type === value,
}

/** The rows that the search and every filter leave: each word of the search must stand somewhere in the row. */
export function shownOf(
  rows: readonly DeploymentRow[],
  { search, chips }: Pick<List, 'search' | 'chips'>,
): DeploymentRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    if (!chips.every(({ key, value }) => passes[key](row, value))) return false
    if (words.length === 0) return true
    const text = textOf(row)
    return words.every((word) => text.includes(word))
  })
}

/** A choice of a filter; `label` is what people read. */
export interface Option {
  value: string
  label: string
}

/** What a filter can be set to: what the rows have. */
export function optionsOf(key: FilterKey, rows: readonly DeploymentRow[]): Option[] {
  switch (key) {
    case 'truth':
      return shownKinds
        .filter((each) => rows.some((row) => row.shown === each))
        .map((value) => ({ value, label: truthWords[value] }))
    case 'state':
      return unique(rows.flatMap((row) => row.states.map(({ state }) => state)))
        .filter((state) => state !== '')
        .toSorted(worstFirst)
        .map((value) => ({ value, label: stateWord(value) }))
    case 'node':
      return unique(rows.map(({ nodeId }) => nodeId))
        .toSorted((a, b) => a - b)
        .map((id) => ({ value: String(id), label: `Node ${id}` }))
    case 'project':
    case 'type':
      return unique(rows.map((row) => row[key]))
        .filter((value) => value !== '' && value.length <= LONGEST)
        .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
        .map((value) => ({ value, label: value }))
    default:
      return key satisfies never
  }
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]

/** The value of a chip in words. */
export function chipWords({ key, value }: Chip): string {
  if (key === 'truth') return truthWords[value as Shown] // `takes` lets no other in
  return key === 'state' ? stateWord(value) : value
}
