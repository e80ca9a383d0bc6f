import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { messageOf } from '#lib/error.ts'
import { askToPay } from '#queries/paying.ts'
import type { SealedInfo } from '#queries/sessionstate.ts'
import type { TwinFacts } from '#queries/sessiontwin.ts'
import { useWallet } from '#queries/wallet.ts'
import { Button } from '#ui/Button.tsx'
import { Fault } from '#ui/Fault.tsx'
import { Actions, TextField } from '#ui/Field.tsx'
import { toast } from '#ui/toast.ts'
import { ConnectButton } from './FromWallet.tsx'
import s from './session-twin.module.css'
import type { Contracts } from './useContractsOf.ts'
import { sweepLines, targetFault, tft } from './words.ts'

/** Sends all that can be spent back to the wallet, or to any account. */
export function Sweep({
  record,
  facts: { balance, twin },
  contracts: { names, list },
  onDone,
}: {
  record: SealedInfo
  facts: TwinFacts
  contracts: Contracts
  onDone: () => void
}) {
  const { account } = useWallet()
  const [typed, setTyped] = useState<string | null>(null)
  const to = typed ?? account?.address ?? ''
  const fault = targetFault(to, record.address)
  const held = balance.free + balance.reserved - balance.usable
  // without a twin there can be no contract
  const known = twin ? names : []
  const lines = sweepLines(known, held)
  const sweep = useMutation({
    mutationFn: () =>
      askToPay({
        intent: { kind: 'transfer-all', to: to.trim() },
        from: record.address,
        title: `Sweep ${twin ? `twin ${twin.id}` : 'the session key'}`,
        verb: 'Send all of it',
        lose: lines,
        type: known?.length === 0 ? undefined : 'sweep',
        note: 'The key stays in this browser and the twin on the chain: it can be funded again, and asking nodes costs nothing.',
      }),
    onSuccess: (sent) => {
      if (!sent) return
      toast({ sentence: `${tft(sent.result.units)} went back`, state: 'ok' })
      onDone()
    },
  })
  return (
    <div className={s.form}>
      <TextField
        label="Send all of it to"
        mono
        value={to}
        onChange={setTyped}
        hint={
          to !== '' && to === account?.address
            ? `${account.name ?? 'Your wallet’s account'}: all of ${tft(balance.usable)}, less the fee.`
            : 'An account of yours. What is sent cannot be called back.'
        }
        error={to === '' ? undefined : fault}
      />
      {lines.map((line) => (
        <p key={line} className={s.quiet}>
          {line}
        </p>
      ))}
      {sweep.error && <Fault>{messageOf(sweep.error)}</Fault>}
      <Actions>
        <Button
          busy={sweep.isPending}
          disabledReason={
            fault ??
            (twin && list.status === 'pending' ? 'Its contracts are still being read.' : undefined)
          }
          onClick={() => sweep.mutate()}
        >
          Sweep
        </Button>
        {!account && <ConnectButton kind="outline" />}
        <Button kind="text" onClick={onDone}>
          Cancel
        </Button>
      </Actions>
    </div>
  )
}
