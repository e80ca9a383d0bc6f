import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { group } from '#lib/units.ts'
import { paths } from '#paths.ts'
import { useGrid } from '#queries/grid.ts'
import { PageHead } from '#ui/Page.tsx'
import { HeardStamp } from './HeardStamp.tsx'
import type { Deployments } from './useDeployments.ts'

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
  return (
    <PageHead
      title="Deployments"
      documentTitle={own ? 'Deployments' : `Deployments of twin ${twin}`}
      count={query.data && group(query.data.length)}
      remark={
        own ? undefined : (
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
