import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { group } from '#lib/units.ts'
import { paths } from '#paths.ts'
import { useGrid } from '#queries/grid.ts'
import { PageHead } from '#ui/Page.tsx'
import type { Contracts } from './useContracts.ts'

/** Title, whose list this is where it is not one's own, stamp and export. */
export function ContractsHead({
  twin,
  told: { rows, own },
  stamp,
  actions,
}: {
  twin: number
  told: Contracts
  /** Of the list itself. */
  stamp: ReactNode
  actions: ReactNode
}) {
  const { speaking } = useGrid()
  return (
    <PageHead
      title="Contracts"
      documentTitle={own ? 'Contracts' : `Contracts of twin ${twin}`}
      count={rows && group(rows.length)}
      remark={
        own ? undefined : (
          <>
            of twin {twin}
            {speaking !== null && (
              <>
                {' · '}
                <Link href={paths.contracts()}>Back to twin {speaking}</Link>
              </>
            )}
          </>
        )
      }
      stampsRight
      stamps={stamp}
      actions={actions}
    />
  )
}
