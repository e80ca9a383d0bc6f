import { useState } from 'react'
import { Button } from './Button.tsx'
import s from './ChoiceFilters.module.css'
import { Select } from './Field.tsx'
import { AddFilter, FilterChip } from './FilterChip.tsx'

/** A value that a filter can be set to. */
export interface FilterOption {
  value: string
  label: string
}

/** Filters that choose one of the values a list holds: what they are called and what each offers. */
export interface ChoiceFilter<Key extends string> {
  keys: readonly Key[]
  labels: Record<Key, string>
  /** The value in words. */
  words: (chip: { key: Key; value: string }) => string
  optionsFor: (key: Key) => readonly FilterOption[]
  /** Why a filter cannot be added while nothing in the list has a value for it. */
  none: string
}

/** The filters that are set, each with its editor, and the way to set another. */
export function ChoiceFilters<Key extends string>({
  chips,
  onChange,
  ...of
}: ChoiceFilter<Key> & {
  chips: readonly { key: Key; value: string }[]
  /** `undefined` takes the filter away. */
  onChange: (key: Key, value: string | undefined) => void
}) {
  const [draft, setDraft] = useState<Key>()
  const free = of.keys.filter((key) => !chips.some((chip) => chip.key === key))
  return (
    <>
      {chips.map((chip) => (
        <FilterChip
          key={chip.key}
          name={of.labels[chip.key]}
          value={of.words(chip)}
          onRemove={() => onChange(chip.key, undefined)}
        >
          {(close) => (
            <Editor
              of={of}
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
            of={of}
            filter={draft}
            value=""
            quiet
            onSet={(value) => {
              setDraft(undefined)
              onChange(draft, value)
            }}
          />
          <Button kind="text" onClick={() => setDraft(undefined)}>
            Cancel
          </Button>
        </span>
      )}
      <AddFilter
        options={free.map((key) => {
          const empty = of.optionsFor(key).length === 0
          return {
            label: of.labels[key],
            ...(empty ? { reason: of.none } : {}),
            onClick: () => setDraft(key),
          }
        })}
      />
    </>
  )
}

/** Chooses among what the list holds; what the address names is offered also when nothing has it any more. */
function Editor<Key extends string>({
  of,
  filter,
  value,
  quiet = false,
  onSet,
}: {
  of: ChoiceFilter<Key>
  filter: Key
  value: string
  quiet?: boolean
  onSet: (value: string) => void
}) {
  const label = of.labels[filter]
  const options = of.optionsFor(filter)
  const known = value === '' || options.some((option) => option.value === value)
  const kept = known ? [] : [{ value, label: of.words({ key: filter, value }) }]
  return (
    <Select
      label={label}
      quiet={quiet}
      value={value}
      options={[{ value: '', label: `${label}…` }, ...kept, ...options]}
      onChange={(next) => next !== '' && onSet(next)}
    />
  )
}
