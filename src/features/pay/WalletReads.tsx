import { useMutation, useQuery } from '@tanstack/react-query'
import { messageOf } from '#lib/error.ts'
import { useWallet } from '#queries/wallet.ts'
import { letWalletRead, walletMetadataQuery } from '#queries/walletmetadata.ts'
import { Button } from '#ui/Button.tsx'
import s from './pay.module.css'

/** What the wallet will show of the call, and the way to let it show more: nobody should sign what he cannot read. */
export function WalletReads({ address }: { address: string }) {
  const { accounts } = useWallet().status
  const source = accounts.find((one) => one.address === address)?.source ?? ''
  const query = useQuery(walletMetadataQuery(address, source))
  const give = useMutation({
    mutationFn: () => letWalletRead(address),
    onSettled: () => query.refetch(),
  })
  const isWanting = query.data === 'missing' || query.data === 'other'
  return (
    <div className={s.how}>
      <p>
        Your wallet opens next
        {query.data === 'current' && ' and shows the same call in words'}
        {isWanting && ', but it does not know this network’s calls and can show digits only'}.
        Nothing is sent before you approve it there.
      </p>
      {isWanting && (
        <Button size="small" busy={give.isPending} onClick={() => give.mutate()}>
          Let the wallet read what it signs
        </Button>
      )}
      {give.error && isWanting && <p role="alert">{messageOf(give.error)}</p>}
    </div>
  )
}
