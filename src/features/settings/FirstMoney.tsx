import { useMutation, useQueryClient } from '@tanstack/react-query'
import { messageOf } from '#lib/error.ts'
import { activate } from '#queries/account.ts'
import { useSession } from '#queries/session.ts'
import { Button } from '#ui/Button.tsx'
import { Fault } from '#ui/Fault.tsx'
import { Actions } from '#ui/Field.tsx'
import s from './settings.module.css'

/** The network's own gift for new accounts, and the other way there is. */
export function FirstMoney({ address }: { address: string }) {
  const { endpoints } = useSession()
  const client = useQueryClient()
  const ask = useMutation({
    mutationFn: () => activate(address),
    // also where it failed: it may have come all the same
    onSettled: () => client.invalidateQueries({ queryKey: ['chain', 'balance', address] }),
  })
  return (
    <>
      <p className={s.quiet}>
        Making a twin costs a fee. Send some TFT to this account from anywhere, or ask the
        activation service, which gives a new account its first.
      </p>
      <Actions>
        <Button
          busy={ask.isPending}
          disabledReason={
            endpoints.activation === undefined
              ? 'This network names no activation service. Let somebody send the account some TFT.'
              : undefined
          }
          onClick={() => ask.mutate()}
        >
          Ask the activation service
        </Button>
      </Actions>
      {ask.error && <Fault>{messageOf(ask.error)}</Fault>}
    </>
  )
}
