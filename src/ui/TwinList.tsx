import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Empty } from './Empty.tsx'
import { PageBody, PageHead } from './Page.tsx'
import s from './TwinList.module.css'
import { Hidden } from './text.tsx'
import { WatchForm } from './WatchForm.tsx'

/** No rows: because nothing matches, or because there is nothing. */
export const NoRows = ({
  what,
  advice,
  narrowed,
  action,
  onClear,
}: {
  what: string
  advice: string
  narrowed: boolean
  /** Where there is nothing at all. */
  action: ReactNode
  onClear: () => void
}) => (
  <Empty
    what={what}
    advice={advice}
    action={narrowed ? <Button onClick={onClear}>Clear search and filters</Button> : action}
  />
)

/** A visitor who has not said whose list he means; a twin on its way is none. */
export const NoSpeaker = ({
  title,
  unlocking,
  what,
  advice,
  unlockHref,
  hrefOf,
  above,
}: {
  title: string
  /** A key is being unlocked at this moment. */
  unlocking: boolean
  what: string
  advice: string
  unlockHref: string
  /** The list of a twin. */
  hrefOf: (twin: number) => string
  above?: ReactNode
}) => (
  <>
    <PageHead title={title} />
    <PageBody>
      {above}
      {unlocking ? (
        <div aria-busy="true">
          <Hidden>Unlocking the twin</Hidden>
        </div>
      ) : (
        <Empty
          what={what}
          advice={advice}
          action={
            <span className={s.ways}>
              <Button href={unlockHref}>Unlock a twin</Button>
              <WatchForm hrefOf={hrefOf} inline />
            </span>
          }
        />
      )}
    </PageBody>
  </>
)
