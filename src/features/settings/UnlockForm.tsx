import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { isAbort, messageOf } from '#lib/error.ts'
import { session, useSession } from '#queries/session.ts'
import { Button } from '#ui/Button.tsx'
import { Fault } from '#ui/Fault.tsx'
import { Actions, Choice } from '#ui/Field.tsx'
import { SecretField } from '#ui/SecretField.tsx'
import { curveChoices, welcome } from './identity.ts'
import { KeepFields } from './KeepFields.tsx'
import { Work } from './Work.tsx'
import s from './settings.module.css'

/** Unlocks a twin by its secret. The secret is in its field and nowhere else in the page, until the key Worker has it. */
export function UnlockForm() {
  const { phase, offer, sealed, twin } = useSession()
  const secret = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const [curve, setCurve] = useState<'sr25519' | 'ed25519'>('sr25519')
  const [keep, setKeep] = useState(false)
  const [missing, setMissing] = useState<'secret' | 'password' | null>(null)
  const remember = () => (keep ? (password.current?.value ?? '') : undefined)

  // no variables: what a mutation is given is kept in its cache
  const unlock = useMutation({
    mutationFn: () =>
      session().unlockWithSecret({
        secret: secret.current?.value ?? '',
        curve,
        remember: remember(),
        // a twin can be made for it here
        withoutTwin: true,
        onTaken: () => {
          if (secret.current) secret.current.value = ''
        },
      }),
    onSuccess: welcome,
  })
  const accept = useMutation({
    mutationFn: () => session().acceptOffer({ remember: remember() }),
    onSuccess: welcome,
  })
  const error = accept.error ?? unlock.error
  const busy = unlock.isPending || accept.isPending

  return (
    <form
      className={s.form}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        const lacks = !secret.current?.value.trim()
          ? 'secret'
          : keep && !password.current?.value
            ? 'password'
            : null
        setMissing(lacks)
        accept.reset()
        if (lacks === null && !busy) unlock.mutate()
        else (lacks === 'password' ? password : secret).current?.focus()
      }}
    >
      <SecretField
        inputRef={secret}
        kind="secret"
        label="Mnemonic or hex seed"
        placeholder="12 or 24 words, or 64 hex digits"
        hint="Handed to a Worker of this page at once and to nobody else. It is never sent anywhere."
        error={missing === 'secret' ? 'Type or paste the secret first.' : undefined}
      />
      <div>
        {/* the group carries the same name for readers */}
        <p className={s.caption} aria-hidden="true">
          Curve of the account
        </p>
        <Choice
          label="Curve of the account"
          value={curve}
          options={curveChoices}
          onChange={setCurve}
        />
      </div>
      <KeepFields
        hint="Sealed under a password, so that next time the password is enough. Left unchecked, nothing is stored."
        keep={keep}
        onKeep={setKeep}
        password={password}
        missing={missing === 'password'}
      />
      {error && !isAbort(error) && (
        <Fault
          action={
            offer && (
              <Button size="small" busy={busy} onClick={() => accept.mutate()}>
                Use {offer.curve}, twin {offer.twin}
              </Button>
            )
          }
        >
          {messageOf(error)}
        </Fault>
      )}
      <Actions>
        {/* one accent to a view: where keys are kept, their password is the usual way */}
        <Button kind={sealed.length > 0 || twin ? 'outline' : 'primary'} type="submit" busy={busy}>
          Unlock
        </Button>
        {busy && phase === 'deriving' && (
          <Button kind="text" onClick={() => session().cancel()}>
            Cancel
          </Button>
        )}
        {busy && <Work sealing={keep} />}
      </Actions>
    </form>
  )
}
