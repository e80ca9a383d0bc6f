import { worstFirst } from '#queries/states.ts'
import { type Shown, shownKinds, stateWord, truthWords } from '#queries/truthwords.ts'
import {
  asTwinText,
  listAddress,
  type ListChip,
  LONGEST,
  narrowed,
  type TwinList,
} from '#ui/twinlist.ts'
import type { DeploymentRow } from './rows.ts'

/** Columns that the list can be sorted by. `trouble` is the worst first. */
export const sorts = ['trouble', 'name', 'project', 'type', 'node', 'age', 'contract'] as const
export type ListSort = (typeof sorts)[number]

export const filterKeys = ['truth', 'state', 'node', 'project', 'type'] as const
export type FilterKey = (typeof filterKeys)[number]

export type Chip = ListChip<FilterKey>
/** The list as its address tells it. */
export type List = TwinList<ListSort, FilterKey>

export const filterLabels = {
  truth: 'Verdict',
  state: 'Workload state',
  node: 'Node',
  project: 'Project',
  type: 'Type',
} satisfies Record<FilterKey, string>

/** Reads an address, where what it does not know or understand is left out; and writes one, plain where it can be. */
export const { listOf, addressOf } = listAddress<ListSort, FilterKey>({
  sorts,
  keys: filterKeys,
  first: { id: 'trouble', desc: true },
  takes,
})

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

/** What a row says of itself, for the search. */
const textOf = (row: DeploymentRow): string[] => [
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

const passes: Record<FilterKey, (row: DeploymentRow, value: string) => boolean> = {
  truth: (row, value) => row.shown === value,
  state: (row, value) => row.states.some(({ state }) => state === value),
  node: (row, value) => String(row.nodeId) === value,
  project: (row, value) => row.project === value,
  type: (row, value) => row.type === value,
}

/** The rows that the search and every filter leave. */
export const shownOf = (
  rows: readonly DeploymentRow[],
  list: Pick<List, 'search' | 'chips'>,
): DeploymentRow[] => narrowed(rows, list, { passes, textOf })

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

/** The filters of this list, for the row above it. */
export const filters = {
  keys: filterKeys,
  labels: filterLabels,
  words: chipWords,
  none: 'No deployment heard of so far has one.',
} as const
