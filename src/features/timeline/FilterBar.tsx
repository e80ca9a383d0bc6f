import { useState } from 'react'
import type { History } from '#node/history.ts'
import { worstFirst } from '#queries/states.ts'
import { Select } from '#ui/Field.tsx'
import { AddFilter, FilterChip } from '#ui/FilterChip.tsx'
import type { View } from './address.ts'

const labels = { workload: 'Workload', state: 'State' } as const
type Key = keyof typeof labels
const keys: readonly Key[] = ['workload', 'state']

/** Who added a filter goes on in it; the menu has given the focus back to its button by then. */
const focusInto = (element: HTMLElement | null) => element?.querySelector('select')?.focus()

/** Which workload's events, and which state they led to. */
export function FilterBar({
  history,
  view,
  go,
}: {
  history: History
  view: View
  go: (change: Partial<View>) => void
}) {
  const [draft, setDraft] = useState<Key>()
  const set = (key: Key, value: string | undefined) => {
    setDraft(undefined)
    go({ [key]: value })
  }
  const editor = (key: Key, quiet: boolean, done: () => void) => (
    <Select
      label={labels[key]}
      quiet={quiet}
      value={view[key] ?? ''}
      options={[
        { value: '', label: `${labels[key]}…` },
        ...valuesOf(history, key).map((value) => ({ value, label: value })),
      ]}
      onChange={(value) => {
        done()
        set(key, value === '' ? undefined : value)
      }}
    />
  )
  return (
    <>
      {keys.map((key) => {
        const value = view[key]
        return value === undefined ? null : (
          <FilterChip
            key={key}
            name={labels[key]}
            value={value}
            onRemove={() => set(key, undefined)}
          >
            {(close) => editor(key, false, close)}
          </FilterChip>
        )
      })}
      {draft !== undefined && (
        <span key={draft} ref={focusInto}>
          {editor(draft, true, () => undefined)}
        </span>
      )}
      <AddFilter
        options={keys
          .filter((key) => view[key] === undefined && key !== draft)
          .map((key) => ({ label: labels[key], onClick: () => setDraft(key) }))}
      />
    </>
  )
}

function valuesOf({ lanes, changes }: History, key: Key): string[] {
  if (key === 'workload') return lanes.map(({ name }) => name)
  const states = new Set(changes.map(({ state }) => state).filter((state) => state !== ''))
  return [...states].toSorted(worstFirst)
}
