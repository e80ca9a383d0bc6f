import { paths } from '#paths.ts'
import { useSession } from '#queries/session.ts'
import { Button } from '#ui/Button.tsx'
import { NoRows, NoSpeaker } from '#ui/TwinList.tsx'
import { isNarrowed } from '#ui/twinlist.ts'
import type { List } from './list.ts'
import { emptyWords } from './words.ts'

/** The list of a twin. */
export const hrefOf = (twin: number) => paths.contracts({ twin })

/** No rows: because nothing matches, or because there is nothing. `whose` is null for the twin that speaks. */
export const Nothing = ({
  list,
  whose,
  onClear,
}: {
  list: List
  whose: number | null
  onClear: () => void
}) => (
  <NoRows
    {...emptyWords(list, whose)}
    narrowed={isNarrowed(list)}
    action={<Button href={paths.nodes()}>Find a node</Button>}
    onClear={onClear}
  />
)

/** A visitor who has not said whose contracts he means. */
export const Nobody = () => (
  <NoSpeaker
    title="Contracts"
    unlocking={useSession().phase === 'deriving'}
    what="Contracts belong to a twin, and none of yours is speaking."
    advice="Unlock one to see what it pays for. Contracts and balances are public: those of any twin can be looked at."
    unlockHref={paths.settings('identity')}
    hrefOf={hrefOf}
  />
)
