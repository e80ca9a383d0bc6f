import { paths } from '#paths.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { type Fleet, isNarrowed } from './filters.ts'
import { emptyWords } from './words.ts'

/** No rows: because nothing matches, or because there is nothing. */
export function Nothing({ fleet, onClear }: { fleet: Fleet; onClear: () => void }) {
  return (
    <Empty
      {...emptyWords(fleet)}
      action={
        isNarrowed(fleet) ? (
          <Button onClick={onClear}>Clear search and filters</Button>
        ) : (
          <Button href={paths.settings('network')}>Choose another network</Button>
        )
      }
    />
  )
}
