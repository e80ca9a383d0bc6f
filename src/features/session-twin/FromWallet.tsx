import { useMutation } from '@tanstack/react-query'
import { messageOf } from '#lib/error.ts'
import { askToPay } from '#queries/paying.ts'
import { useWallet, walletLink } from '#queries/wallet.ts'
import { Button } from '#ui/Button.tsx'
import { Fault } from '#ui/Fault.tsx'
import { Actions, Select } from '#ui/Field.tsx'
import { middle } from '#ui/middle.ts'
import { tft } from './words.ts'

/** Sends an amount from the wallet's account, or connects a wallet first. */
export function FromWallet({
  address,
  units,
  wrong,
}: {
  address: string
  units: bigint
  wrong: string | undefined
}) {
  const { account, status } = useWallet()
  const payers = status.accounts
  const send = useMutation({
    mutationFn: () =>
      askToPay({
        intent: { kind: 'transfer', to: address, units },
        from: 'wallet',
        title: 'Fund the session twin',
        verb: `Send ${tft(units)}`,
      }),
  })
  if (!account) {
    return (
      <Actions>
        <ConnectButton kind="primary" />
      </Actions>
    )
  }
  return (
    <>
      {payers.length > 1 && (
        <Select
          label="From"
          value={account.address}
          options={payers.map(({ address: of, name }) => ({
            value: of,
            label: `${name ?? 'Account'} ${middle(of)}`,
          }))}
          onChange={(of) => {
            const one = payers.find((payer) => payer.address === of)
            if (one) walletLink.choose(one)
          }}
        />
      )}
      <Actions>
        <Button
          kind="primary"
          busy={send.isPending}
          disabledReason={wrong ?? (units === 0n ? 'The amount must be above 0.' : undefined)}
          onClick={() => send.mutate()}
        >
          Send from {account.name ?? 'the wallet'}
        </Button>
      </Actions>
    </>
  )
}

/** Asks the wallets of this page to let it in; what stands in the way is told beside it. */
export function ConnectButton({ kind }: { kind: 'primary' | 'outline' }) {
  const { busy, problem, status } = useWallet()
  return (
    <>
      {problem && <Fault>{messageOf(problem)}</Fault>}
      <Button
        kind={kind}
        busy={busy}
        disabledReason={
          status.extensions.length === 0
            ? 'There is no wallet extension in this browser.'
            : undefined
        }
        onClick={() => void walletLink.connect().catch(() => undefined) /* in `problem` */}
      >
        Connect a wallet
      </Button>
    </>
  )
}
