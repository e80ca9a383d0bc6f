import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useGrid } from '#queries/grid.ts'
import { statsQuery } from '#queries/proxy.ts'
import { Button } from '#ui/Button.tsx'
import { Select, TextField } from '#ui/Field.tsx'
import { AddFilter, FilterChip } from '#ui/FilterChip.tsx'
import { Note } from '#ui/text.tsx'
import { type Chip, type FilterKey, filterKeys, filterOf, takes, wordsOf } from './filters.ts'
import s from './nodes.module.css'

/** The filters that are set, each with its editor, and the way to set another. */
export function FilterBar({
  chips,
  onChange,
}: {
  chips: readonly Chip[]
  /** `undefined` takes the filter away. */
  onChange: (key: FilterKey, value: string | undefined) => void
}) {
  const { speaking } = useGrid()
  const [draft, setDraft] = useState<FilterKey>()
  const free = filterKeys.filter((key) => !chips.some((chip) => chip.key === key))
  const begin = (key: FilterKey) => {
    const { kind } = filterOf(key)
    if (kind === 'flag') onChange(key, 'true')
    else if (kind === 'me') onChange(key, 'me')
    else setDraft(key)
  }
  return (
    <>
      {chips.map((chip) => (
        <FilterChip
          key={chip.key}
          name={filterOf(chip.key).label}
          value={chipWords(chip, speaking)}
          onRemove={() => onChange(chip.key, undefined)}
        >
          {(close) => (
            <Editor
              filter={chip.key}
              value={chip.value}
              onSet={(value) => {
                close()
                onChange(chip.key, value)
              }}
            />
          )}
        </FilterChip>
      ))}
      {draft !== undefined && (
        <span className={s.draft}>
          <Editor
            key={draft}
            inline
            filter={draft}
            value=""
            onCancel={() => setDraft(undefined)}
            onSet={(value) => {
              setDraft(undefined)
              onChange(draft, value)
            }}
          />
        </span>
      )}
      <AddFilter
        options={free.map((key) => {
          const { label, kind } = filterOf(key)
          const locked = kind === 'me' && speaking === null
          return {
            label,
            ...(locked ? { reason: 'Unlock a twin first.' } : {}),
            onClick: () => begin(key),
          }
        })}
      />
    </>
  )
}

/** A filter on the own twin says whose, or that nobody speaks and it leaves nothing out. */
function chipWords(chip: Chip, speaking: number | null): string {
  if (filterOf(chip.key).kind !== 'me') return wordsOf(chip)
  return speaking === null ? 'no twin unlocked' : `twin ${speaking}`
}

interface EditorProps {
  filter: FilterKey
  value: string
  onSet: (value: string) => void
  onCancel?: () => void
  /** In the row of filters instead of a panel of its own. */
  inline?: boolean
}

/** Chooses a filter's value; Enter sets it. */
function Editor({ filter, value, onSet, onCancel, inline = false }: EditorProps) {
  const def = filterOf(filter)
  const [typed, setTyped] = useState(value)
  const bad = typed !== '' && !takes(filter, typed)
  const set = () => {
    if (takes(filter, typed)) onSet(typed)
  }
  const label = def.kind === 'least' ? `${def.label}, at least (${def.unit})` : def.label
  if (def.kind === 'flag' || def.kind === 'me') return <Note>{def.hint ?? def.label}</Note>
  return (
    <form
      className={inline ? s.inline : s.fields}
      onSubmit={(event) => {
        event.preventDefault()
        set()
      }}
    >
      {filter === 'country' ? (
        <Country value={typed} quiet={inline} onChange={setTyped} onSet={onSet} />
      ) : def.kind === 'choice' ? (
        <Select
          label={label}
          quiet={inline}
          value={typed}
          options={[{ value: '', label: `${def.label}…` }, ...def.options]}
          {...(def.hint === undefined ? {} : { hint: def.hint })}
          onChange={(next) => next !== '' && onSet(next)}
        />
      ) : (
        <TextField
          label={label}
          quiet={inline}
          placeholder={label}
          value={typed}
          autoFocus
          onChange={setTyped}
          {...(def.hint === undefined ? {} : { hint: def.hint })}
          error={bad ? wrong(def.kind) : undefined}
        />
      )}
      {def.kind !== 'choice' && <Button type="submit">Set</Button>}
      {onCancel && (
        <Button kind="text" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </form>
  )
}

const wrong = (kind: 'least' | 'farm' | 'text') =>
  kind === 'text' ? 'At most 64 characters.' : 'A whole number from 1.'

/** The countries that have nodes, as the proxy counts them; a plain field while they are not known. */
function Country({
  value,
  quiet,
  onChange,
  onSet,
}: {
  value: string
  quiet: boolean
  onChange: (value: string) => void
  onSet: (value: string) => void
}) {
  const countries = Object.keys(useQuery(statsQuery()).data?.nodesDistribution ?? {}).toSorted()
  if (countries.length === 0) {
    return <TextField label="Country" quiet={quiet} value={value} onChange={onChange} autoFocus />
  }
  const known = countries.includes(value) || value === '' ? countries : [value, ...countries]
  return (
    <Select
      label="Country"
      quiet={quiet}
      value={value}
      options={[
        { value: '', label: 'Country…' },
        ...known.map((name) => ({ value: name, label: name })),
      ]}
      onChange={(next) => next !== '' && onSet(next)}
    />
  )
}
