import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { isAbort, messageOf } from '#lib/error.ts'
import { session } from '#queries/session.ts'
import type { Speaking } from '#queries/sessionstate.ts'
import { Button } from '#ui/Button.tsx'
import { Fault } from '#ui/Fault.tsx'
import { Actions } from '#ui/Field.tsx'
import { SecretField } from '#ui/SecretField.tsx'
import { toast } from '#ui/toast.ts'
import { passwordHint, publishWarnings } from './identity.ts'
import { Work } from './Work.tsx'
import s from './settings.module.css'

/**
 * Makes the secret that an sr25519 keystore lacks: answers are deciphered with it once its public half is
 * on the chain (facts: rmb.md section 7.5, F). It is sealed before it is used.
 */
export function CipherForm({ twin, kept }: { twin: Speaking; kept: boolean }) {
  const password = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState(false)
  const [hint, setHint] = useState(passwordHint(''))
  const make = useMutation({
    mutationFn: async () => {
      const typed = password.current?.value ?? ''
      if (password.current) password.current.value = ''
      await session().makeCipherKey({ password: typed })
    },
    onSuccess: () =>
      toast({
        sentence: 'The encryption key is made and sealed',
        more: 'Publish it now, so that nodes encipher to it.',
        state: 'ok',
      }),
    onError: () => password.current?.focus(),
  })
  if (!open) {
    return (
      <div className={s.publish}>
        <p>
          This keystore has no secret to open encrypted answers with. One can be made here, apart
          from the account’s key, and published for twin {twin.twin}. {publishWarnings.others}
        </p>
        <Button onClick={() => setOpen(true)}>Make an encryption key</Button>
      </div>
    )
  }
  return (
    <form
      className={s.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (password.current?.value && !make.isPending) make.mutate()
        else password.current?.focus()
      }}
    >
      <SecretField
        inputRef={password}
        kind="password"
        autoComplete={kept ? 'current-password' : 'new-password'}
        autoFocus
        label={kept ? 'Password this key is sealed under' : 'Password to seal both keys under'}
        hint={kept ? 'The new key is sealed with the other one.' : hint}
        onInput={(typed) => setHint(passwordHint(typed))}
      />
      {make.error && !isAbort(make.error) && <Fault>{messageOf(make.error)}</Fault>}
      <Actions>
        <Button kind="primary" type="submit" busy={make.isPending}>
          Make and seal
        </Button>
        <Button kind="text" onClick={() => setOpen(false)}>
          Cancel
        </Button>
        {make.isPending && <Work sealing />}
      </Actions>
    </form>
  )
}
