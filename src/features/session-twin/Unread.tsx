import { useState } from 'react'
import { useSession } from '#queries/session.ts'
import type { SealedInfo } from '#queries/sessionstate.ts'
import { Button } from '#ui/Button.tsx'
import { Actions } from '#ui/Field.tsx'
import { Id } from '#ui/Id.tsx'
import { Receipt } from '#ui/Stepper.tsx'
import { AskNode } from './AskNode.tsx'
import { Forget } from './Forget.tsx'
import s from './session-twin.module.css'
import { UnlockForm } from './UnlockForm.tsx'

/** What can be done while the chain cannot be read: the key is here, and its twin needs the chain for money only. */
export function Unread({ record }: { record: SealedInfo }) {
  const { key, twin: speaking } = useSession()
  const [asking, setAsking] = useState(false)
  const { twin, address } = record
  return (
    <div className={s.card}>
      <p className={s.quiet}>
        Nothing is lost: the key is kept in this browser
        {twin === null
          ? ', and this page goes on at the right step once the chain answers.'
          : '. Its twin speaks to nodes without the chain; money and publishing need it.'}
      </p>
      <Receipt rows={[{ label: 'Account', value: <Id value={address} what="account" /> }]} />
      {twin !== null && key?.address !== address && (
        <UnlockForm record={record} twin={twin} why="Unlock its key to speak as it." />
      )}
      {twin !== null && speaking?.address === address && <AskNode twin={twin} />}
      <Actions>
        <Button kind="danger" onClick={() => setAsking(true)}>
          Forget
        </Button>
      </Actions>
      {asking && (
        <Forget
          record={record}
          loss={{ money: undefined, contracts: undefined, twin }}
          reading={false}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
