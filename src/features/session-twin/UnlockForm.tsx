import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { isAbort, messageOf } from '#lib/error.ts'
import { session } from '#queries/session.ts'
import type { SealedInfo } from '#queries/sessionstate.ts'
import { twinFactsQuery } from '#queries/sessiontwin.ts'
import { Button } from '#ui/Button.tsx'
import { Fault } from '#ui/Fault.tsx'
import { Actions } from '#ui/Field.tsx'
import { SecretField } from '#ui/SecretField.tsx'
import s from './session-twin.module.css'
import { speakAs } from './speak.ts'
import { Work } from './Work.tsx'

/** Unlocks the sealed key; where the chain has its twin already, it speaks at once. */
export function UnlockForm({
  record,
  twin,
  why,
}: {
  record: SealedInfo
  /** Its twin as the chain has it; null before there is one. */
  twin: number | null
  why: string
}) {
  const password = useRef<HTMLInputElement>(null)
  const queries = useQueryClient()
  const unlock = useMutation({
    mutationFn: async () => {
      const typed = password.current?.value ?? ''
      if (password.current) password.current.value = ''
      await session().unlockSealed(record.id, typed)
      // it may have come into a block while the password was checked
      const facts = queries.getQueryData(twinFactsQuery(record.address).queryKey)
      const now = twin ?? facts?.twin?.id ?? null
      if (now !== null && record.twin !== now) await speakAs(now)
    },
    onError: () => password.current?.focus(),
  })
  return (
    <form
      className={s.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (unlock.isPending) return
        if (password.current?.value) unlock.mutate()
        else password.current?.focus()
      }}
    >
      <p className={s.quiet}>{why}</p>
      <SecretField
        inputRef={password}
        kind="password"
        autoComplete="current-password"
        label="Password of the session twin’s key"
      />
      {unlock.error && !isAbort(unlock.error) && <Fault>{messageOf(unlock.error)}</Fault>}
      <Actions>
        <Button kind="primary" type="submit" busy={unlock.isPending}>
          Unlock
        </Button>
        {unlock.isPending && <Work doing="Checking the password" />}
      </Actions>
    </form>
  )
}
