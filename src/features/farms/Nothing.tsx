import { paths } from '#paths.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'

/** No rows: because nothing matches, or because there is nothing. */
export function Nothing({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  return narrowed ? (
    <Empty
      what="No farm matches."
      advice="Search by a part of its name, by its number, or by its owner: twin 42."
      action={<Button onClick={onClear}>Clear search and filters</Button>}
    />
  ) : (
    <Empty
      what="This grid has no farms yet."
      advice="Farms appear here once they are registered on chain."
      action={<Button href={paths.settings('network')}>Choose another network</Button>}
    />
  )
}
