import { longSpan } from '#lib/time.ts'
import type { Rescue as Facts } from '#queries/ledger.ts'
import { Section } from '#ui/Page.tsx'
import { DateTime } from '#ui/Time.tsx'
import { useNow } from '#ui/useNow.ts'
import { Rescue } from './Rescue.tsx'
import type { ContractRow } from './rows.ts'
import type { ToldContract } from './useContract.ts'

/** What it means that a contract is in grace, until when, and the way out. */
export function Grace({
  told: { contract },
  row: { cost, kind },
  account,
  rescue,
}: {
  told: ToldContract
  row: ContractRow
  account: string
  rescue: Facts
}) {
  const now = useNow()
  const ends = cost?.endsAt
  const left = ends === undefined ? 0 : (ends - now) / 1000
  return (
    <Section title="Grace period" remark={left > 0 ? `about ${longSpan(left)} left` : undefined}>
      <p>
        A bill found too little money. For 14 days the contract stays and goes on costing, while{' '}
        {kind === 'name'
          ? 'the name is kept'
          : kind === 'rent'
            ? 'the node stays yours, and everything on it is in grace as well'
            : 'its node pauses what runs and keeps the data'}
        ; it cannot be updated.{' '}
        {ends !== undefined && (
          <>
            {left > 0 ? 'Without money it ends for good about ' : 'Its time was over about '}
            <DateTime at={ends} />
            {left > 0
              ? ', with all that is stored under it.'
              : ': the next bill ends it for good unless it is paid before.'}
          </>
        )}
      </p>
      <Rescue twin={contract?.twin_id ?? 0} account={account} rescue={rescue} />
    </Section>
  )
}
