import type { ReactNode } from 'react'
import { useState } from 'react'
import { usePayments } from '#queries/payments.ts'
import { useSession } from '#queries/session.ts'
import type { SealedInfo } from '#queries/sessionstate.ts'
import { type TwinFacts, underway } from '#queries/sessiontwin.ts'
import { Button } from '#ui/Button.tsx'
import { Actions } from '#ui/Field.tsx'
import { AddMoney } from './AddMoney.tsx'
import { Forget } from './Forget.tsx'
import s from './session-twin.module.css'
import { Sweep } from './Sweep.tsx'
import type { Contracts } from './useContractsOf.ts'

/** What can be done with its money and its key: more in, all of it back, and giving it up. */
export function Leave({
  record,
  facts,
  contracts,
  children,
}: {
  record: SealedInfo
  facts: TwinFacts
  contracts: Contracts
  children?: ReactNode
}) {
  const { key } = useSession()
  const { payments } = usePayments()
  const [open, setOpen] = useState<'sweep' | 'add' | 'forget' | null>(null)
  const held = key?.address === record.address
  const busy = underway(payments, record.address)
    ? 'A transaction of it is on its way. Wait until it is final.'
    : undefined
  const toggle = (what: 'sweep' | 'add') => setOpen(open === what ? null : what)
  const usable = facts.balance.usable
  return (
    <div className={s.card}>
      <Actions>
        {children}
        {facts.twin && <Button onClick={() => toggle('add')}>Add money</Button>}
        {(facts.twin !== null || usable > 0n) && (
          <Button
            disabledReason={
              busy ??
              (usable === 0n
                ? 'There is nothing to send back.'
                : held
                  ? undefined
                  : 'Unlock its key first: it signs what leaves its account.')
            }
            onClick={() => toggle('sweep')}
          >
            Sweep back
          </Button>
        )}
        <Button kind="danger" disabledReason={busy} onClick={() => setOpen('forget')}>
          Forget
        </Button>
      </Actions>
      {open === 'add' && <AddMoney address={record.address} />}
      {open === 'sweep' && (
        <Sweep record={record} facts={facts} contracts={contracts} onDone={() => setOpen(null)} />
      )}
      {open === 'forget' && (
        <Forget
          record={record}
          loss={{
            money: facts.balance.free + facts.balance.reserved,
            // without a twin there can be no contract
            contracts: facts.twin ? contracts.names : [],
            twin: facts.twin?.id ?? null,
          }}
          reading={facts.twin !== null && contracts.list.status === 'pending'}
          onSweep={held && usable > 0n ? () => setOpen('sweep') : undefined}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}
