import { Link } from 'wouter'
import { paths } from '#paths.ts'
import { useGrid } from '#queries/grid.ts'
import { QuerySection } from '#ui/QueryView.tsx'
import { Runway } from '#ui/Runway.tsx'
import { Note } from '#ui/text.tsx'
import type { useMoney } from './useMoney.ts'

/** How long the money of an account's twin lasts, and what would change it. */
export function RunwaySection({
  twin,
  told: { list, ledger, facts },
}: {
  twin: number
  told: ReturnType<typeof useMoney>
}) {
  const { network } = useGrid()
  return (
    <QuerySection
      title="Runway"
      remark={`of twin ${twin}, if prices and contracts stay as they are`}
      query={
        list.isError && !ledger.data ? { ...list, data: undefined } : { ...ledger, data: facts }
      }
      source="chain"
      waitingFor={`the chain of ${network.name}`}
      verb="reckoned"
      action={<Link href={paths.contracts({ twin })}>Contracts</Link>}
    >
      {(told) => (
        <>
          <Runway facts={told} />
          {list.data?.cut && (
            <Note>This twin has more contracts than are read here; the end comes sooner.</Note>
          )}
        </>
      )}
    </QuerySection>
  )
}
