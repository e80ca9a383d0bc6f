import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { isAbort, messageOf } from '#lib/error.ts'
import { session, useSession } from '#queries/session.ts'
import { askToKeep, whileMaking } from '#queries/sessiontwin.ts'
import { Button } from '#ui/Button.tsx'
import { Fault } from '#ui/Fault.tsx'
import { Actions } from '#ui/Field.tsx'
import { SecretField } from '#ui/SecretField.tsx'
import { toast } from '#ui/toast.ts'
import s from './session-twin.module.css'
import { passwordFault, strength } from './words.ts'
import { Work } from './Work.tsx'

/** Makes the key, sealed and stored before it has an address that money could be sent to. */
export function MakeForm() {
  const { twin } = useSession()
  const password = useRef<HTMLInputElement>(null)
  const again = useRef<HTMLInputElement>(null)
  const [hint, setHint] = useState(strength(''))
  const [fault, setFault] = useState<ReturnType<typeof passwordFault>>()
  const [typed, setTyped] = useState(false)
  // no variables: what a mutation is given is kept in its cache
  const make = useMutation({
    mutationFn: () => {
      const chosen = password.current?.value ?? ''
      for (const field of [password, again]) if (field.current) field.current.value = ''
      return whileMaking(() => session().makeSessionKey({ password: chosen }))
    },
    onSuccess: () => {
      toast({ sentence: 'The key is made and kept in this browser', state: 'ok' })
      // money is about to hang on what is stored here
      void askToKeep()
    },
  })
  return (
    <form
      className={s.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (make.isPending) return
        const wrong = passwordFault(password.current?.value ?? '', again.current?.value ?? '')
        setFault(wrong)
        if (!wrong) make.mutate()
        else (wrong.field === 'again' ? again : password).current?.focus()
      }}
    >
      <SecretField
        inputRef={password}
        kind="password"
        autoComplete="new-password"
        label="Password to seal its key"
        hint={hint}
        error={fault?.field === 'password' ? fault.says : undefined}
        onInput={(now) => {
          setHint(strength(now))
          setTyped(now !== '')
        }}
      />
      <SecretField
        inputRef={again}
        kind="password"
        autoComplete="new-password"
        label="The same password again"
        hint="A slip here would lock you out of its money for good."
        error={fault?.field === 'again' ? fault.says : undefined}
      />
      {make.error && !isAbort(make.error) && (
        <Fault>{messageOf(make.error)} Nothing was paid, and no key was kept.</Fault>
      )}
      {twin && typed && (
        <p className={s.quiet}>
          One key is unlocked at a time: twin {twin.twin} stops speaking here when this key is made.
        </p>
      )}
      <Actions>
        <Button kind="primary" type="submit" busy={make.isPending}>
          Make the key
        </Button>
        {make.isPending && <Work doing="Sealing the key" />}
      </Actions>
    </form>
  )
}
