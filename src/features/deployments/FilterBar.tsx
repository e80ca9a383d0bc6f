import { ChoiceFilters } from '#ui/ChoiceFilters.tsx'
import {
  type Chip,
  chipWords,
  type FilterKey,
  filterKeys,
  filterLabels,
  type Option,
} from './list.ts'

/** The filters of this list. */
export const FilterBar = (own: {
  chips: readonly Chip[]
  optionsFor: (key: FilterKey) => readonly Option[]
  /** `undefined` takes the filter away. */
  onChange: (key: FilterKey, value: string | undefined) => void
}) => (
  <ChoiceFilters
    keys={filterKeys}
    labels={filterLabels}
    words={chipWords}
    none="No deployment heard of so far has one."
    {...own}
  />
)
