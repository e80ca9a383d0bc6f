import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { messageOf } from '#lib/error.ts'
import { session, useSession } from '#queries/session.ts'
import type { SealedInfo } from '#queries/sessionstate.ts'
import { isNothing, type Loss } from '#queries/sessiontwin.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { Fault } from '#ui/Fault.tsx'
import { TextField } from '#ui/Field.tsx'
import { toast } from '#ui/toast.ts'
import s from './session-twin.module.css'
import { lossLines } from './words.ts'

/** Asks before the key is removed for good, with all that goes with it. */
export function Forget({
  record,
  loss,
  reading,
  onSweep,
  onClose,
}: {
  record: SealedInfo
  loss: Loss
  /** What would be lost is still being read. */
  reading: boolean
  /** Leads to sending the money back first; absent where there is none, or the key is locked. */
  onSweep?: (() => void) | undefined
  onClose: () => void
}) {
  const { key } = useSession()
  const [typed, setTyped] = useState('')
  const { twin } = loss
  const word = twin !== null ? String(twin) : 'forget'
  const free = isNothing(loss)
  const what = twin !== null ? `twin ${twin}` : 'the session key'
  const forget = useMutation({
    mutationFn: async () => {
      await session().forget(record.id)
      // it would speak on until it is locked, and then be gone without a word
      if (key?.address === record.address) session().lock()
    },
    onSuccess: () => {
      toast({ sentence: `The key of ${what} is forgotten` })
      onClose()
    },
  })
  return (
    <Dialog
      small
      title={`Forget ${what}`}
      onClose={onClose}
      actions={
        <>
          <Button kind="text" onClick={onClose}>
            Cancel
          </Button>
          {onSweep && <Button onClick={onSweep}>Sweep back first</Button>}
          <Button
            kind="danger"
            busy={forget.isPending}
            disabledReason={
              reading
                ? 'What would be lost is still being read.'
                : free || typed.trim() === word
                  ? undefined
                  : `Type ${word} to forget it.`
            }
            onClick={() => forget.mutate()}
          >
            Forget for good
          </Button>
        </>
      }
    >
      <p>Lost with it:</p>
      <ul className={s.lost}>
        {lossLines(loss).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {!free && (
        <TextField label={`Type ${word} to forget it`} mono value={typed} onChange={setTyped} />
      )}
      {forget.error && <Fault>{messageOf(forget.error)}</Fault>}
    </Dialog>
  )
}
