import { Link } from 'wouter'
import { paths } from '#paths.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { PageBody, PageHead } from '#ui/Page.tsx'
import { isNarrowed, type List } from './list.ts'
import { WatchForm } from './WatchForm.tsx'
import { emptyWords } from './words.ts'

/** No rows: because nothing matches, or because there is nothing. */
export const Nothing = ({
  list,
  own,
  twin,
  onClear,
}: {
  list: List
  own: boolean
  twin: number
  onClear: () => void
}) => (
  <Empty
    {...emptyWords(list, own ? null : twin)}
    action={
      isNarrowed(list) ? (
        <Button onClick={onClear}>Clear search and filters</Button>
      ) : (
        <Button href={paths.nodes()}>Find a node</Button>
      )
    }
  />
)

/** A visitor who has not said whose deployments he means. */
export const Nobody = () => (
  <>
    <PageHead title="Deployments" />
    <PageBody>
      <Empty
        what="Deployments belong to a twin, and none of yours is speaking."
        advice={
          <>
            <Link href={paths.settings('identity')}>Unlock a twin</Link> to see its contracts and
            what nodes run for it. The contracts alone can be looked at of any twin.
          </>
        }
        action={<WatchForm inline />}
      />
    </PageBody>
  </>
)
