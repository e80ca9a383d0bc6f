import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { paths } from '#paths.ts'
import { useGrid } from '#queries/grid.ts'
import { PageHead } from '#ui/Page.tsx'
import { HeardStamp } from './HeardStamp.tsx'
import type { Deployments } from './useDeployments.ts'
import { countWords } from './words.ts'

/** Title, whose list this is where it is not one's own, stamps and export. */
export function DeploymentsHead({
  twin,
  told: { query, own, hearing },
  stamp,
  actions,
}: {
  twin: number
  told: Deployments
  /** Of the list itself. */
  stamp: ReactNode
  actions: ReactNode
}) {
  const { speaking } = useGrid()
  const counted = query.data && countWords(query.data)
  return (
    <PageHead
      title="Deployments"
      documentTitle={own ? 'Deployments' : `Deployments of twin ${twin}`}
      count={counted?.count}
      remark={
        own ? (
          counted?.remark
        ) : (
          <>
            of twin {twin}, its contracts only
            {speaking !== null && (
              <>
                {' · '}
                <Link href={paths.deployments()}>Back to twin {speaking}</Link>
              </>
            )}
          </>
        )
      }
      stampsRight
      stamps={
        <>
          {stamp}
          <HeardStamp twin={twin} own={own} hearing={hearing} />
        </>
      }
      actions={actions}
    />
  )
}
