import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { paths } from '#paths.ts'
import { twinOfAccountQuery } from '#queries/account.ts'
import { balanceQuery } from '#queries/chain.ts'
import { useWho } from '#queries/who.ts'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { explain } from '#ui/explain.ts'
import { Id } from '#ui/Id.tsx'
import { Columns, PageBody, PageHead } from '#ui/Page.tsx'
import { Note } from '#ui/text.tsx'
import { Accounts } from './Accounts.tsx'
import { Balance } from './Balance.tsx'
import { NewAccount } from './NewAccount.tsx'
import { Payments } from './Payments.tsx'
import { RunwaySection } from './RunwaySection.tsx'
import { TransferSection } from './TransferSection.tsx'
import { TwinSection } from './TwinSection.tsx'
import { type Shown, useAccount } from './useAccount.ts'
import { useMoney } from './useMoney.ts'
import { NoAccount, WatchButton } from './WatchForm.tsx'

/** An account: what it has, its twin, how long its money lasts, and what can be done with it. */
export default function AccountPage() {
  const shown = useAccount()
  const { address } = shown
  return address === null ? <NoAccount /> : <Whole key={address} shown={{ ...shown, address }} />
}

function Whole({
  shown: { address, signing, name },
}: {
  shown: Omit<Shown, 'address'> & { address: string }
}) {
  const { account } = useWho()
  const client = useQueryClient()
  const balance = useQuery(balanceQuery(address))
  const twinRead = useQuery(twinOfAccountQuery(address))
  const { data: twin } = twinRead
  const money = useMoney(twin?.id)
  // neither was ever read: then it is the chain that is away, and said once
  const away = !balance.data && twin === undefined ? balance.error && twinRead.error : null
  return (
    <>
      <PageHead
        title="Account"
        documentTitle={name === '' ? 'Account' : `Account ${name}`}
        remark={
          <>
            {name !== '' && `${name} `}
            <Id value={address} what="address" />
            {account && account.address !== address && (
              <>
                {' · '}
                <Link href={paths.account()}>Back to {account.name}</Link>
              </>
            )}
          </>
        }
        actions={<WatchButton />}
      />
      <PageBody>
        {signing && <NewAccount account={signing} />}
        {away ? (
          <ErrorPanel
            explained={explain(away, 'chain')}
            busy={balance.isFetching || twinRead.isFetching}
            onRetry={() => client.refetchQueries({ queryKey: ['chain'], type: 'active' })}
          />
        ) : (
          <Columns
            even
            main={<Balance address={address} held={twin ? money.held : 0n} />}
            side={<TwinSection address={address} />}
          />
        )}
        {twin && <RunwaySection twin={twin.id} told={money} />}
        {signing ? (
          <TransferSection from={address} effectOf={money.effectOf} away={away !== null} />
        ) : (
          <Note>
            This account is only looked at: nothing here signs for it. Connect its wallet or unlock
            its key to send from it.
          </Note>
        )}
        <Accounts address={address} />
        <Payments address={address} />
      </PageBody>
    </>
  )
}
