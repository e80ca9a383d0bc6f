import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { session } from '#queries/session.ts'
import { Button } from '#ui/Button.tsx'
import { Actions } from '#ui/Field.tsx'
import { SecretField } from '#ui/SecretField.tsx'
import { passwordHint } from './identity.ts'
import s from './settings.module.css'

/** Seals the key that speaks, for those who did not choose so at unlocking. */
export function KeepForm() {
  const password = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState(false)
  const [hint, setHint] = useState(passwordHint(''))
  const keep = useMutation({
    mutationFn: () => {
      const typed = password.current?.value ?? ''
      if (password.current) password.current.value = ''
      return session().keep(typed)
    },
  })
  if (!open) {
    return <Button onClick={() => setOpen(true)}>Keep this key in the browser</Button>
  }
  return (
    <form
      className={s.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (password.current?.value && !keep.isPending) keep.mutate()
        else password.current?.focus()
      }}
    >
      <SecretField
        inputRef={password}
        kind="password"
        autoComplete="new-password"
        autoFocus
        label="Password to seal it"
        hint={hint}
        onInput={(typed) => setHint(passwordHint(typed))}
      />
      <Actions>
        <Button kind="primary" type="submit" busy={keep.isPending}>
          Keep
        </Button>
        <Button kind="text" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </Actions>
    </form>
  )
}
