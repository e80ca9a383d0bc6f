import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Select } from '#ui/Field.tsx'
import { AddFilter, FilterChip } from '#ui/FilterChip.tsx'
import s from './contracts.module.css'
import {
  type Chip,
  chipWords,
  type FilterKey,
  filterKeys,
  filterLabels,
  type Option,
} from './list.ts'

/** The filters that are set, each with its editor, and the way to set another. */
export function FilterBar({
  chips,
  optionsFor,
  onChange,
}: {
  chips: readonly Chip[]
  optionsFor: (key: FilterKey) => readonly Option[]
  /** `undefined` takes the filter away. */
  onChange: (key: FilterKey, value: string | undefined) => void
}) {
  const [draft, setDraft] = useState<FilterKey>()
  const free = filterKeys.filter((key) => !chips.some((chip) => chip.key === key))
  return (
    <>
      {chips.map((chip) => (
        <FilterChip
          key={chip.key}
          name={filterLabels[chip.key]}
          value={chipWords(chip)}
          onRemove={() => onChange(chip.key, undefined)}
        >
          {(close) => (
            <Editor
              filter={chip.key}
              value={chip.value}
              options={optionsFor(chip.key)}
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
            filter={draft}
            value=""
            quiet
            options={optionsFor(draft)}
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
          const empty = optionsFor(key).length === 0
          return {
            label: filterLabels[key],
            ...(empty ? { reason: 'No contract of this list has one.' } : {}),
            onClick: () => setDraft(key),
          }
        })}
      />
    </>
  )
}

/** Chooses among what the list holds; what the address names is offered also when nothing has it any more. */
function Editor({
  filter,
  value,
  options,
  quiet = false,
  onSet,
}: {
  filter: FilterKey
  value: string
  options: readonly Option[]
  quiet?: boolean
  onSet: (value: string) => void
}) {
  const label = filterLabels[filter]
  const known = value === '' || options.some((option) => option.value === value)
  const kept = known ? [] : [{ value, label: chipWords({ key: filter, value }) }]
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
