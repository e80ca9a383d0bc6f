import { paths } from '#paths.ts'
import { useSession } from '#queries/session.ts'
import { Button } from '#ui/Button.tsx'
import { NoRows, NoSpeaker } from '#ui/TwinList.tsx'
import { isNarrowed } from '#ui/twinlist.ts'
import type { List } from './list.ts'
import { NoTwin } from './NoTwin.tsx'
import { emptyWords } from './words.ts'

/** The list of a twin. */
export const hrefOf = (twin: number) => paths.deployments({ twin })

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

/** A visitor who has not said whose deployments he means. */
export const Nobody = ({ typed }: { typed: string | undefined }) => (
  <NoSpeaker
    title="Deployments"
    unlocking={useSession().phase === 'deriving'}
    what="Deployments belong to a twin, and none of yours is speaking."
    advice="Unlock one to see its contracts and what nodes run for it. Or look at another twin’s contracts: they are public, and need no key."
    unlockHref={paths.settings('identity')}
    hrefOf={hrefOf}
    above={typed !== undefined && <NoTwin typed={typed} own={false} />}
  />
)
