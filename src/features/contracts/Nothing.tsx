import { paths } from '#paths.ts'
import { useSession } from '#queries/session.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { PageBody, PageHead } from '#ui/Page.tsx'
import { Hidden } from '#ui/text.tsx'
import s from './contracts.module.css'
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

/** A visitor who has not said whose contracts he means; a twin on its way is none. */
export const Nobody = () => (
  <>
    <PageHead title="Contracts" />
    <PageBody>{useSession().phase === 'deriving' ? <Unlocking /> : <Visitor />}</PageBody>
  </>
)

const Unlocking = () => (
  <div aria-busy="true">
    <Hidden>Unlocking the twin</Hidden>
  </div>
)

const Visitor = () => (
  <Empty
    what="Contracts belong to a twin, and none of yours is speaking."
    advice="Unlock one to see what it pays for. Contracts and balances are public: those of any twin can be looked at."
    action={
      <span className={s.ways}>
        <Button href={paths.settings('identity')}>Unlock a twin</Button>
        <WatchForm inline />
      </span>
    }
  />
)
